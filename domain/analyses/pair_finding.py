"""How labelled values are found: in neighbouring cells, on one line or on neighbouring lines."""

from __future__ import annotations

from typing import Final

from domain.analyses.headings import SectionKind, heading_kind
from domain.analyses.labels import (
    SHAPES,
    column_of,
    fits,
    inline_pairs,
    label_before,
    label_of,
    line_pieces,
    slashed_pair,
    spaced_pairs,
    with_plain_labels,
)
from domain.analyses.marks import Marks
from domain.analyses.pairs import PERSONAL, Pair, Pairs
from domain.analyses.text import Cell, Text, TextLine
from domain.vocabulary.script import has_chinese

_NO_BODY: Final = frozenset({None, SectionKind.INTEREST, SectionKind.BASIC, SectionKind.DOCUMENT})
# Families that a label line of their own may introduce; other labels are headings.
_BARE: Final = (
    PERSONAL
    | SHAPES.keys()
    | {"city", "workcity", "school", "major", "nationality", "jobtype", "arrival", "current", "industry"}
)
_NO_LABELS: Final = frozenset({None, "start", "end", "place", "grade", "number"})
_BODY: Final = frozenset({SectionKind.EXPERIENCE, SectionKind.EDUCATION})
_MOST_PAIRS = 400


