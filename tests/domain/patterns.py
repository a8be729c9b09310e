"""What a regular expression can cost at worst, told from its structure.

Python's engine goes back and tries again. How often it can come to the same place in the text by
different ways decides whether that explodes:

* Within a loop, two ways from a place back to it over the same text double the work with every round.
  `explosive_loop` looks for them, as Weber and Seidl define exponential ambiguity, in the automaton of
  the pattern's places (Glushkov's).
* One after the other, loops that can share a text multiply: `\\s*,?\\s*` before something that fails takes
  the square of the blanks. `worst_steps` multiplies the lengths of such loops, of which the search for a
  beginning is the first.

Both err on the safe side: look-arounds and anchors inside always hold, and a counted loop is endless
where it stands in a loop.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

_parser: Any = importlib.import_module("re._parser")
_MAXREPEAT = 1 << 31

Signs = frozenset[str]
_NONE: Signs = frozenset()

_SAMPLES = {*map(chr, range(32, 127)), *"\t\n中国é٣\u3000ŉ"}


@cache
def parse(pattern: re.Pattern[str]) -> Node:
    """Return a pattern's structure."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    alphabet = _Alphabet(_SAMPLES.union(_literals(tree)))
    return _Builder(alphabet, bool(pattern.flags & re.IGNORECASE)).sequence(tree)


@dataclass(frozen=True, slots=True)
class Node:
    """Part of a pattern.

    Attributes:
        kind: `sign`, `sequence`, `choice`, `loop`, `look` (around), `start` of the text, or another `end`.
    """

    kind: str
    signs: Signs = frozenset()
    parts: tuple[Node, ...] = ()
    least: int = 1
    most: int = 1

    def loops(self) -> Iterator[Node]:
        """Yield the loops, outer ones first."""
        if self.kind == "loop":
            yield self
        for part in self.parts:
            yield from part.loops()

    def within(self, signs: Signs) -> bool:
        """Return whether it can match a text of these signs alone, or the empty one."""
        if self.kind == "sign":
            return bool(self.signs & signs)
        if self.kind == "start":
            return False
        if self.kind == "choice":
            return any(part.within(signs) for part in self.parts)
        if self.kind in ("look", "end") or (self.kind == "loop" and self.least == 0):
            return True
        return all(part.within(signs) for part in self.parts)


def _literals(tree: Any) -> Iterator[str]:
    for code, value in tree:
        name = str(code)
        if name in ("LITERAL", "NOT_LITERAL"):
            yield from (chr(value), chr(value).lower(), chr(value).upper())
        elif name == "RANGE":
            yield from map(chr, value)
        elif name == "IN":
            yield from _literals(value)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _literals(branch)
        elif name == "ATOMIC_GROUP":
            yield from _literals(value)
        elif name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
            yield from _literals(value[-1])
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from _literals(value[2])


class _Builder:
    """Makes nodes of what `re` parses."""

    def __init__(self, alphabet: _Alphabet, folds: bool) -> None:
        self._alphabet = alphabet
        self._folds = folds

    def sequence(self, tree: Any) -> Node:
        return Node("sequence", parts=tuple(node for item in tree for node in self._node(*item)))

    def _node(self, code: Any, value: Any) -> Iterator[Node]:
        name = str(code)
        if name in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY"):
            yield Node("sign", self._signs(name, value))
        elif name == "BRANCH":
            yield Node("choice", parts=tuple(map(self.sequence, value[1])))
        elif name == "SUBPATTERN":
            folds, self._folds = self._folds, (self._folds or bool(value[1] & re.I)) and not value[2] & re.I
            yield self.sequence(value[3])
            self._folds = folds
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, body = value
            yield Node("loop", parts=(self.sequence(body),), least=least, most=min(int(most), _MAXREPEAT))
        elif name == "AT":
            begins = str(value) in ("AT_BEGINNING", "AT_BEGINNING_STRING")
            yield Node("start" if begins else "end")
        elif name == "ATOMIC_GROUP":
            # What is in it is never tried anew: as good as one run of its signs.
            inner = self.sequence(value)
            yield Node("loop", parts=(Node("sign", _letters(inner)),), least=1, most=_MAXREPEAT)
        elif name == "GROUPREF":
            yield Node("sign", self._alphabet.signs)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield Node("look", parts=(self.sequence(value[1]),))
        else:
            raise NotImplementedError(name)

    def _signs(self, name: str, value: Any) -> Signs:
        """Return the signs of the alphabet that such a piece matches."""
        if name == "LITERAL":
            return self._alphabet.by_form(self._folds).get(chr(value), _NONE)
        if name == "NOT_LITERAL":
            return self._alphabet.signs - self._signs("LITERAL", value)
        if name == "ANY":
            return self._alphabet.signs
        if name == "RANGE":
            forms = self._alphabet.by_form(self._folds).items()
            return _NONE.union(*(signs for form, signs in forms if value[0] <= ord(form) <= value[1]))
        if name == "CATEGORY":
            return self._alphabet.of_category(str(value).removeprefix("CATEGORY_"))
        negated = str(value[0][0]) == "NEGATE"
        found = _NONE.union(*(self._signs(str(code), inner) for code, inner in value[1 if negated else 0 :]))
        return self._alphabet.signs - found if negated else found


