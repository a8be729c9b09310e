"""The binary Word format's structures: pieces of text, and what is told of letters and paragraphs.

After [MS-DOC]: 2.5 (file information block), 2.8.35 and 2.9.38 (piece table), 2.8.5, 2.8.6, 2.9.174 and
2.9.33 (pages of properties), 2.6 (single properties).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from domain.documents.errors import FailureCode, ReadFailure

MAXIMUM_TEXT_LENGTH = 2**20

_WORD_MAGIC = 0xA5EC
_ENCRYPTED = 0x0100
_WORD_97 = 0x00C1
# Where the information block keeps the parts' lengths, and place and size of each table.
_PART_LENGTHS = 0x4C
_LETTER_PAGES, _PARAGRAPH_PAGES, _PIECES = 0x00FA, 0x0102, 0x01A2
_PAGE_BYTES = 512

_IS_DELETED, _IS_BOLD, _IS_HIDDEN, _SIZE = 0x0800, 0x0835, 0x083C, 0x4A43
_IN_TABLE, _ENDS_ROW = 0x2416, 0x2417
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
# The length of a property's operand by the upper three bits of its code; 6 tells its own length.
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, None, 3)


@dataclass(frozen=True, slots=True)
class Letters:
    """What is told of letters."""

    size: float | None = None
    bold: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is told of a paragraph."""

    in_table: bool = False
    ends_row: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text whose letters and whose paragraph have the same properties."""

    text: str
    letters: Letters
    paragraph: Paragraph


@dataclass(slots=True)
class _Intervals:
    """Properties by the file offset from which on they hold."""

    starts: list[int] = field(default_factory=list)
    properties: list[dict[int, int]] = field(default_factory=list)

    def at(self, offset: int) -> dict[int, int]:
        index = bisect_right(self.starts, offset) - 1
        return self.properties[index] if index >= 0 else {}


class WordBinary:
    """A WordDocument stream with its table stream.

    Raises:
        ReadFailure: ENCRYPTED, TOO_COMPLEX, DAMAGED.
        struct.error: A structure is cut off.
    """

    def __init__(self, word: bytes, tables: dict[int, bytes]) -> None:
        magic, version = struct.unpack_from("<2H", word, 0)
        (flags,) = struct.unpack_from("<H", word, 0x0A)
        if magic != _WORD_MAGIC or version < _WORD_97:
            raise ReadFailure(FailureCode.DAMAGED, f"Word version {version:#x}")
        if flags & _ENCRYPTED:
            raise ReadFailure(FailureCode.ENCRYPTED)
        table = tables.get(1 if flags & 0x0200 else 0, b"")
        self._word = word
        self._pieces = list(self._read_pieces(_part_of(table, word, _PIECES)))
        self._letters = self._read_pages(_part_of(table, word, _LETTER_PAGES), of_paragraphs=False)
        self._paragraphs = self._read_pages(_part_of(table, word, _PARAGRAPH_PAGES), of_paragraphs=True)
        self.part_lengths: tuple[int, ...] = struct.unpack_from("<8i", word, _PART_LENGTHS)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The text between two character positions."""
        at = 0
        for length, offset, width in self._pieces:
            first, last = max(start, at), min(end, at + length)
            if first < last:
                yield from self._runs_of(offset + (first - at) * width, offset + (last - at) * width, width)
            at += length

    def _runs_of(self, start: int, end: int, width: int) -> Iterator[Run]:
        cuts = {start, end}
        for intervals in (self._letters, self._paragraphs):
            low, high = bisect_right(intervals.starts, start), bisect_right(intervals.starts, end)
            cuts.update(intervals.starts[low:high])
        places = sorted(cuts)
        for first, last in pairwise(places):
            raw = self._word[first:last]
            text = raw.decode("cp1252" if width == 1 else "utf-16-le", "replace")
            letters, paragraph = self._letters.at(first), self._paragraphs.at(first)
            yield Run(
                text,
                Letters(
                    letters[_SIZE] / 2 if letters.get(_SIZE) else None,
                    letters.get(_IS_BOLD) == 1,
                    letters.get(_IS_HIDDEN) == 1 or letters.get(_IS_DELETED) == 1,
                ),
                Paragraph(paragraph.get(_IN_TABLE) == 1, paragraph.get(_ENDS_ROW) == 1),
            )

    def _read_pieces(self, clx: bytes) -> Iterator[tuple[int, int, int]]:
        """Length in characters, offset in the stream and bytes a character of each piece."""
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise ReadFailure(FailureCode.DAMAGED, "no piece table")
        (size,) = struct.unpack_from("<I", clx, at + 1)
        table = clx[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        places = struct.unpack_from(f"<{max(count, 0) + 1}i", table, 0)
        if count < 1 or places[-1] > MAXIMUM_TEXT_LENGTH or list(places) != sorted(places):
            raise ReadFailure(FailureCode.DAMAGED, "no order in the piece table")
        for index in range(count):
            (encoded,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)
            length = places[index + 1] - places[index]
            if encoded & 0x40000000:
                yield length, (encoded & 0x3FFFFFFF) // 2, 1
            else:
                yield length, encoded, 2

    def _read_pages(self, directory: bytes, *, of_paragraphs: bool) -> _Intervals:
        """Read the pages of properties; what is damaged in them tells nothing."""
        found: list[tuple[int, dict[int, int]]] = []
        count = (len(directory) - 4) // 8
        for index in range(min(count, 20_000)):
            (number,) = struct.unpack_from("<I", directory, 4 * (count + 1) + 4 * index)
            page = self._word[(number & 0x3FFFFF) * _PAGE_BYTES :][:_PAGE_BYTES]
            if len(page) == _PAGE_BYTES:
                found += _properties_of_page(page, of_paragraphs=of_paragraphs)
        found.sort(key=lambda each: each[0])
        return _Intervals([start for start, _ in found], [properties for _, properties in found])


def _part_of(table: bytes, word: bytes, place: int) -> bytes:
    start, size = struct.unpack_from("<2I", word, place)
    return table[start : start + size]


def _properties_of_page(page: bytes, *, of_paragraphs: bool) -> Iterator[tuple[int, dict[int, int]]]:
    entry_bytes = 13 if of_paragraphs else 1
    count = min(page[-1], (_PAGE_BYTES - 5) // (4 + entry_bytes))
    offsets = struct.unpack_from(f"<{count + 1}I", page, 0)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + entry_bytes * index]
        if at == 0:
            yield offsets[index], {}
        elif of_paragraphs:
            # A size of zero is followed by the real one, in words; the style's number comes before all.
            size, begin = (2 * page[at + 1], at + 2) if page[at] == 0 else (2 * page[at] - 1, at + 1)
            yield offsets[index], _properties(page[begin + 2 : begin + size])
        else:
            yield offsets[index], _properties(page[at + 1 : at + 1 + page[at]])
    if count:
        yield offsets[count], {}


def _properties(encoded: bytes) -> dict[int, int]:
    """Single properties by their codes, as far as their values are numbers."""
    found: dict[int, int] = {}
    at = 0
    while at + 3 <= len(encoded):
        (code,) = struct.unpack_from("<H", encoded, at)
        at += 2
        size = _OPERAND_BYTES[code >> 13]
        if size is not None:
            found[code] = int.from_bytes(encoded[at : at + size], "little")
            at += size
        elif code == _TABLE_DEFINITION:
            at += 1 + int.from_bytes(encoded[at : at + 2], "little")
        elif code == _TABS and encoded[at] == 255:
            return found
        else:
            at += 1 + encoded[at]
    return found
