"""The forms by which a document is seen to be no resume: code, a table, a talk, questions, prices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from domain.vocabulary.script import has_chinese

_PRICED: Final = re.compile(
    r"(?:[£$€¥] ?\d[\d,]{0,12}(?:\.\d\d)?|\d[\d,]{0,12}\.\d\d|\d ?元)\W{0,6}(?:\b[a-z])?\W{0,6}$", re.I
)
_FEWEST_PRICED: Final = 5
_MANY_PRICED: Final = 9
_PART_PRICED: Final = 0.25

_CODE: Final = re.compile(
    r"^\s*(?:[}\])]+[;,]?|//.*|/\*.*|#include\b.*|@\w+(?:\(.*\))?"
    r"|(?:def|class|import|from|return|if|elif|for|while|with|try|except|raise|function|const|let|var|public|private"
    r"|static|package|using|void|int|export|struct|impl|fn|func|else|select|insert|create|update)\b.*[:;{}()=,]\s*"
    r"|(?:import|from|package|using) [\w.*{} ,]+;?|[\w.\[\]\"', ()*]+ [-+*/|:]?= .+|[\w.]+\(.*\)[;:]?"
    r"|return\b.*|\"[\w$-]+\": ?.+|[\w.<>\[\]]+ [\w<>\[\]]+;|.*(?:[)\]}]\s*[;{]|=>|\\|\{)\s*)$",
    re.I,
)
_FEWEST_CODE: Final = 6
_PART_CODE: Final = 0.5

_COLUMNS: Final = re.compile(r"[,;\t|]")
_NUMBER: Final = re.compile(r"[-+£$€¥]?[\d.,:/%-]*\d[\d.,:/%-]*")
_FEWEST_ROWS: Final = 6
_FEWEST_COLUMNS: Final = 4
_PART_ROWS: Final = 0.4
_PART_NUMBERS: Final = 0.5
# A day or a time that begins a line, and no span of days.
_ON_A_DAY: Final = re.compile(
    r"^\[?(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d\d)"
    r"(?![\d.]| ?[-–—~至到])"
)
_STAMPED: Final = re.compile(r"^\W?\d{4}[-/.]\d\d[-/.]\d\d[t ]\d\d:\d\d:\d\d", re.I)

_CHOICE: Final = re.compile(r"\(?a[.、)] ?\S.*\s\(?b[.、)] ?\S|^\(?b[.、)] ?\S", re.I)
_FEWEST_CHOICES: Final = 3
_PART_CHOICES: Final = 0.1

_SPOKEN: Final = re.compile(
    r"^(?:\[?\(?(?:\d{1,4}[-/.]\d{1,2}[-/.]?\d{0,4},? )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?\]?\)?[ ,-]*)?"
    r"(?:<(?P<quoted>[^<>\s]{1,20})>|(?P<plain>[^\s:<>()]{1,12}(?: [A-Z][\w.]{0,10})?) ?:)\s*\S"
)
_FEWEST_SPOKEN: Final = 7
_MOST_SPEAKERS: Final = 5
_PART_SPOKEN: Final = 0.5

_ITEMS: Final = re.compile(r" ?[,、/|;·] ?")
_FEWEST_ITEMS: Final = 3
_LONGEST_ITEM: Final = 28
_MOST_WORDS: Final = 4
_FEWEST_LISTS: Final = 2
_PART_LISTS: Final = 0.4

_SURE: Final = 9
_HALF: Final = 3


def weighed_forms(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the kinds that the forms of a document's lines tell of, and how surely."""
    priced = sum(1 for line in lines if _PRICED.search(line))
    if priced >= _FEWEST_PRICED and priced >= _PART_PRICED * len(lines):
        yield "invoice", _SURE if priced >= _MANY_PRICED else _HALF
    if _are_code(lines):
        yield "code", _SURE
    if _are_rows(lines):
        yield "table", _SURE
    if _part_of(lines, _STAMPED, fewest=_FEWEST_ROWS, part=_PART_ROWS):
        yield "table", _SURE
    elif _part_of(lines, _ON_A_DAY, fewest=_FEWEST_ROWS, part=_PART_ROWS):
        yield "table", _HALF
    if _part_of(lines, _CHOICE, fewest=_FEWEST_CHOICES, part=_PART_CHOICES):
        yield "exam", _SURE
    if _are_spoken(lines):
        yield "chat", _SURE


def _part_of(lines: Sequence[str], form: re.Pattern[str], *, fewest: int, part: float) -> bool:
    alike = sum(1 for line in lines if form.search(line))
    return alike >= fewest and alike >= part * len(lines)


def _are_code(lines: Sequence[str]) -> bool:
    code = sum(1 for line in lines if _CODE.match(line) and not has_chinese(line))
    return code >= _FEWEST_CODE and code >= _PART_CODE * len(lines)


def _are_rows(lines: Sequence[str]) -> bool:
    """Return whether many lines are rows of columns, most of which are numbers."""
    rows = 0
    for line in lines:
        cells = _COLUMNS.split(line)
        if len(cells) < _FEWEST_COLUMNS:
            cells = line.split()
        numbers = sum(1 for cell in cells if _NUMBER.fullmatch(cell.strip()))
        rows += len(cells) >= _FEWEST_COLUMNS and numbers >= max(3, _PART_NUMBERS * len(cells))
    return rows >= _FEWEST_ROWS and rows >= _PART_ROWS * len(lines)


def _are_spoken(lines: Sequence[str]) -> bool:
    """Return whether a few people take turns, each of whom speaks again and again."""
    said = [found["quoted"] or found["plain"] for line in lines if (found := _SPOKEN.match(line))]
    turns = Counter(said)
    return (
        len(said) >= max(_FEWEST_SPOKEN, _PART_SPOKEN * len(lines))
        and 2 <= len(turns) <= _MOST_SPEAKERS
        and sum(1 for times in turns.values() if times > 1) >= 2
    )


def are_lists(lines: Sequence[str]) -> bool:
    """Return whether the lines list short things without any figure, as skills are listed."""
    lists = sum(1 for line in lines if _is_list(line))
    return lists >= _FEWEST_LISTS and lists >= _PART_LISTS * len(lines)


def _is_list(line: str) -> bool:
    items = _ITEMS.split(line.rpartition(":")[2])
    return (
        len(items) >= _FEWEST_ITEMS
        and "。" not in line
        and not any(character.isdigit() for character in line)
        and all(len(item) <= _LONGEST_ITEM and len(item.split()) <= _MOST_WORDS for item in items)
    )
