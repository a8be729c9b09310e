"""Cells as crawlers and exports leave them, as clean text or lists."""

from __future__ import annotations

import html
import re

from domain.positions.importing.models import Cell
from domain.vocabulary.lexicons import lexicon

MOST_ITEMS = 200
_LONGEST_LIST = 100_000
# One item of a printed Python list. It is scanned, never evaluated.
_ITEM = re.compile(
    r"\s*(?:'(?P<single>(?:[^'\\]|\\.)*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^,'\"\[\]]+))\s*(?:,|$)",
    re.S,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.S)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "\n": ""}
# Control characters but white space, marks without width, halves of surrogate pairs.
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)
_BETWEEN_ITEMS = re.compile(r"[;；、，,|\n\t]+")
_BETWEEN_WORDS = re.compile(r"[;；、，,|\n\t]+|\s{2,}")
_NOTHING = frozenset({"", *lexicon("empty_cells").words("word")})
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_OF_LINES = frozenset({"br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"})


def one_line(text: str) -> str:
    """Return a text without control characters, its white space single."""
    return " ".join(_CONTROL.sub("", text).split())


def many_lines(text: str) -> str:
    """Return a text without control characters but line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line for line in map(one_line, lines) if line)


def without_tags(text: str) -> str:
    """Return a text without markup, as interfaces give it, escaped once more or not."""
    if "&lt;" in text:
        text = html.unescape(text)
    if "<" in text and "</" in text:
        text = _TAG.sub(lambda tag: "\n" if (tag["name"] or "").lower() in _OF_LINES else "", text)
        text = html.unescape(text)
    return text


def parts(cell: Cell) -> tuple[str, ...]:
    """Return the items of a list that the file holds or prints in Python's way; other text is one item."""
    items = cell if isinstance(cell, tuple) else printed_list(cell)
    if items is None:
        items = (str(cell),)
    return tuple(item for item in items if item.strip().casefold() not in _NOTHING)


def text_of(cell: Cell) -> str:
    """Return a cell's text; a list's items joined."""
    return "、".join(parts(cell))


def listed(cell: Cell) -> tuple[str, ...]:
    """Return the items of a cell that holds several, divided by whatever stands between them."""
    found: dict[str, str] = {}
    for part in parts(cell):
        between = _BETWEEN_ITEMS if _BETWEEN_ITEMS.search(part) else _BETWEEN_WORDS
        for item in between.split(part):
            if (clean := one_line(item).strip(" .。·•*-")) and clean.casefold() not in _NOTHING:
                found.setdefault(clean.casefold(), clean)
    return tuple(found.values())[:MOST_ITEMS]


def printed_list(text: str) -> tuple[str, ...] | None:
    """Read a flat list as Python prints it, like `['a', 'b']`; None where the text is none."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")) or len(text) > _LONGEST_LIST:
        return None
    inner, at, items = text[1:-1].strip().removesuffix(","), 0, []
    while at < len(inner):
        found = _ITEM.match(inner, at)
        if found is None or found.end() == at:
            return None
        quoted = found["single"] if found["single"] is not None else found["double"]
        items.append(found["bare"].strip() if quoted is None else _ESCAPE.sub(_unescaped, quoted))
        at = found.end()
    return tuple(items)


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is not None:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else ""
    return _ESCAPED.get(found[4], found[4])
