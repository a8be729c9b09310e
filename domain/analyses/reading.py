"""From a file to facts, in a child process."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from domain.analyses.answers import NoReading, packed, unpacked
from domain.analyses.layouts import page_layouts
from domain.analyses.ports import Effort, NeedsMore, Reading
from domain.analyses.printed import printed_pages
from domain.documents.contents import Content, LocalFile
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.isolation.lanes import SetAside
from domain.documents.isolation.link import Equipment
from domain.documents.isolation.outputs import memory_file
from domain.documents.isolation.sandbox import LaneName, Sandbox
from domain.documents.models import Document, Recognition
from domain.vocabulary.later import make_all

READERS = Equipment(
    preload=("domain.documents.reader", "domain.documents.pdf.reader", "domain.analyses.extraction"),
    prepare=("domain.analyses.reading:warm_up",),
)
"""What processes that read have loaded."""
RECOGNISERS = replace(
    READERS, prepare=(*READERS.prepare, "domain.documents.pictures.recognition:load_models")
)
"""What processes that recognise text have loaded."""

_SAMPLE = Path(__file__).parent / "data" / "sample.txt"
_SAMPLE_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>"
)

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """Make what the readers make when they are first used, and read samples: every child then has it."""
    make_all()
    for sample, media_type in ((_SAMPLE.read_bytes(), MediaType.TEXT), (_SAMPLE_PDF, MediaType.PDF)):
        with contextlib.suppress(ReadFailure):
            read_resume(sample, media_type.value)


def read_resume(content: bytes, media_type: str) -> dict[str, Any]:
    """Read a file and analyse it; to be called where it may hang, explode or crash."""
    return _read(content, media_type, Recognition.SIGNALLED)


def read_resume_without_pictures(content: bytes, media_type: str) -> dict[str, Any]:
    """Read a file's text and leave its pictures alone."""
    return _read(content, media_type, Recognition.NONE)


def render_resume(content: bytes, media_type: str) -> bytes:
    """Render the pages of a file whose text has to be recognised."""
    from domain.documents.reader import render_document

    return render_document(content, MediaType(media_type))


def recognise_resume(content: bytes, rendered: bytes, media_type: str) -> dict[str, Any]:
    """Read a file with the text in its rendered pages, and analyse it; it takes seconds a page."""
    from domain.documents.reader import recognise_document

    return _analysed(recognise_document(content, rendered, MediaType(media_type)))


def _read(content: bytes, media_type: str, recognition: Recognition) -> dict[str, Any]:
    # Only the children read: the server starts half a second sooner without the readers' libraries.
    from domain.documents.reader import read_document

    return _analysed(read_document(content, MediaType(media_type), recognition=recognition))


def _analysed(document: Document) -> dict[str, Any]:
    from domain.analyses.extraction import analyse

    texts, layouts = printed_pages(document), page_layouts(document)
    return packed(Reading(len(document.pages), analyse(document), document.unread, texts, layouts))


class SandboxedReader:
    """Reads resumes in the sandbox's children, one step of one file a child."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def read(
        self, content: Content, *, media_type: MediaType, owner: object, effort: Effort = Effort.QUICK
    ) -> Reading:
        """Read the file with an effort. Raises `NeedsMore`, `ReadFailure`, `ReadingBrokeOff`."""
        if effort is Effort.QUICK or effort is Effort.LONG:
            return await self._read_text(content, media_type, owner, effort)
        return await self._read_pictures(content, media_type, owner, effort)

    async def read_through(self, path: Path, *, media_type: MediaType) -> Reading:
        """Read the file with whatever effort it needs. Raises `ReadFailure`, `ReadingBrokeOff`."""
        content, effort = LocalFile(path), Effort.QUICK
        while True:
            try:
                return await self.read(content, media_type=media_type, owner=None, effort=effort)
            except NeedsMore as more:
                effort = more.effort

    async def check(self) -> bool:
        return await self._sandbox.check()

    @property
    def missing(self) -> tuple[str, ...]:
        return self._sandbox.missing

    async def _read_text(
        self, content: Content, media_type: MediaType, owner: object, effort: Effort
    ) -> Reading:
        lane = LaneName.FAST if effort is Effort.QUICK else LaneName.SLOW
        try:
            return _checked(
                await self._sandbox.run(
                    read_resume, media_type.value, files=[content], owner=owner, lane=lane
                )
            )
        except NeedsRecognition:
            raise NeedsMore(Effort.PICTURES) from None
        except (TimeoutError, SetAside):
            if effort is Effort.QUICK:
                raise NeedsMore(Effort.LONG) from None
            raise ReadFailure(FailureCode.TIMED_OUT) from None

    async def _read_pictures(
        self, content: Content, media_type: MediaType, owner: object, effort: Effort
    ) -> Reading:
        words = media_type.value
        try:
            with memory_file("pictures") as rendered:
                await self._render(content, words, rendered, owner, effort)
                reading = _checked(
                    await self._sandbox.run(
                        recognise_resume,
                        words,
                        files=[content, rendered],
                        owner=owner,
                        lane=LaneName.RECOGNISING,
                    )
                )
            if reading.unread_pages:
                numbers = ", ".join(map(str, reading.unread_pages))
                logger.info("of a file of %s there was no time for pages %s", media_type, numbers)
            return reading
        except (ReadFailure, TimeoutError) as error:
            failure = error if isinstance(error, ReadFailure) else ReadFailure(FailureCode.TIMED_OUT)
        if not media_type.declared.is_picture:
            logger.info("pictures in a file of %s cannot be read: %s", media_type, failure)
            with contextlib.suppress(ReadFailure, TimeoutError):
                return await self._read_without_pictures(content, words, owner)
        raise failure

    async def _read_without_pictures(self, content: Content, media_type: str, owner: object) -> Reading:
        reading = partial(
            self._sandbox.run, read_resume_without_pictures, media_type, files=[content], owner=owner
        )
        try:
            return _checked(await reading())
        except SetAside:
            return _checked(await reading(lane=LaneName.SLOW))

    async def _render(
        self, content: Content, media_type: str, rendered: int, owner: object, effort: Effort
    ) -> None:
        is_long = effort is Effort.LONG_PICTURES
        try:
            await self._sandbox.run(
                render_resume,
                media_type,
                files=[content],
                output=rendered,
                owner=owner,
                lane=LaneName.SLOW if is_long else LaneName.RENDERING,
                seconds=self._sandbox.slow_rendering_seconds if is_long else None,
            )
        except SetAside:
            raise NeedsMore(Effort.LONG_PICTURES) from None


def _checked(answer: object) -> Reading:
    try:
        return unpacked(answer)
    except NoReading as error:
        logger.error("a child's answer is no reading: %s", error)
        raise ReadFailure(FailureCode.INTERNAL, "no reading") from error
