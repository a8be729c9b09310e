"""Key-value pairs: a label and its value on one line, in neighbouring cells or on neighbouring lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.analyses.sections import SectionKind, heading_kind
from domain.analyses.text import CJK, Cell, Text, TextLine, has_cjk, normalise
from domain.analyses.vocabulary import load_pairs, load_words


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled value. `key` is the field family; `rest` are the unlabelled pieces that follow it."""

    key: str
    value: str
    label: TextLine
    source: TextLine
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairs:
    """A document's pairs, and its label lines whose value stands elsewhere."""

    all: tuple[Pair, ...]
    bare: tuple[TextLine, ...]
    labels: tuple[TextLine, ...]

    def of(self, *keys: str) -> Iterator[Pair]:
        """Yield the pairs of these field families, in reading order."""
        return (pair for pair in self.all if pair.key in keys)

    def key_of_line(self, line: TextLine) -> str | None:
        """Return the family of the first pair read from this line."""
        return next((pair.key for pair in self.all if pair.source.index == line.index), None)


def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = {}
    for key, words in load_pairs("labels.tsv"):
        spellings.setdefault(words, key)
    return spellings


_LABELS: Final = _spellings()
_LONGEST: Final = max(map(len, _LABELS))
_EDGES = " \t:/|*·•-–—.,()[]【】「」<>《》_=~\u3000"
# What a value of a family must look like, where it has a look.
_SHAPES: Final = {
    "phone": re.compile(r"(?:\d[\d\s().+\-–]{4,}|\+\d)"),
    "email": re.compile(r"@|\bat\b", re.IGNORECASE),
    "age": re.compile(r"^\D{0,3}\d{2}(?!\d)"),
    "birth": re.compile(r"\d{2}"),
    "gender": re.compile(r"^(?:男|女|m\b|f\b|male|female|man|woman)", re.IGNORECASE),
    "degree": re.compile(
        r"博士|硕士|研究生|本科|学士|大专|专科|高职|中专|高中|中技|技校|职高|初中|小学|大学|mba"
        r"|doctor|master|bachelor|diploma|degree|associate|ph\.?d|school|\b[bm]\.?\s?[as]\b|博後|博士后",
        re.IGNORECASE,
    ),
    "salary": re.compile(r"\d|面议|negotiable|open|competitive", re.IGNORECASE),
    "years": re.compile(
        r"^\D{0,8}\d{1,2}(?:\.\d)?\s*\+?\s*(?:年|years?|yrs?|个月|以上|$)|应届|[一二三四五六七八九十]+年|^无",
        re.IGNORECASE,
    ),
    "height": re.compile(r"\d|健康|良好|型|座"),
    "idcard": re.compile(r"\d"),
    "postcode": re.compile(r"\d{4}"),
    "updated": re.compile(r"\d{4}"),
}
# Families whose Latin labels are also common words: the next word alone does not make a pair.
_WORDY = frozenset(load_words("wordy_fields.txt"))
_LATIN_PLAIN: Final = frozenset(load_words("plain_labels.txt"))
_NO_BODY: Final = frozenset({None, SectionKind.INTEREST, SectionKind.BASIC, SectionKind.DOCUMENT})
_PERSONAL: Final = frozenset(
    {
        "name",
        "gender",
        "age",
        "birth",
        "degree",
        "political",
        "ethnicity",
        "hometown",
        "marital",
        "height",
        "interest",
    }
)
# Families that a label line of their own may introduce; other labels are headings.
_BARE: Final = frozenset(
    {
        *_SHAPES,
        *_PERSONAL,
        "city",
        "workcity",
        "school",
        "major",
        "nationality",
        "jobtype",
    }
    | {"arrival", "current", "industry"}
)
_BODY: Final = frozenset({SectionKind.EXPERIENCE, SectionKind.EDUCATION})
_INLINE_END = re.compile(r"\t|\s{2,}|\s*[|｜¦丨•]\s*|\s[·∙・]\s|[;。]\s*")
_CONTACT_ONLY = re.compile(r"^(?:[\w.+-]{1,64}@[\w.-]{3,80}|\+?\(?\d[\d() -]{6,18}\d)$", re.ASCII)
_MOST_PAIRS = 400
_COLON = re.compile(r"[:\uFE55\u2236]")
_SLASHED = re.compile(r"^([^/:]{1,16}?)\s*/\s*([^/:]{1,60})$")
_LETTER_SPACED = re.compile(f"([{CJK}])[ \\t]{{1,14}}(?=([{CJK}]))")
_BRACKETED = re.compile(r"[【\[]\s*([^【】\[\]]{2,12}?)\s*[】\]]\s*:?")


