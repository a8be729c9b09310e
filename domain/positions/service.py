"""Importing a user's own postings into the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

import anyio

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.clock import Clock
from domain.errors import InvalidInput
from domain.input_rules import InputRule
from domain.positions.importing.models import ImportCounts, Posting, Rejection, RejectionReason
from domain.positions.importing.reports import ImportReport
from domain.positions.models import BUNDLED
from domain.positions.ports import PositionWorkFactory
from domain.viewers import Viewer

# What reads tables is loaded by those who import: it takes a while, and most servers never do.
if TYPE_CHECKING:
    from domain.positions.importing.classifying import Tell
    from domain.positions.importing.columns import ColumnMap
    from domain.positions.importing.tables import Table

BATCH = 500
"""Rows committed together: what a kill can undo, and how long other writers wait."""

MOST_PREVIEWED = 10_000
"""Rows of a dry run that is to read only some."""

_SOURCE = re.compile(r"[^\W_][\w.-]{0,63}")
_REMOVED_AT_ONCE = 1_000


def check_source(source: str) -> str:
    """Return the name of a source. Raises `InvalidInput` for one that is reserved or malformed."""
    if source.casefold() == BUNDLED:
        raise InvalidInput(f"来源名 {BUNDLED} 保留给内置职位", rule=InputRule.SOURCE_RESERVED)
    if not _SOURCE.fullmatch(source):
        raise InvalidInput(
            "来源名须为 1 至 64 个字母、数字、点、横线或下划线，以字母或数字开头", rule=InputRule.SOURCE_NAME
        )
    return source


def check_rows(most_rows: int | None, *, dry_run: bool) -> None:
    """Refuse to import a part of a file. Raises `InvalidInput`."""
    if most_rows is None:
        return
    if not dry_run:
        raise InvalidInput("rows 仅可与 dryRun 一同使用")
    if not 1 <= most_rows <= MOST_PREVIEWED:
        raise InvalidInput(f"rows 须为 1 至 {MOST_PREVIEWED}")


class PositionService:
    """Changes the imported part of the catalogue."""

    def __init__(
        self,
        *,
        unit_of_work: PositionWorkFactory,
        clock: Clock,
        audit: Audit | None = None,
        tell: Tell | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._tell = tell
        self._clock = clock
        self._audit = audit or NoAudit()

    async def delete_positions(self, viewer: Viewer, *, source: str) -> int:
        """Take an import back for an administrator: remove its source's positions; return how many.

        Raises:
            AdminsOnly: The viewer is no administrator.
            InvalidInput: The source's name is reserved or malformed, or it has no positions.
        """
        policies.DELETE_POSITIONS.require(viewer)
        removed = await anyio.to_thread.run_sync(self.remove_source, source)
        self._note(AuditAction.POSITIONS_DELETED, viewer, source)
        return removed

    def remove_source(self, source: str) -> int:
        """Remove every position of a source; return how many there were.

        It runs on a thread and commits batch by batch. One that was broken off is resumed by being done
        again.

        Raises:
            InvalidInput: The source's name is reserved or malformed, or it has no positions.
        """
        check_source(source)
        counts = ImportCounts()
        self._remove_absent(source, _Seen(), counts, dry_run=False)
        if not counts.removed:
            raise InvalidInput(f"没有来源为 {source} 的职位", rule=InputRule.SOURCE_UNKNOWN)
        return counts.removed

    def note_import(self, viewer: Viewer, source: str) -> None:
        """Note in the audit log who has imported a source."""
        self._note(AuditAction.POSITIONS_IMPORTED, viewer, source)

    def _note(self, action: AuditAction, viewer: Viewer, source: str) -> None:
        self._audit.note(AuditEntry(action=action, actor_id=viewer.id, detail=source))

    def import_positions(
        self,
        table: Table,
        *,
        source: str,
        columns: ColumnMap,
        replace: bool = False,
        dry_run: bool = False,
        most_rows: int | None = None,
        rejected: Callable[[Rejection], None] = lambda _: None,
        progress: Callable[[ImportCounts], None] = lambda _: None,
    ) -> ImportReport:
        """Bring a source's positions to what a table says; doing it again changes nothing.

        It runs on a thread and commits batch by batch. One that was broken off is resumed by being done
        again: what is there already is only compared. Beside a batch it keeps some hundred bytes a row.

        Args:
            table: The rows.
            source: What the positions are known under, beside their external ids.
            columns: Which columns hold which fields.
            replace: Whether positions of the source are removed that the table does not have.
            dry_run: Whether nothing is changed and only counted what would be.
            most_rows: After so many rows a dry run ends, and nothing is said of what it would remove.
            rejected: Told each row that is not imported.
            progress: Told the counts after each batch; the object changes afterwards.

        Raises:
            InvalidInput: The source's name is reserved, a mapped column is missing, no column holds titles,
                or a workbook breaks off; or `replace` would remove everything.
        """
        from domain.positions.importing.looking import Looker
        from domain.positions.importing.postings import read_posting

        check_source(source)
        check_rows(most_rows, dry_run=dry_run)
        columns.check(table.columns)
        counts = ImportCounts()
        seen, looker = _Seen(), Looker()
        every_row = looker.passing(table.rows())
        rows = islice(every_row, most_rows)
        while batch := list(islice(rows, BATCH)):
            postings: list[Posting] = []
            refused: list[Rejection] = []
            for row in batch:
                read = row if isinstance(row, Rejection) else read_posting(row, columns)
                if isinstance(read, Posting):
                    repeated = seen.add(read)
                    if repeated is None:
                        postings.append(read)
                        looker.note(read)
                    elif repeated:
                        counts.repeated += 1
                    else:
                        read = Rejection(
                            read.line, RejectionReason.REPEATED_ID, read.external_id, read.external_id
                        )
                if isinstance(read, Rejection):
                    refused.append(read)
            self._put(source, postings, counts, dry_run=dry_run)
            counts.rows += len(batch)
            counts.rejected += len(refused)
            for rejection in refused:
                seen.keep(rejection)
                rejected(rejection)
            progress(counts)
        is_whole = counts.rows != most_rows or next(every_row, None) is None
        if replace and is_whole:
            if not counts.accepted:
                raise InvalidInput("文件中没有可导入的行，未删除任何职位", rule=InputRule.NO_ROWS)
            self._remove_absent(source, seen, counts, dry_run=dry_run)
            progress(counts)
        return ImportReport(
            counts=counts,
            place=table.place,
            columns=looker.uses(table.columns, columns),
            first=looker.first,
            is_whole=is_whole,
        )

    def _classified(self, postings: list[Posting]) -> list[Posting]:
        if self._tell is None:
            return postings
        from domain.positions.importing.classifying import classified

        return classified(postings, tell=self._tell)

    def _told(self, source: str, postings: list[Posting]) -> list[Posting]:
        """Return the postings, those that are not there the same with what their titles tell."""
        with self._unit_of_work() as work:
            known = work.positions.content_hashes(source, [posting.external_id for posting in postings])
        new = [posting for posting in postings if known.get(posting.external_id) != posting.content_hash]
        told = {posting.external_id: posting for posting in self._classified(new)}
        return [told.get(posting.external_id, posting) for posting in postings]

    def _put(self, source: str, postings: list[Posting], counts: ImportCounts, *, dry_run: bool) -> None:
        if not postings:
            return
        if not dry_run and self._tell is not None:
            # Before the lock: it takes longer than the writing.
            postings = self._told(source, postings)
        with self._unit_of_work() as work:
            if not dry_run:
                work.positions.lock()
            known = work.positions.content_hashes(source, [posting.external_id for posting in postings])
            fresh = [posting for posting in postings if posting.external_id not in known]
            changed = [
                posting
                for posting in postings
                if known.get(posting.external_id, posting.content_hash) != posting.content_hash
            ]
            if (fresh or changed) and not dry_run:
                version = work.positions.raise_version()
                work.positions.put(source, [*fresh, *changed], version=version, at=self._clock())
                work.commit()
        counts.added += len(fresh)
        counts.changed += len(changed)
        counts.unchanged += len(postings) - len(fresh) - len(changed)

    def _remove_absent(self, source: str, seen: _Seen, counts: ImportCounts, *, dry_run: bool) -> None:
        after = ""
        while True:
            with self._unit_of_work() as work:
                if not dry_run:
                    work.positions.lock()
                there = work.positions.external_ids(source, after=after, limit=_REMOVED_AT_ONCE)
                absent = [external_id for external_id in there if external_id not in seen]
                if absent and not dry_run:
                    version = work.positions.raise_version()
                    work.positions.remove(source, absent, version=version)
                    work.commit()
            if not there:
                return
            counts.removed += len(absent)
            after = there[-1]


class _Seen:
    """The ids of the rows so far, with the content each stands for."""

    def __init__(self) -> None:
        self._contents: dict[int, int] = {}
        self._rejected: set[int] = set()

    def __contains__(self, external_id: str) -> bool:
        number = _number(external_id)
        return number in self._contents or number in self._rejected

    def add(self, posting: Posting) -> bool | None:
        """Note a posting; None where its id is new, else whether the earlier row says the same."""
        number, content = _number(posting.external_id), int(posting.content_hash[:15], 16)
        earlier = self._contents.get(number)
        if earlier is None:
            self._contents[number] = content
            return None
        return earlier == content

    def keep(self, rejection: Rejection) -> None:
        """Note a rejected row: its position is wrong in the file, not absent."""
        if rejection.external_id is not None:
            self._rejected.add(_number(rejection.external_id))


def _number(external_id: str) -> int:
    return int.from_bytes(blake2b(external_id.encode("utf-8", "replace"), digest_size=8).digest(), "big")
