"""Regular expressions that only tell whether a text holds any of many words, in any case.

`re` tries the words of a pattern one by one wherever one may begin. A tree of their first letters takes one
look: letters of either case are written out, since a letter that ignores case is never passed over early.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_DEPTH: Final = 3
_BEGINNING: Final = r"\b"
_EXACT: Final = "(?-i:"
_EDGES: Final = (_BEGINNING, "^")
_BEHIND: Final = ("(?<!", "(?<=")
# What `re` takes for the same letter beside the two cases.
_LIKE: Final = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
_UNIT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_PLAIN_CLASS = re.compile(r"\[(-?[^\\^\[\]-]+-?)\]")
_QUANTIFIERS: Final = frozenset("?*+{")
_SPECIAL: Final = frozenset(".^$*+?{}[]()|\\")


class OneLook:
    """Tells whether a text holds what any of these patterns finds, ignoring case."""

    def __init__(self, *patterns: str) -> None:
        opened = list(dict.fromkeys(found for pattern in patterns for found in _opened(pattern)))
        self.pattern = _pattern(opened)
        """The source of a regular expression that finds any of them, if ignoring case."""
        self._any = re.compile(self.pattern, re.IGNORECASE)
        # In plain Latin text no word can be found that begins with another sign.
        latin = [
            each for each in opened if (starts := _starts(each)) is None or any(map(str.isascii, starts))
        ]
        self._latin = re.compile(_pattern(latin), re.IGNORECASE)

    def __call__(self, text: str) -> bool:
        """Return whether the text holds any."""
        return (self._latin if text.isascii() else self._any).search(text) is not None


def _pattern(opened: list[str]) -> str:
    words = [each.removeprefix(_BEGINNING) for each in opened if each.startswith(_BEGINNING)]
    others = [each for each in opened if not each.startswith(_BEGINNING)]
    starts = {each: _starts(each) for each in others}
    known = [each for each in others if starts[each] is not None]
    made = [f"{_BEGINNING}(?:{_tree(words)})"] if words else []
    if known:
        signs = "".join(sorted(frozenset().union(*(starts[each] or () for each in known))))
        made.append(f"(?-i:(?=[{re.escape(signs)}]))(?:{_tree(known)})")
    return "|".join((*made, *(each for each in others if starts[each] is None))) or "(?!)"


def _tree(sources: Iterable[str], depth: int = _DEPTH) -> str:
    by_letter: dict[str, list[str]] = {}
    others: list[str] = []
    for source in sources:
        for alternative in _opened(source):
            letter, rest = _first(alternative)
            if letter:
                by_letter.setdefault(letter, []).append(rest)
            else:
                others.append(alternative)
    made = []
    for letter, rests in by_letter.items():
        inner = _tree(rests, depth - 1) if depth > 1 and len(rests) > 1 else "|".join(dict.fromkeys(rests))
        made.append(f"{letter}(?:{inner})")
    return "|".join((*made, *dict.fromkeys(others)))


def _opened(source: str) -> Iterator[str]:
    """Yield the alternatives of a pattern, those at its beginning in brackets or left out too."""
    parts = list(_split(source))
    if len(parts) > 1:
        for part in parts:
            yield from _opened(part)
        return
    edge, source = _without_edge(source)
    opening = next((sign for sign in ("(?:", _EXACT) if source.startswith(sign)), None)
    unit = _UNIT.match(source)
    end = _end_of_group(source) if opening else unit.end() if unit else 0
    rest = source[end:]
    if rest[:1] == "?" and rest[1:2] not in _QUANTIFIERS and (opening == "(?:" or source[0] != "("):
        yield from _opened(edge + source[:end] + rest[1:])
        yield from _opened(edge + rest[1:])
    elif opening is None or rest[:1] in _QUANTIFIERS:
        yield edge + source
    else:
        for part in _split(source[len(opening) : end - 1]):
            if opening == "(?:":
                yield from _opened(edge + part + rest)
                continue
            for each in _opened(part):
                inner_edge, inner = _without_edge(each)
                if any(map(str.isalpha, inner_edge.replace(_BEGINNING, ""))):
                    inner_edge, inner = "", each
                yield f"{edge}{inner_edge}{_EXACT}{inner}){rest}"


def _without_edge(source: str) -> tuple[str, str]:
    """Return what a pattern asks of the place where it begins, and the rest."""
    rest = source
    while True:
        if edge := next((edge for edge in _EDGES if rest.startswith(edge)), None):
            rest = rest.removeprefix(edge)
        elif rest.startswith(_BEHIND):
            rest = rest[_end_of_group(rest) :]
        else:
            return source[: len(source) - len(rest)], rest


def _split(source: str) -> Iterator[str]:
    """Yield what stands between the bars of a pattern that no brackets hold."""
    level, start = 0, 0
    for unit in _UNIT.finditer(source):
        level += {"(": 1, ")": -1}.get(unit.group(), 0)
        if unit.group() == "|" and not level:
            yield source[start : unit.start()]
            start = unit.end()
    yield source[start:]


def _end_of_group(source: str) -> int:
    """Return where the brackets end with which a pattern begins."""
    level = 0
    for unit in _UNIT.finditer(source):
        level += {"(": 1, ")": -1}.get(unit.group(), 0)
        if not level:
            return unit.end()
    raise ValueError(f"{source} does not close its brackets")


def _first(source: str) -> tuple[str, str]:
    """Return the letter with which a pattern begins, as a pattern, and the rest; "" if it may be several."""
    exact = source.startswith(_EXACT)
    inner = source.removeprefix(_EXACT) if exact else source
    unit = _UNIT.match(inner)
    if unit is None or inner[unit.end() : unit.end() + 1] in _QUANTIFIERS:
        return "", source
    signs = _signs(unit.group(), exact=exact)
    # Another letter of two cases may have more of them than these.
    if not signs or (len(signs) > 1 and not unit.group().isascii()) or len(unit.group()) > 2:
        return "", source
    rest = inner[unit.end() :]
    letter = f"[{signs}]" if len(signs) > 1 else re.escape(signs)
    return f"(?-i:{letter})", f"{_EXACT}{rest}" if exact else rest


def _signs(unit: str, *, exact: bool) -> str:
    """Return the signs that a letter, or a class of plain signs, stands for; "" where that is not plain."""
    if plain := _PLAIN_CLASS.fullmatch(unit):
        letters = plain[1]
    elif unit[0] == "\\" and not unit[1:].isalnum():
        letters = unit[1:]
    elif len(unit) == 1 and unit not in _SPECIAL:
        letters = unit
    else:
        return ""
    if exact:
        return letters
    both = (
        sign
        for letter in letters
        for sign in (letter, letter.lower(), letter.upper(), *_LIKE.get(letter.lower(), ""))
    )
    return "".join(dict.fromkeys(sign for sign in both if len(sign) == 1))


def _starts(source: str) -> frozenset[str] | None:
    """Return the signs with which a match may begin; None where they are not told."""
    source = _without_edge(source)[1]
    exact = source.startswith(_EXACT)
    source = source.removeprefix(_EXACT) if exact else source
    unit = _UNIT.match(source)
    signs = _signs(unit.group(), exact=exact) if unit else ""
    if unit is None or not signs:
        return None
    quantifier, rest = source[unit.end() : unit.end() + 1], source[unit.end() + 1 :]
    if quantifier not in _QUANTIFIERS:
        return frozenset(signs)
    if quantifier != "?" or exact:
        return None
    further = _starts(rest)
    return None if further is None else further | frozenset(signs)