def label_of(text: str) -> str | None:
    """Return the family when the text is a label and nothing else."""
    if len(text) > 4 * _LONGEST:
        return None
    key = "".join(text.casefold().split()).strip(_EDGES)
    if not key or len(key) > _LONGEST + 24:
        return None
    if found := _LABELS.get(key):
        return found
    # A label in both languages: 姓名/Name, 姓名Name, Name 姓名.
    match = re.match(f"^([{CJK}/]+)[/(]*([a-z .\\-]+)\\)?$", key) or re.match(
        f"^([a-z .\\-]+)[/(]*([{CJK}]+)\\)?$", key
    )
    if match:
        first, second = (_LABELS.get(part.strip(_EDGES)) for part in match.groups())
        if first and (second or has_cjk(match[1])) and len(match[2]) <= 20:
            return first if has_cjk(match[1]) or second is None else second
        if second and has_cjk(match[2]) and first:
            return second
    return None


def fits(key: str, value: str) -> bool:
    """Return whether the value looks as values of the family do."""
    shape = _SHAPES.get(key)
    return bool(value) and (shape is None or shape.search(value) is not None)


def _label_before(text: str, end: int) -> tuple[int, str] | None:
    """Return where the longest label that ends at `end` starts, and its family."""
    found: tuple[int, str] | None = None
    letters = ""
    start = end
    while start > 0 and len(letters) <= _LONGEST and end - start < 40:
        start -= 1
        sign = text[start]
        if sign.isspace():
            continue
        letters = sign.casefold() + letters
        key = _LABELS.get(letters.strip("/()"))
        if key and _is_boundary(text, start, letters):
            found = start, key
    return found


def _is_boundary(text: str, start: int, letters: str) -> bool:
    if start == 0:
        return True
    before, sign = text[start - 1], text[start]
    if has_cjk(sign):
        return not has_cjk(before) or len(letters) >= 4
    return not (before.isalnum() and before.isascii())


def _inline(piece: str) -> list[tuple[str, str]]:
    """Return the pairs `label: value label: value` of a piece, values possibly empty."""
    starts: list[tuple[int, int, str]] = []
    for colon in _COLON.finditer(piece):
        if len(starts) > 20:
            break
        if found := _label_before(piece, colon.start()):
            starts.append((found[0], colon.end(), found[1]))
    pairs = []
    for number, (_, value_start, key) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(piece)
        value = piece[value_start:end]
        if number + 1 < len(starts):
            value = value.rstrip(" ,;/")
        pairs.append((key, value.strip(" \t:")))
    return pairs


def _spaced(piece: str) -> list[tuple[str, str]]:
    """Return the pairs of `label value label value`, told apart by spaces alone."""
    words = piece.split()
    pairs: list[tuple[str, list[str]]] = []
    latin: list[bool] = []
    i = 0
    while i < len(words) and i < 40:
        key, taken, is_latin = None, 0, False
        for count in (4, 3, 2, 1):
            chosen = words[i : i + count]
            if len(chosen) < count or sum(map(len, chosen)) > _LONGEST:
                continue
            joined = "".join(chosen).casefold().strip("*·")
            if found := _LABELS.get(joined):
                key, taken, is_latin = found, count, not has_cjk(joined)
                break
        if key is None:
            if not pairs:
                return []
            pairs[-1][1].append(words[i])
            i += 1
            continue
        open_label = bool(pairs) and not pairs[-1][1]
        if open_label and is_latin and not latin[-1]:
            pass  # the English half of a label in both languages
        elif pairs and is_latin and not latin[0] and pairs[-1][1] and key in _WORDY:
            pairs[-1][1].extend(words[i : i + taken])
        else:
            pairs.append((key, []))
            latin.append(is_latin)
        i += taken
    result: list[tuple[str, str]] = []
    for number, (key, value_words) in enumerate(pairs):
        value = " ".join(value_words)
        if latin[number] and key in _WORDY | {"city", "salary"}:
            label = "".join(words[:2]).casefold()
            if not (label in _LATIN_PLAIN or words[0].casefold() in _LATIN_PLAIN):
                return result
        if value and not fits(key, value):
            return result
        result.append((key, value))
    return result