class _Finder:
    """Collects the pairs of a document, line by line."""

    def __init__(self, text: Text, marks: Marks) -> None:
        self.text = text
        self.marks = marks
        self.pairs: list[Pair] = []
        self.bare: list[tuple[TextLine, str]] = []
        self.in_cells: set[int] = set()
        self.labels: list[TextLine] = []

    def read_table(self, rows: tuple[tuple[Cell, ...], ...]) -> None:
        """Pair label cells with the cell to the right, or below when a whole row is labels."""
        for number, row in enumerate(rows):
            cells = [cell for cell in row if cell.lines]
            keys = [column_of(cell.text) for cell in cells]
            if len(cells) >= 2 and all(keys):
                self._pair_header(cells, keys, rows[number + 1] if number + 1 < len(rows) else ())
                continue
            for index, (cell, key) in enumerate(zip(cells, keys, strict=True)):
                if key in _NO_LABELS or index + 1 >= len(cells) or keys[index + 1] is not None:
                    continue
                assert key is not None
                if key not in SHAPES and heading_kind(cell.text) not in _NO_BODY:
                    continue
                value = cells[index + 1]
                if heading_kind(cell.text) in _BODY and (len(value.lines) > 1 or len(value.text) > 30):
                    continue
                if not fits(key, value.text) or len(value.lines) > 6:
                    continue
                self._take(cell)
                # A cell that holds pairs of its own (期望职位:…) is read line by line instead.
                if not any(inline_pairs(with_plain_labels(line.text)) for line in value.lines):
                    self._add_cell(key, value, cell.lines[0])
                    self.in_cells.update(line.index for line in value.lines)

    def _add_cell(self, key: str, value: Cell, label: TextLine) -> None:
        """Keep a cell's value; where rules are lost, the pairs behind it too (`会计 期望薪资 8K`)."""
        line = value.lines[0]
        labels = [(at, found) for at, piece in enumerate(line.pieces[1:], 1) if (found := label_of(piece))]
        if len(value.lines) > 1 or not labels:
            self.add(key, value.text, label, line)
            return
        self.add(key, " ".join(line.pieces[: labels[0][0]]), label, line)
        for at, found in labels:
            if at + 1 < len(line.pieces) and fits(found, line.pieces[at + 1]):
                self.add(found, line.pieces[at + 1], line, line)

    def _pair_header(self, cells: list[Cell], keys: list[str | None], below: tuple[Cell, ...]) -> None:
        filled = [cell for cell in below if cell.lines]
        for cell in cells:
            self._take(cell)
        if len(filled) != len(cells) or any(label_of(cell.text) for cell in filled):
            return
        if len({"name", "gender", "age", "birth", "phone", "email"}.intersection(keys)) < 2:
            return
        for cell, key, value in zip(cells, keys, filled, strict=True):
            if key and fits(key, value.text):
                self.add(key, value.text, cell.lines[0], value.lines[0])

    def _take(self, cell: Cell) -> None:
        self.in_cells.update(line.index for line in cell.lines)
        self.labels.extend(cell.lines)

    def add(
        self, key: str, value: str, label: TextLine, source: TextLine, rest: tuple[str, ...] = ()
    ) -> None:
        """Keep a pair."""
        value = value.strip(" \t:|/·•;、,")
        if key == "email" and "@" in value and value.count(" ") == 1:
            value = value.replace(" ", "")
        if value and len(self.pairs) < _MOST_PAIRS:
            self.pairs.append(Pair(key, value, label, source, rest))

    def read_line(self, line: TextLine) -> None:
        """Read the pairs printed on one line, and note a line that is only a label."""
        if line.index in self.in_cells:
            return
        if key := self.marks.of(line).label:
            if self._is_bare(line, key):
                self.bare.append((line, key))
            return
        if len(line.text) > 400:
            return
        pieces = line_pieces(line)
        if len(pieces) > 2 and all(map(label_of, pieces)):
            return  # the head of a table without rules
        index = 0
        while index < len(pieces):
            piece = pieces[index]
            index += 1
            found = inline_pairs(piece) or self._wrapped_label(line, piece, index)
            if not found and (key := label_of(piece)) and index < len(pieces) and not label_of(pieces[index]):
                found = [(key, pieces[index])] if fits(key, pieces[index]) else []
                index += bool(found)
                if found and has_chinese(piece) and " " in found[0][1]:
                    # 求职意向 | 会计 期望薪资 8K: the gap before the second label is lost.
                    several = spaced_pairs(f"{piece} {found[0][1]}")
                    found = several if len(several) > 1 else found
            found = found or slashed_pair(piece) or (spaced_pairs(piece) if len(piece) < 160 else [])
            for number, (key, value) in enumerate(found):
                last = number + 1 == len(found)
                if not value and last and index < len(pieces) and not inline_pairs(pieces[index]):
                    value = pieces[index]
                    index += 1
                elif not value and last and index == len(pieces):
                    self._next_line(key, line)
                    continue
                rest = pieces[index:] if last else []
                stop = next((i for i, p in enumerate(rest) if inline_pairs(p) or label_of(p)), len(rest))
                if last and index == len(pieces):
                    value = self._continued(key, value, line)
                self.add(key, value, line, line, tuple(rest[:stop]))

    def _is_bare(self, line: TextLine, key: str) -> bool:
        """Return whether a label alone on its line may have its value on another."""
        if key not in _BARE or line.text.endswith((".", "。")) or (key == "school" and line.cell):
            return False
        # A lone "Education" is a heading, whatever follows.
        return has_chinese(line.text) or self.marks.of(line).heading not in _BODY

    def _wrapped_label(self, line: TextLine, piece: str, index: int) -> list[tuple[str, str]]:
        """Read a label that the line's end has cut in two."""
        colon = piece.find(":", 0, 6) if index == 1 else -1
        if colon < 0 or (previous := self.text.next_to(line, -1)) is None or not has_chinese(piece[:1]):
            return []
        tail = previous.text[-6:]
        found = label_before(tail + piece, len(tail) + colon)
        if found is None or found[0] >= len(tail):
            return []
        return [(found[1], piece[colon + 1 :].strip())]

    def _continued(self, key: str, value: str, line: TextLine) -> str:
        """Return the value with its end from the next line, where it is visibly cut."""
        following = self.text.next_to(line)
        if following is None or following.block != line.block or key not in {"city", "email"}:
            return value
        if key == "city" and value.endswith(",") and len(following.text) <= 30:
            return f"{value} {following.pieces[0]}"
        return value

    def _next_line(self, key: str, line: TextLine) -> None:
        following = self.text.next_to(line)
        if following is None or self.marks.of(following).label or following.index in self.in_cells:
            return
        if self._opens_section(following):
            return
        if fits(key, following.text) and not inline_pairs(with_plain_labels(following.text)):
            self.add(key, following.text, line, following)

    def _opens_section(self, line: TextLine) -> bool:
        return self.marks.of(line).heading not in _NO_BODY

    def pair_bare(self) -> None:
        """Pair the lines that are only labels with the lines around them."""
        number = 0
        keys = {line.index: key for line, key in self.bare}
        while number < len(self.bare):
            line = self.bare[number][0]
            run = [self.bare[number]]
            while number + len(run) < len(self.bare) and self.bare[number + len(run)][
                0
            ].index == line.index + len(run):
                run.append(self.bare[number + len(run)])
            number += len(run)
            values = self._values(run[-1][0].index + 1, len(run), keys)
            if len(run) > 1:
                zipped = list(zip(run, values, strict=False))
                typed = [fits(k, v.text) for (_, k), v in zipped if k in SHAPES]
                if len(values) == len(run) and typed and all(typed):
                    for (label, run_key), value in zipped:
                        self.add(run_key, value.text, label, value)
                        self.labels.append(label)
                    continue
                # 求职意向 as a heading above a label of its own: only the last one has the value.
                values = values[:1]
            self._pair_single(run[-1][0], run[-1][1], values, keys)

    def _keep_label(self, label: TextLine) -> None:
        # 联系方式 above a lone number opens the personal data all the same.
        if self.marks.of(label).heading is not SectionKind.BASIC:
            self.labels.append(label)

    def _pair_single(self, label: TextLine, key: str, values: list[TextLine], keys: dict[int, str]) -> None:
        before = self.text.next_to(label, -1)
        after = values[0] if values else None
        if after and (not fits(key, after.text) or self._opens_section(after)):
            after = None
        if before and inline_pairs(before.text):
            before = None  # it has a label of its own
        if before and (before.index in keys or not fits(key, before.text) or before.index in self.in_cells):
            before = None
        # A lone "Experience" or "学习经历" is a heading, whatever follows.
        if key in {"years", "degree"} and self.marks.of(label).heading in _BODY:
            return
        if before and self._values_come_first and (key in SHAPES or key in {"name", "city", "interest"}):
            self.add(key, before.text, label, before)
            self._keep_label(label)
        elif after:
            self.add(key, after.text, label, after)
            if key in SHAPES or key in {"name", "city"}:
                self._keep_label(label)
        elif before and key in SHAPES:
            self.add(key, before.text, label, before)
            self._keep_label(label)

    @property
    def _values_come_first(self) -> bool:
        """Return whether the document prints values above their labels."""
        above = below = 0
        keys = {line.index for line, _ in self.bare}
        for line, key in self.bare:
            if key not in SHAPES:
                continue
            before, after = self.text.next_to(line, -1), self.text.next_to(line)
            above += bool(before and before.index not in keys and fits(key, before.text))
            below += bool(after and after.index not in keys and fits(key, after.text))
        return above > below

    def _values(self, start: int, count: int, keys: dict[int, str]) -> list[TextLine]:
        values: list[TextLine] = []
        for line in self.text.lines[start : start + count]:
            if line.index in keys or line.index in self.in_cells:
                break
            values.append(line)
        return values


def find_pairs(text: Text, marks: Marks | None = None) -> Pairs:
    """Return the labelled values of a document; `marks` is what is known of its lines already."""
    finder = _Finder(text, marks or Marks())
    for rows in text.tables:
        finder.read_table(rows)
    for line in text.lines:
        finder.read_line(line)
    finder.pair_bare()
    return Pairs.of_pairs(finder.pairs, tuple(finder.labels))
