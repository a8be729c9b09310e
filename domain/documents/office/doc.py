"""Word's binary format of 1997 to 2003: legacy-doc opens the container, the rest is read here.

legacy-doc's own text joins the cells of a table by spaces and keeps hidden text.
"""

from __future__ import annotations

import re
import struct

from legacy_doc.exceptions import LegacyDocError  # type: ignore[import-untyped]
from legacy_doc.ole import OleReader  # type: ignore[import-untyped]
from legacy_doc.types import ExtractionOptions  # type: ignore[import-untyped]

from domain.documents.characters import clean_text
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.flow import Flow, document_of
from domain.documents.models import Block, BlockKind, Document, Link
from domain.documents.office.doc_binary import Paragraph, Run, WordBinary
from domain.telling import told

MAXIMUM_SIZE_BYTES = 64 * 2**20

# The parts in the order of their text; notes, macros and comments are left out.
_PARTS = (
    BlockKind.TEXT,
    None,
    BlockKind.HEADER,
    None,
    None,
    None,
    BlockKind.TEXT_BOX,
    None,
)
_ORDER = (BlockKind.HEADER, BlockKind.TEXT, BlockKind.TEXT_BOX)
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_CELL, _PARAGRAPH, _LINE, _PAGE = "\x07", "\r", "\x0b", "\x0c"
_MARKS = re.compile("([\x07\r\x0b\x0c\x13\x14\x15])")
# Places of pictures, notes and comments.
_PLACEHOLDERS = dict.fromkeys((0x01, 0x02, 0x03, 0x04, 0x05, 0x08))
_HYPERLINK = re.compile(r'HYPERLINK\s{1,9}"([^"]{1,2000})"')


def read_doc(content: bytes) -> Document:
    """Read a binary Word document as one page: headers, the body, then its text boxes.

    Raises:
        ReadFailure: TOO_COMPLEX, DAMAGED, ENCRYPTED, NO_TEXT.
    """
    if len(content) > MAXIMUM_SIZE_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, "more than a resume holds")
    try:
        word = _open(content)
        blocks, links = _read(word)
    except (LegacyDocError, struct.error, IndexError) as error:
        raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
    return document_of(blocks, links)


def _open(content: bytes) -> WordBinary:
    ole = OleReader(content, options=ExtractionOptions(max_file_bytes=MAXIMUM_SIZE_BYTES))
    if ole.has_stream("EncryptedPackage"):
        raise ReadFailure(FailureCode.ENCRYPTED)
    tables = {number: ole.try_read_stream(f"{number}Table") or b"" for number in (0, 1)}
    return WordBinary(ole.read_stream("WordDocument"), tables)


def _read(word: WordBinary) -> tuple[list[Block], list[Link]]:
    found: dict[BlockKind, list[Block]] = {kind: [] for kind in _ORDER}
    links: list[Link] = []
    at = 0
    for kind, length in zip(_PARTS, word.part_lengths, strict=True):
        if kind is not None and length > 0:
            walk = _DocWalk(kind)
            for run in word.runs(at, at + length):
                walk.run(run)
            found[kind] += walk.flow.finish()
            links += walk.flow.links
        at += max(0, length)
    # First, even and odd pages often carry the same header three times.
    headers = {block.text: block for block in found[BlockKind.HEADER]}
    return [*headers.values(), *found[BlockKind.TEXT], *found[BlockKind.TEXT_BOX]], links


class _DocWalk:
    """Goes through the runs of one part, and the marks between them."""

    def __init__(self, kind: BlockKind) -> None:
        self.flow = Flow()
        self.flow.kind = kind
        self._instructions: list[list[str]] = []

    def run(self, run: Run) -> None:
        """Read a run; marks are letters of their own in it."""
        for piece in _MARKS.split(run.text):
            if not piece:
                continue
            if _MARKS.match(piece):
                self._mark(piece, run.paragraph)
            elif self._instructions:
                self._instructions[-1].append(piece)
            elif not run.letters.hidden:
                self._text(piece.translate(_PLACEHOLDERS), run)

    def _text(self, text: str, run: Run) -> None:
        flow = self.flow
        if run.paragraph.in_table and not flow.has_open_table:
            flow.open_table()
            flow.open_row()
        elif flow.has_open_table and not run.paragraph.in_table and text.strip():
            flow.close_table()
        flow.add(text, size=run.letters.size, bold=run.letters.bold)

    def _mark(self, mark: str, paragraph: Paragraph) -> None:
        flow = self.flow
        if mark == _FIELD_BEGIN:
            self._instructions.append([])
        elif mark in (_FIELD_SEPARATOR, _FIELD_END):
            self._end_instruction()
        elif mark == _CELL:
            if not flow.has_open_table:
                flow.open_table()
            if paragraph.ends_row:
                flow.open_row()
            else:
                flow.close_cell()
        elif mark in (_PARAGRAPH, _PAGE) and flow.is_at_line_start and not paragraph.in_table:
            flow.close_table()
            flow.end_block()
        else:
            flow.end_line()

    def _end_instruction(self) -> None:
        # The separator has ended it already where a field has a printed result.
        if self._instructions:
            match = _HYPERLINK.search("".join(self._instructions.pop()))
            if match:
                self.flow.links.append(Link(clean_text(match[1]).strip()))
