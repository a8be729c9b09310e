"""Ranks persons for a position, for administrators."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry
from domain.background import Background
from domain.candidates.models import MOST_CANDIDATES, Candidate, CandidateConditions, CandidatePage, Wanted
from domain.candidates.ports import CandidateReads
from domain.errors import NotFound, Unavailable
from domain.keeping import Kept
from domain.rows import RowPlace
from domain.turns import Turns, give_way
from domain.viewers import Viewer

if TYPE_CHECKING:
    from domain.candidates.following import Following
    from domain.candidates.people import People
    from domain.matches.asked import Asked
    from domain.matches.matcher import Matcher
    from domain.matches.models import Match
    from domain.positions.index import PositionIndex
    from domain.positions.models import Position
    from domain.positions.occupations import Told

LOOK_SECONDS = 1.0
_BUILD_SECONDS = 0.25
_CATCH_UP_SECONDS = 3.0
_KEPT_BYTES = 8 * 2**20
_RANKING_BYTES = 40 * MOST_CANDIDATES
_MATCH_BYTES = 3_000
_KEPT_DESCRIPTION_BYTES = 2 * 2**20
_CHARACTER_BYTES = 12
_ASKED_BYTES = 50_000


@dataclass(slots=True)
class _Ranking:
    """A ranking: resumes, best first, with scores; `matches` are those that the matcher has scored."""

    ids: list[int]
    scores: list[float]
    matches: dict[int, Match | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Opened:
    index: PositionIndex
    matcher: Matcher
    people: People
    following: Following


class CandidateService:
    """Ranks the persons of all analysed resumes, who are read into memory when somebody first asks.

    Args:
        reads: Their analyses.
        open_matching: Returns what positions are matched with; it may take long the first time.
        tell: Tells what the title of a described position names.
        audit: Is told that resumes were listed.
        today: Tells the day on which current jobs end.
        look_seconds: How often at most the database is asked for what is new.
    """

    def __init__(
        self,
        *,
        reads: CandidateReads,
        open_matching: Callable[[], tuple[PositionIndex, Matcher]],
        tell: Callable[[Sequence[str]], Sequence[Told]],
        audit: Audit,
        today: Callable[[], date] = date.today,
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._reads = reads
        self._open_matching = open_matching
        self._tell = tell
        self._audit = audit
        self._today = today
        self._look_seconds = look_seconds
        self._opened: _Opened | None = None
        self._turns = Turns()
        self._rankings: Kept[tuple[Wanted, CandidateConditions], _Ranking] = Kept(most_bytes=_KEPT_BYTES)
        self._described: Kept[str, Position] = Kept(most_bytes=_KEPT_DESCRIPTION_BYTES)
        self._alone: Kept[str, Asked] = Kept(most_bytes=_KEPT_DESCRIPTION_BYTES)
        self._ranked: object = None
        self._filling = Background()
        self._fills = False

    async def stop(self) -> None:
        """Stop reading persons in."""
        await self._filling.stop()

    async def page(
        self,
        viewer: Viewer | None,
        wanted: Wanted,
        *,
        conditions: CandidateConditions,
        size: int,
        after: RowPlace | None = None,
        caller: str = "",
    ) -> CandidatePage:
        """Return those who fit best, behind a place of the ranking.

        Raises:
            Unauthenticated, AdminsOnly: The viewer may not see them.
            NotFound: There is no such position.
            Unavailable: The persons are still being read into memory.
            TooBusy: Too many wait already.
        """
        asking = policies.SEE_CANDIDATES.require(viewer)
        self._audit.note(AuditEntry(action=AuditAction.RESUMES_LISTED, actor_id=asking.id))
        page = await self._turns.run(caller, lambda: self._page(wanted, conditions, size, after))
        if page is None:
            if not self._fills:
                self._fills = True
                self._filling.start(self._fill())
            raise Unavailable("正在载入简历，请稍后再试")
        return page

    async def _fill(self) -> None:
        """Read all persons in, by turns with those who ask."""
        try:
            while not await self._turns.run("", lambda: self._caught_up(_BUILD_SECONDS)):
                pass
        finally:
            self._fills = False

    def _caught_up(self, seconds: float) -> bool:
        return self._parts().following.catch_up(until=time.perf_counter() + seconds)

    def _parts(self) -> _Opened:
        if self._opened is None:
            from domain.candidates.following import Following
            from domain.candidates.people import People

            index, matcher = self._open_matching()
            people = People(index)
            following = Following(self._reads, people, today=self._today, look_seconds=self._look_seconds)
            self._opened = _Opened(index, matcher, people, following)
        return self._opened

    def _page(
        self, wanted: Wanted, conditions: CandidateConditions, size: int, after: RowPlace | None
    ) -> CandidatePage | None:
        if self._fills or not self._caught_up(_CATCH_UP_SECONDS):
            return None
        opened = self._parts()
        state = (opened.following.changes, opened.index.parts)
        if state != self._ranked:
            self._rankings, self._ranked = Kept(most_bytes=_KEPT_BYTES), state
            self._alone = Kept(most_bytes=_KEPT_DESCRIPTION_BYTES)
        described = None if wanted.text is None else self._read(wanted.text)
        asked = self._asked(wanted, described, opened.index)
        ranking = self._rankings.get((wanted, conditions))
        if ranking is None:
            ranking = _ranked(opened.people, asked, conditions)
        start = 0 if after is None else _behind(ranking, after)
        found = self._shown(opened, asked, ranking, start, size)
        bytes_taken = _RANKING_BYTES + _MATCH_BYTES * len(ranking.matches)
        self._rankings.put((wanted, conditions), ranking, size_bytes=bytes_taken)
        return CandidatePage(found, start + size < len(ranking.ids), len(ranking.ids), described)

    def _read(self, text: str) -> Position:
        """Return what a text describes; those who page through a ranking send it with each page."""
        described = self._described.get(text)
        if described is None:
            from domain.candidates.described import described_position

            described = described_position(text, tell=self._tell)
            self._described.put(text, described, size_bytes=_CHARACTER_BYTES * len(text))
        return described

    def _asked(self, wanted: Wanted, described: Position | None, index: PositionIndex) -> Asked:
        from domain.matches.asked import asked_alone, asked_of

        if described is not None:
            assert wanted.text is not None
            alone = self._alone.get(wanted.text)
            if alone is None:
                alone = asked_alone(described, index)
                self._alone.put(wanted.text, alone, size_bytes=_ASKED_BYTES)
            return alone
        assert wanted.place is not None
        asked = asked_of(index, source=wanted.place.source, code=wanted.place.code)
        if asked is None:
            raise NotFound
        return asked

    def _shown(
        self, opened: _Opened, asked: Asked, ranking: _Ranking, start: int, size: int
    ) -> list[Candidate]:
        """Score a page of the ranking as the resumes' own matches are, and put it into that order."""
        ids = ranking.ids[start : start + size]
        unknown = [resume_id for resume_id in ids if resume_id not in ranking.matches]
        for stamp, analysis in self._reads.found(unknown) if unknown else ():
            give_way()
            ranking.matches[stamp.resume_id] = opened.matcher.match_with(
                asked, analysis, known=opened.people.titles.known
            )
        scores = dict(zip(ids, ranking.scores[start : start + size], strict=True))
        matches = {resume_id: ranking.matches.get(resume_id) for resume_id in ids}
        found = [
            Candidate(resume_id, match.score, match)
            for resume_id, match in matches.items()
            if match is not None
        ]
        found.sort(key=lambda candidate: (-candidate.match.score, candidate.resume_id))
        scores |= {candidate.resume_id: candidate.match.score for candidate in found}
        shown = [candidate.resume_id for candidate in found]
        # Deleted since, or read anew at the moment.
        missing = [resume_id for resume_id in ids if matches[resume_id] is None]
        ranking.ids[start : start + size] = [*shown, *missing]
        ranking.scores[start : start + size] = [scores[resume_id] for resume_id in (*shown, *missing)]
        return found


def _ranked(people: People, asked: Asked, conditions: CandidateConditions) -> _Ranking:
    from domain.candidates.choosing import rows_of
    from domain.candidates.ranking import rank

    rows, scores = rank(people, asked, rows_of(people, conditions), limit=MOST_CANDIDATES)
    return _Ranking(people.ids.values.take(rows).tolist(), scores.round(4).tolist())


def _behind(ranking: _Ranking, place: RowPlace) -> int:
    """Return where a ranking goes on behind a place, which may have left it since."""
    if place.key in ranking.ids:
        return ranking.ids.index(int(place.key)) + 1
    low = float(place.value or 0.0)
    return next((n for n, score in enumerate(ranking.scores) if score < low), len(ranking.ids))
