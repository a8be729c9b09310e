"""A catalogue that changes and resumes that are matched with it, in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from domain.analyses.fields import NAME
from domain.analyses.models import Analysis
from domain.matches.models import Match
from domain.positions.following import CatalogueFollower
from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.resumes.refreshing import MatchRefresher
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user
from tests.fakes import FakeCatalogueReads, FakeStaleResults, FakeUnitOfWork, Tables


@dataclass
class Board:
    """What shelves keep for each other; `is_taken` while yet another process changes it."""

    kept: tuple[int, tuple[str, ...]] = (0, ())
    is_taken: bool = False


class Shelf:
    """An index that remembers; its matches name all that it holds.

    Several of one `board` are those of several processes: what one keeps the others take over.
    """

    def __init__(self, board: Board | None = None) -> None:
        self.board = board or Board()
        self.version = 0
        self.codes: list[str] = []
        self.asked: list[str] = []

    @contextmanager
    def turn(self) -> Iterator[bool]:
        yield not self.board.is_taken

    def take_over(self, *, newest: int) -> None:
        version, codes = self.board.kept
        if self.version < version <= newest:
            self.version, self.codes = version, list(codes)

    def keep(self, version: int) -> None:
        self.version = version
        self.board.kept = version, tuple(self.codes)

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        new = [f"{source}:{position.code}" for position in positions]
        self.codes = [code for code in self.codes if code not in new] + new
        return len(new)

    def remove(self, source: str, codes: Iterable[str]) -> int:
        gone = {f"{source}:{code}" for code in codes}
        before = len(self.codes)
        self.codes = [code for code in self.codes if code not in gone]
        return before - len(self.codes)

    def match(self, analysis: Analysis, *, limit: int) -> tuple[Match, ...]:
        self.asked.append(str(analysis[NAME]))
        return tuple(
            Match(position_code=code, position=code, salary_range="面议", score=0.5, analysis="理由")
            for code in self.codes[:limit]
        )


class House:
    """What follows the catalogue and what refreshes matches, over tables in memory."""

    def __init__(self) -> None:
        self.tables, self.shelf = Tables(), Shelf()
        self.started_anew()

    def following(
        self,
        shelf: Shelf,
        *,
        bundled_hash: str = "a",
        poll_seconds: float = 0.001,
        rest_seconds: float = 0.0,
    ) -> CatalogueFollower:
        return CatalogueFollower(
            reads=FakeCatalogueReads(self.tables),
            unit_of_work=lambda: FakeUnitOfWork(self.tables),
            index=shelf,
            bundled_hash=lambda: bundled_hash,
            poll_seconds=poll_seconds,
            rest_seconds=rest_seconds,
        )

    def started_anew(self, *, bundled_hash: str = "a") -> CatalogueFollower:
        self.follower = self.following(self.shelf, bundled_hash=bundled_hash)
        self.refresher = MatchRefresher(
            catalogue=self.follower,
            results=FakeStaleResults(self.tables),
            unit_of_work=lambda: FakeUnitOfWork(self.tables),
            matcher=self.shelf,
            match_count=10,
        )
        return self.follower

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        self.refresher.start()
        self.follower.start(changed=self.refresher.look_again)
        try:
            yield
        finally:
            await self.follower.stop()
            await self.refresher.stop()

    def bring(self, *ids: str) -> None:
        with FakeUnitOfWork(self.tables) as work:
            postings = [Posting(line=2, given_id=key, title_en=f"Job {key}") for key in ids]
            work.positions.put("own", postings, version=work.positions.raise_version(), at=NOW)
            work.commit()

    def drop(self, *ids: str) -> None:
        with FakeUnitOfWork(self.tables) as work:
            work.positions.remove("own", ids, version=work.positions.raise_version())
            work.commit()

    def analysed(self, name: str) -> int:
        with FakeUnitOfWork(self.tables) as work:
            user = work.users.find("wanglei") or work.users.add(new_user())
            resume = work.resumes.add(new_resume(user.id))
            work.resumes.finish_analysis(
                resume.id, page_count=1, analysis=new_analysis(name), matches=new_matches(), at=NOW
            )
            work.commit()
            return resume.id

    def matched(self, resume_id: int) -> tuple[list[str], int]:
        _, matches = self.tables.results[resume_id]
        return [match.position_code for match in matches], self.tables.matched_with[resume_id]