def _prepare(text: str) -> str:
    text = _LETTER_SPACED.sub(lambda match: match[1] if match[1] + match[2] in _LABELS else match[0], text)
    return _BRACKETED.sub(lambda match: f" {match[1]}:" if label_of(match[1]) else match[0], text)


def _line_pieces(line: TextLine) -> list[str]:
    """Split a line at its gaps, but never inside a letter-spaced label."""
    raw = "\t".join(line.source.tokens) if len(line.source.tokens) > 1 else line.source.text
    raw = _prepare(normalise(raw))
    if line.bullet or line.icon:
        raw = raw.lstrip("".join({sign for sign in raw[:4] if not sign.isalnum() and sign not in "+(【["}))
    pieces = [piece.strip() for piece in _INLINE_END.split(raw)]
    return [piece for piece in pieces if piece]


class _Finder:
    """Collects the pairs of a document, line by line."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.pairs: list[Pair] = []
        self.bare: list[tuple[TextLine, str]] = []
        self.in_cells: set[int] = set()
        self.labels: list[TextLine] = []

    def read_table(self, rows: tuple[tuple[Cell, ...], ...]) -> None:
        """Pair label cells with the cell to the right, or below when a whole row is labels."""
        for number, row in enumerate(rows):
            cells = [cell for cell in row if cell.lines]
            keys = [label_of(cell.text) for cell in cells]
            if len(cells) >= 2 and all(keys):
                self._pair_header(cells, keys, rows[number + 1] if number + 1 < len(rows) else ())
                continue
            for index, (cell, key) in enumerate(zip(cells, keys, strict=True)):
                if key is None or index + 1 >= len(cells) or keys[index + 1] is not None:
                    continue
                if key not in _SHAPES and heading_kind(cell.text) not in _NO_BODY:
                    continue
                value = cells[index + 1]
                if heading_kind(cell.text) in _BODY and (len(value.lines) > 1 or len(value.text) > 30):
                    continue
                if not fits(key, value.text) or len(value.lines) > 6:
                    continue
                self._take(cell)
                # A cell that holds pairs of its own (期望职位:…) is read line by line instead.
                if not any(_inline(_prepare(line.text)) for line in value.lines):
                    self.add(key, value.text, cell.lines[0], value.lines[0])
                    self.in_cells.update(line.index for line in value.lines)

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
        if key := label_of(line.text):
            if self._is_bare(line, key):
                self.bare.append((line, key))
            return
        if len(line.text) > 400:
            return
        pieces = _line_pieces(line)
        index = 0
        while index < len(pieces):
            piece = pieces[index]
            index += 1
            found = _inline(piece) or self._wrapped_label(line, piece, index)
            if not found and (key := label_of(piece)) and index < len(pieces) and not label_of(pieces[index]):
                found = [(key, pieces[index])] if fits(key, pieces[index]) else []
                index += bool(found)
            found = found or self._slashed(piece) or (_spaced(piece) if len(piece) < 160 else [])
            for number, (key, value) in enumerate(found):
                last = number + 1 == len(found)
                if not value and last and index < len(pieces) and not _inline(pieces[index]):
                    value = pieces[index]
                    index += 1
                elif not value and last and index == len(pieces):
                    self._next_line(key, line)
                    continue
                rest = pieces[index:] if last else []
                stop = next((i for i, p in enumerate(rest) if _inline(p) or label_of(p)), len(rest))
                if last and index == len(pieces):
                    value = self._continued(key, value, line)
                self.add(key, value, line, line, tuple(rest[:stop]))

    def _is_bare(self, line: TextLine, key: str) -> bool:
        """Return whether a label alone on its line may have its value on another."""
        if key not in _BARE or line.text.endswith((".", "。")) or (key == "school" and line.cell):
            return False
        # A lone "Education" is a heading, whatever follows.
        return has_cjk(line.text) or heading_kind(line.text) not in _BODY

    def _wrapped_label(self, line: TextLine, piece: str, index: int) -> list[tuple[str, str]]:
        """Read a label that the line's end has cut in two."""
        colon = _COLON.search(piece[:6])
        previous = self.text.next_to(line, -1)
        if index != 1 or colon is None or previous is None or not has_cjk(piece[:1]):
            return []
        tail = previous.text[-6:]
        found = _label_before(tail + piece, len(tail) + colon.start())
        if found is None or found[0] >= len(tail):
            return []
        return [(found[1], piece[colon.end() :].strip())]

    def _slashed(self, piece: str) -> list[tuple[str, str]]:
        match = _SLASHED.match(piece)
        if match is None:
            return []
        first, second = label_of(match[1]), label_of(match[2])
        if first and not second and fits(first, match[2]):
            return [(first, match[2])]
        if second and not first and fits(second, match[1]) and second in _SHAPES:
            return [(second, match[1])]
        return []

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
        if following is None or label_of(following.text) or following.index in self.in_cells:
            return
        if fits(key, following.text) and not _inline(_prepare(following.text)):
            self.add(key, following.text, line, following)

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
                typed = [fits(k, v.text) for (_, k), v in zipped if k in _SHAPES]
                if len(values) == len(run) and typed and all(typed):
                    for (label, run_key), value in zipped:
                        self.add(run_key, value.text, label, value)
                        self.labels.append(label)
                    continue
                # 求职意向 as a heading above a label of its own: only the last one has the value.
                values = values[:1]
            self._pair_single(run[-1][0], run[-1][1], values, keys)

    def _pair_single(self, label: TextLine, key: str, values: list[TextLine], keys: dict[int, str]) -> None:
        before = self.text.next_to(label, -1)
        after = values[0] if values else None
        if after and not fits(key, after.text):
            after = None
        if before and (before.index in keys or not fits(key, before.text) or before.index in self.in_cells):
            before = None
        # A lone "Experience" or "学习经历" is a heading, whatever follows.
        if key in {"years", "degree"} and heading_kind(label.text) in _BODY:
            return
        if before and self._values_come_first and (key in _SHAPES or key in {"name", "city", "interest"}):
            self.add(key, before.text, label, before)
            self.labels.append(label)
        elif after:
            self.add(key, after.text, label, after)
            if key in _SHAPES or key in {"name", "city"}:
                self.labels.append(label)
        elif before and key in _SHAPES:
            self.add(key, before.text, label, before)
            self.labels.append(label)

    @property
    def _values_come_first(self) -> bool:
        """Return whether the document prints values above their labels."""
        above = below = 0
        keys = {line.index for line, _ in self.bare}
        for line, key in self.bare:
            if key not in _SHAPES:
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


def find_pairs(text: Text) -> Pairs:
    """Return the labelled values of a document."""
    finder = _Finder(text)
    for rows in text.tables:
        finder.read_table(rows)
    for line in text.lines:
        finder.read_line(line)
    finder.pair_bare()
    pairs = sorted(finder.pairs, key=lambda pair: pair.source.index)
    return Pairs(tuple(pairs), tuple(line for line, _ in finder.bare), tuple(finder.labels))


def personal_blocks(text: Text, pairs: Pairs) -> frozenset[int]:
    """Return the blocks that hold several labelled facts about the person."""
    keys: dict[int, set[str]] = {}
    for pair in pairs.all:
        if pair.key in _PERSONAL:
            keys.setdefault(pair.source.block, set()).add(pair.key)
    lines = Counter(line.block for line in text.lines)
    contacts = {
        line.block for line in text.lines if lines[line.block] <= 8 and _CONTACT_ONLY.match(line.text)
    }
    return frozenset(
        block for block, found in keys.items() if len(found) >= 2 and lines[block] <= 6 * len(found)
    ) | frozenset(contacts)
