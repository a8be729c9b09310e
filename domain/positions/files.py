"""Files of postings: kept for as long as an administrator looks at previews, and imported."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import anyio

from domain import policies
from domain.clock import Clock
from domain.documents.contents import Content
from domain.documents.errors import ReadFailure
from domain.errors import EmptyFile, FileTooLarge, NoFileUploaded, Unavailable, refused_by_system
from domain.limiting import Counted, Limit, Limiter, Unlimited
from domain.positions.importing.models import Rejection
from domain.positions.importing.reports import ImportReport
from domain.positions.ports import KeptFiles
from domain.positions.service import PositionService
from domain.signing import Seal
from domain.uploads import Upload
from domain.viewers import Viewer

KEPT_FOR: Final = timedelta(minutes=50)
"""Less than the age at which the store's sweep takes files that belong to nothing."""

MOST_REJECTIONS: Final = 100_000
"""So many rejected rows are told; a file of nothing else is of no use to anybody."""

_CHUNK_BYTES: Final = 256 * 1024
_SUFFIXES: Final = frozenset(
    (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".xml", ".html", ".htm")
)
_SEPARATOR: Final = " "

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How a file is imported; each as `PositionService.import_positions` and `open_table` have it."""

    source: str
    encoding: str | None = None
    mappings: tuple[str, ...] = ()
    replace: bool = False
    dry_run: bool = False
    most_rows: int | None = None
    sheet: str | None = None
    currency: str | None = None


class KeptPositions(NamedTuple):
    """A file that is kept: what its sender names it by, and until when."""

    token: str
    expires_at: datetime


class Imported(NamedTuple):
    """What came of an import, and its first `MOST_REJECTIONS` rejected rows."""

    report: ImportReport
    rejected: list[Rejection]


class PositionFiles:
    """Takes administrators' files of postings, imports them, and keeps them for that.

    A file that is kept has no row: who may name it, and until when, is told by a token that only we can make.
    The sweep of files without a row removes what was never imported.
    """

    def __init__(
        self,
        *,
        positions: PositionService,
        files: KeptFiles,
        seal: Seal,
        clock: Clock,
        upload_max_bytes: int,
        limiter: Limiter | None = None,
    ) -> None:
        self._positions = positions
        self._files = files
        self._seal = seal
        self._clock = clock
        self._upload_max_bytes = upload_max_bytes
        self._limiter = limiter or Unlimited()

    async def keep(self, viewer: Viewer, upload: Upload) -> KeptPositions:
        """Keep a file, so that its sender can have it previewed and imported without sending it again.

        Raises:
            AdminsOnly: The viewer is no administrator.
            NoFileUploaded, EmptyFile, FileTooLarge: The file cannot be one.
            TooManyRequests: The viewer has sent too many of late.
            Unavailable: It cannot be kept at the moment; `StorageFull` where there is no room.
        """
        policies.IMPORT_POSITIONS.require(viewer)
        await self._limiter.take(Counted(Limit.POSITIONS_FILE, (str(viewer.id),)))
        self._check(upload)
        suffix = Path(upload.filename or "").suffix.lower()
        stored = await self._files.put(
            _chunks(upload), suffix=suffix if suffix in _SUFFIXES else "", size_bytes=upload.size
        )
        expires_at = self._clock() + KEPT_FOR
        given = _SEPARATOR.join((str(viewer.id), str(int(expires_at.timestamp())), stored.key))
        encoded = urlsafe_b64encode(given.encode()).decode()
        return KeptPositions(f"{encoded}.{self._seal.signature(given)}", expires_at)

    async def import_kept(self, viewer: Viewer, token: str, options: ImportOptions) -> Imported:
        """Import a file that the viewer has had kept; once it is imported it is kept no longer.

        Raises:
            NoFileUploaded: It is not the viewer's, or not kept any more.
            Unavailable: Nobody can bring it now.
            AdminsOnly, EmptyFile, UnsupportedFileType, InvalidInput: As `import_upload`.
        """
        policies.IMPORT_POSITIONS.require(viewer)
        key = self._key(viewer, token)
        try:
            async with self._files.local_copy(key) as content:
                imported = await anyio.to_thread.run_sync(
                    partial(self._import_content, content, Path(key).name, options)
                )
        except FileNotFoundError:
            raise NoFileUploaded from None
        if not options.dry_run:
            self._positions.note_import(viewer, options.source)
            try:
                await self._files.delete(key)
            except Unavailable as error:
                logger.warning("a file of postings waits for the sweep: %s", error)
        return imported

    async def import_upload(self, viewer: Viewer, upload: Upload, options: ImportOptions) -> Imported:
        """Import an uploaded file for an administrator.

        Raises:
            AdminsOnly: The viewer is no administrator.
            NoFileUploaded: There is no file.
            EmptyFile: It has no content.
            FileTooLarge: It exceeds the limit.
            UnsupportedFileType: It is of a format that holds no postings.
            InvalidInput: As `import_positions`, or the file is damaged, a mapping malformed or the currency
                not known.
        """
        policies.IMPORT_POSITIONS.require(viewer)
        self._check(upload)
        folder = await anyio.to_thread.run_sync(tempfile.mkdtemp)
        try:
            path = Path(folder) / "file"
            await _spool(upload, path)
            imported = await anyio.to_thread.run_sync(
                partial(self._import_file, path, upload.filename, options)
            )
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(shutil.rmtree, folder, True)
        if not options.dry_run:
            self._positions.note_import(viewer, options.source)
        return imported

    def _check(self, upload: Upload) -> None:
        if not upload.filename and not upload.size:
            raise NoFileUploaded
        if upload.size == 0:
            raise EmptyFile
        if (upload.size or 0) > self._upload_max_bytes:
            raise FileTooLarge

    def _key(self, viewer: Viewer, token: str) -> str:
        encoded, _, signature = token.rpartition(".")
        try:
            given = urlsafe_b64decode(encoded).decode()
        except ValueError:
            raise NoFileUploaded from None
        if not self._seal.has_signed(given, signature):
            raise NoFileUploaded
        owner, expires_at, key = given.split(_SEPARATOR, 2)
        if int(owner) != viewer.id or int(expires_at) <= self._clock().timestamp():
            raise NoFileUploaded
        return key

    def _import_content(self, content: Content, name: str, options: ImportOptions) -> Imported:
        try:
            descriptor = content.opened()
        except ReadFailure as error:
            raise NoFileUploaded from error
        try:
            return self._import_file(Path(f"/proc/self/fd/{descriptor}"), name, options)
        finally:
            os.close(descriptor)

    def _import_file(self, path: Path, name: str | None, options: ImportOptions) -> Imported:
        # Loaded by those who import: it takes a while, and most servers never do.
        from domain.positions.importing.columns import ColumnMap
        from domain.positions.importing.tables import open_table

        rejected: list[Rejection] = []

        def note(rejection: Rejection) -> None:
            if len(rejected) < MOST_REJECTIONS:
                rejected.append(rejection)

        columns = ColumnMap(options.mappings, currency=options.currency)
        with open_table(
            path, columns=columns, encoding=options.encoding, name=name, sheet=options.sheet
        ) as table:
            report = self._positions.import_positions(
                table,
                source=options.source,
                columns=columns,
                replace=options.replace,
                dry_run=options.dry_run,
                most_rows=options.most_rows,
                rejected=note,
            )
        return Imported(report, rejected)


async def _chunks(upload: Upload) -> AsyncIterator[bytes]:
    await upload.seek(0)
    while chunk := await upload.read(_CHUNK_BYTES):
        yield chunk


async def _spool(upload: Upload, path: Path) -> None:
    try:
        async with await anyio.open_file(path, "wb") as file:
            async for chunk in _chunks(upload):
                await file.write(chunk)
    except OSError as error:
        raise refused_by_system(error) from error
