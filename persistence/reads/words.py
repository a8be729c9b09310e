"""Which resumes hold the words that are asked for, and how well they fit.

SQLite's FTS5 reads its own language of queries, PostgreSQL a tsquery. Values count more than what is printed
somewhere on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import anyio
from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.types import UserDefinedType

from domain.searching.asking import Phrase, phrases_of
from domain.searching.words import words

TEXT = "words"
APART = "words_apart"
"""The parameter of what is told by `SqlWords.apart`."""

_WORDS = table("resume_words", column("rowid"), column("resume_id"), column("words"))
_VALUES_WEIGH = 4.0
MOST_RANKED = 1_000
"""So many, the newest of those that are found, are ranked on PostgreSQL."""


class _Query(UserDefinedType[str]):
    """PostgreSQL's `tsquery`. The dialect's own type would load all of the dialect with it."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return its name."""
        return "TSQUERY"


class SqlWords:
    """The index of words on SQLite or PostgreSQL."""

    def __init__(self, *, embedded: bool) -> None:
        self._embedded = embedded
        self.resume_id: ColumnElement[int] = (
            _WORDS.c.rowid.label("resume_id") if embedded else _WORDS.c.resume_id
        )

    async def asked(self, text: str) -> str:
        """Return what a text asks for in the database's language."""
        # The first time it loads the dictionary.
        phrases = await anyio.to_thread.run_sync(phrases_of, text)
        return _for_sqlite(phrases) if self._embedded else _for_postgresql(phrases)

    async def asked_for_skills(self, skills: Sequence[str]) -> str:
        """Return the words of all these skills in the database's language, each skill as a phrase."""
        found = await anyio.to_thread.run_sync(lambda: [words(skill) for skill in skills])
        phrases = [Phrase(tuple(each)) for each in found if each]
        return _for_sqlite(phrases) if self._embedded else _for_postgresql(phrases)

    def found(self, name: str = TEXT) -> Select[int]:
        """Return the ids of the resumes that hold what is asked for by the parameter of that name."""
        return select(self.resume_id).select_from(_WORDS).where(self._holds(name))

    def apart(self, text: str) -> str | None:
        """Return the words of a text that was asked for, wherever they stand; None where that is the same.

        PostgreSQL's index knows no places of words: what is asked as a phrase it looks up in each text that
        holds the words.
        """
        phrases = phrases_of(text)
        if self._embedded or all(len(phrase.words) == 1 for phrase in phrases):
            return None
        return _for_postgresql(phrases, joint=" & ")

    def ranked(self, meant: Select[int] | None = None, *, phrases: bool = False) -> Select[int, float]:
        """Return their ids with how well each fits: the more the better; only those that are meant, if told.

        PostgreSQL looks into each text for that, so of very many the newest are ranked there.

        Args:
            meant: The ids of those that are meant.
            phrases: Whether the parameter `APART` is given: phrases are then looked for in the newest of
                those that hold the words, until enough are found.
        """
        others = [] if meant is None else [self.resume_id.in_(meant)]
        if self._embedded:
            score = self._fts5_score().label("score")
            return select(self.resume_id, score).select_from(_WORDS).where(self._holds(TEXT), *others)
        # PostgreSQL takes looking into texts for cheap, and would do so with all, or from the newest on,
        # where it sees that many hold a word. So it sees neither the word nor that the order is an index's.
        unseen = select(_query(APART if phrases else TEXT)).scalar_subquery()
        place = (_WORDS.c.resume_id + literal_column("0")).label("place")
        found = select(_WORDS.c.resume_id, _WORDS.c.words, place)
        newest = found.where(_WORDS.c.words.op("@@")(unseen), *others).order_by(place.desc())
        if phrases:
            # Without the offset the phrases would be looked for in all of them first.
            held = newest.offset(literal_column("0")).subquery("held")
            newest = select(held).where(held.c.words.op("@@")(_query(TEXT))).order_by(held.c.place.desc())
        ranked = newest.limit(literal_column(str(MOST_RANKED))).subquery("newest")
        return select(ranked.c.resume_id, _ts_score(ranked.c.words).label("score"))

    def _holds(self, name: str) -> ColumnElement[bool]:
        if self._embedded:
            return literal_column("resume_words", Text).op("MATCH")(bindparam(name, type_=Text))
        return _WORDS.c.words.op("@@")(_query(name))

    def _fts5_score(self) -> ColumnElement[float]:
        whole = literal_column("resume_words", Text)
        return -func.bm25(whole, literal_column(str(_VALUES_WEIGH)), literal_column("1.0"), type_=Float)


def _query(name: str) -> ColumnElement[str]:
    return cast(bindparam(name, type_=Text), _Query())


def _ts_score(words: ColumnElement[Any]) -> ColumnElement[float]:
    # Weights of D, C, B and A; 1: divided by the logarithm of the length.
    weights = literal_column(f"'{{{1 / _VALUES_WEIGH}, 0, 0, 1}}'::float4[]", Text)
    return cast(func.ts_rank(weights, words, _query(TEXT), literal_column("1")), Float(53))


def _for_sqlite(phrases: Iterable[Phrase]) -> str:
    # Words hold no quotation marks. Nothing is asked for by an empty string, and found.
    asked = (f'"{" ".join(phrase.words)}"{"*" if phrase.is_prefix else ""}' for phrase in phrases)
    return " ".join(asked) or '""'


def _for_postgresql(phrases: Iterable[Phrase], *, joint: str = " <-> ") -> str:
    def quoted(phrase: Phrase) -> str:
        joined = joint.join(f"'{word}'" for word in phrase.words)
        return f"({joined}{':*' if phrase.is_prefix else ''})"

    return " & ".join(map(quoted, phrases))