class _Alphabet:
    """The signs that a pattern is tried with."""

    def __init__(self, signs: Iterable[str]) -> None:
        self.signs: Signs = frozenset(sign for sign in signs if len(sign) == 1)

    def by_form(self, folds: bool) -> dict[str, Signs]:
        """Return which signs are meant by each, in either case where case is folded."""
        return self._folded if folds else self._as_they_are

    @cached_property
    def _as_they_are(self) -> dict[str, Signs]:
        return {sign: frozenset(sign) for sign in self.signs}

    @cached_property
    def _folded(self) -> dict[str, Signs]:
        meant: dict[str, set[str]] = {}
        for sign in self.signs:
            for form in {sign, sign.lower(), sign.upper()}:
                if len(form) == 1:
                    meant.setdefault(form, set()).add(sign)
        return {form: frozenset(signs) for form, signs in meant.items()}

    def of_category(self, name: str) -> Signs:
        """Return the signs of a category of `re`, such as `NOT_DIGIT`."""
        test = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": _is_word}[name.removeprefix("NOT_")]
        return frozenset(sign for sign in self.signs if test(sign) is not name.startswith("NOT_"))


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@dataclass(slots=True)
class _Places:
    """Glushkov's automaton: the places of a pattern, and how often each can follow each."""

    signs: list[Signs] = field(default_factory=list)
    follow: Counter[tuple[int, int]] = field(default_factory=Counter)

    def add(self, node: Node, *, endless: bool = False) -> tuple[set[int], set[int], bool]:
        """Add a part; return its first and last places, and whether it may be empty."""
        if node.kind == "sign":
            self.signs.append(node.signs)
            place = {len(self.signs) - 1}
            return place, place, False
        if node.kind == "choice":
            parts = [self.add(part) for part in node.parts]
            first = set[int]().union(*(part[0] for part in parts))
            return first, set[int]().union(*(part[1] for part in parts)), any(part[2] for part in parts)
        if node.kind == "loop" and not endless:
            (body,) = node.parts
            copies = min(node.least, 3)
            parts = [self.add(body) for _ in range(copies)]
            if node.most > max(node.least, 1):
                first, last, _ = self.add(Node("loop", parts=node.parts), endless=True)
                parts.append((first, last, True))
            elif node.most > node.least:
                parts.append((*self.add(body)[:2], True))
            return self._chain(parts)
        if node.kind in ("look", "start", "end"):
            return set(), set(), True
        first, last, empty = self._chain([self.add(part) for part in node.parts])
        if endless:
            self.follow.update((here, there) for here in last for there in first)
        return first, last, empty

    def _chain(self, parts: list[tuple[set[int], set[int], bool]]) -> tuple[set[int], set[int], bool]:
        first: set[int] = set()
        last: set[int] = set()
        empty = True
        for part_first, part_last, part_empty in parts:
            self.follow.update((here, there) for here in last for there in part_first)
            first = first | part_first if empty else first
            last = last | part_last if part_empty else part_last
            empty = empty and part_empty
        return first, last, empty


def explosive_loop(root: Node) -> Node | None:
    """Return a loop in which one text can be read in two ways, or None."""
    for loop in root.loops():
        if loop.most < 3:
            continue
        places = _Places()
        places.add(Node("loop", parts=loop.parts), endless=True)
        if _is_ambiguous(places):
            return loop
    return None


