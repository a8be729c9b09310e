"""Which positions are graded for a resume: those that several ways of matching find, pooled.

Whoever grades sees neither which way found a position nor how high it scored.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence

from domain.analyses import fields
from domain.analyses.models import Analysis
from domain.matches.matcher import Matcher
from domain.matches.skills import named_skills, skill_values
from domain.matches.titles import read_titles
from domain.positions.catalogue import Catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.positions.occupations import OccupationIndex
from domain.retrieval.compared import Compared
from domain.retrieval.comparing import Texts

MOST_A_RESUME = 20

_MATCHED = 10
_BY_TITLES = 8
_BY_EACH_TITLE = 4
_BY_SKILLS = 5
_OCCUPATIONS = 3
_TITLES_READ = 5


class Pool:
    """Finds positions to grade in a catalogue."""

    def __init__(self, catalogue: Catalogue, occupations: OccupationIndex) -> None:
        self._catalogue = catalogue
        self._index = PositionIndex()
        self._index.add(catalogue, source=BUNDLED)
        self._matcher = Matcher(self._index, floor=0.0)
        self._occupations = occupations

    def matched(self, analysis: Analysis, *, limit: int = _MATCHED) -> list[str]:
        """Return the codes of the product's own matches, best first."""
        return [match.position_code for match in self._matcher.match(analysis, limit=limit)]

    def codes(
        self, analysis: Analysis, *, before: Sequence[str], known: Collection[str], seed: str
    ) -> list[str]:
        """Return the codes to grade, shuffled: matches of now and before, then what other ways find first.

        Args:
            analysis: Of the resume.
            before: Matches of an earlier version.
            known: What needs no grade.
            seed: Shuffles them, the same way each time.
        """
        sure = dict.fromkeys(code for code in (*self.matched(analysis), *before) if code not in known)
        titles = self._titles(analysis)
        others = [
            self._near(titles, _BY_TITLES),
            *(self._near([title], _BY_EACH_TITLE) for title in titles),
            self._of_occupations(titles),
            self._by_skills(analysis),
        ]
        for code in _by_turns(others):
            if len(sure) >= MOST_A_RESUME:
                break
            if code not in known:
                sure.setdefault(code)
        codes = sorted(sure)
        random.Random(seed).shuffle(codes)
        return codes

    def _titles(self, analysis: Analysis) -> list[str]:
        stated = analysis[fields.CAREER_INTEREST]
        held = [title for title in analysis[fields.TITLES][:_TITLES_READ] if title.strip()]
        return list(dict.fromkeys(([stated] if stated else []) + held))

    def _near(self, titles: Sequence[str], limit: int) -> list[str]:
        if not titles:
            return []
        read = read_titles(titles, self._index)
        found = self._all(read.texts)
        near = read.nearness(found.words, found.meaning)
        return self._best(near.max(axis=0), limit)

    def _by_skills(self, analysis: Analysis) -> list[str]:
        named = named_skills(analysis[fields.SKILLS], self._index.forms)
        if not named.texts:
            return []
        found = self._all(self._index.read([""]))
        return self._best(skill_values(named, found.skills(named.forms)), _BY_SKILLS)

    def _best(self, values: Iterable[float], limit: int) -> list[str]:
        found = self._all(self._index.read([""]))
        ranked = sorted(enumerate(values), key=lambda pair: -pair[1])[:limit]
        return [found.entry(place)[1] for place, _ in ranked]

    def _all(self, texts: Texts) -> Compared:
        return self._index.compared(texts, wanted=self._index.parts[0].segment.rows)

    def _of_occupations(self, titles: Sequence[str]) -> list[str]:
        near = {
            occupation.code
            for title in titles[:2]
            for occupation in self._occupations.find(title, limit=_OCCUPATIONS)
        }
        return [position.code for position in self._catalogue if position.occupation_code in near]


def _by_turns(lists: Sequence[Sequence[str]]) -> Iterable[str]:
    for rank in range(max(map(len, lists), default=0)):
        yield from (codes[rank] for codes in lists if rank < len(codes))