def _is_ambiguous(places: _Places) -> bool:
    after: dict[int, list[int]] = {}
    for here, there in places.follow:
        after.setdefault(here, []).append(there)
    if any(count > 1 and _reaches(after, there, here) for (here, there), count in places.follow.items()):
        return True

    def pairs(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
        for one in after.get(pair[0], ()):
            for other in after.get(pair[1], ()):
                if places.signs[one] & places.signs[other]:
                    yield one, other

    for place in range(len(places.signs)):
        # Away from the diagonal and back: two ways from the place to itself.
        seen: set[tuple[int, int]] = set()
        waiting = [pair for pair in pairs((place, place)) if pair[0] != pair[1]]
        while waiting:
            pair = waiting.pop()
            if pair == (place, place):
                return True
            if pair not in seen:
                seen.add(pair)
                waiting.extend(pairs(pair))
    return False


def _reaches(after: dict[int, list[int]], start: int, goal: int) -> bool:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if place == goal:
            return True
        if place not in seen:
            seen.add(place)
            waiting.extend(after.get(place, ()))
    return False


def worst_steps(root: Node, length: int, *, blanks: int | None = None) -> int:
    """Return how often the engine may come to one place in a text, at most, by loops that share the text.

    Args:
        root: The pattern.
        length: The text's.
        blanks: How many blanks follow each other in it at most, where that is known.
    """
    walk = _Walk(length, length if blanks is None else blanks)
    anchored = bool(root.parts) and root.parts[0].kind == "start"
    # The search tries every beginning: a loop over anything.
    walk.into(root, () if anchored else (_Chain(_letters(root), length),))
    return walk.worst


def _letters(node: Node) -> Signs:
    return node.signs.union(*map(_letters, node.parts))


@dataclass(frozen=True, slots=True)
class _Chain:
    """Loops that share a text of `signs`, the steps that takes, and what must be matched since the last."""

    signs: Signs
    steps: int
    since: frozenset[Node] = frozenset()

    def behind(self, node: Node) -> _Chain:
        return (
            self
            if node.kind in ("look", "end", "start")
            else _Chain(self.signs, self.steps, self.since | {node})
        )


_Chains = tuple[_Chain, ...]


class _Walk:
    """Goes through a pattern from left to right."""

    def __init__(self, length: int, blanks: int) -> None:
        self._length = length
        self._blanks = blanks
        self.worst = length

    def into(self, node: Node, chains: _Chains) -> _Chains:
        """Return the chains that begin or go on in a part and stay open at its end."""
        if node.kind in ("sign", "end", "look"):
            # Here the engine may fail and go back into the loops before.
            self.worst = max(self.worst, *(chain.steps for chain in chains), 0)
        if node.kind == "choice":
            return _largest(chain for part in node.parts for chain in self.into(part, chains))
        if node.kind == "loop" and node.most > 1:
            return self._loop(node, chains)
        made: _Chains = ()
        for part in node.parts:
            new = self.into(part, chains + made)
            chains = tuple(chain.behind(part) for chain in chains)
            made = _largest((*(chain.behind(part) for chain in made), *new))
        return () if node.kind == "look" else made

    def _loop(self, node: Node, chains: _Chains) -> _Chains:
        signs, width = _letters(node), self._width(node)
        if node.least:
            self.worst = max(self.worst, *(chain.steps for chain in chains), 0)
        if node.least == node.most and self._width(node.parts[0]) <= 1:
            return ()
        made = [_Chain(signs, width)]
        for chain in chains:
            shared = chain.signs & signs
            if shared and all(part.within(shared) for part in (*node.parts, *chain.since)):
                made.append(_Chain(shared, chain.steps * width))
        return _largest(made)

    def _width(self, node: Node) -> int:
        if node.kind == "sign":
            return 1
        if node.kind == "choice":
            return max((self._width(part) for part in node.parts), default=0)
        width = sum(map(self._width, node.parts))
        if node.kind == "loop":
            width *= node.most
            if all(map(str.isspace, _letters(node))):
                width = min(width, self._blanks)
        return min(width, self._length)


def _largest(chains: Iterable[_Chain]) -> _Chains:
    found: dict[tuple[Signs, frozenset[Node]], _Chain] = {}
    for chain in chains:
        key = (chain.signs, chain.since)
        if key not in found or found[key].steps < chain.steps:
            found[key] = chain
    return tuple(found.values())
