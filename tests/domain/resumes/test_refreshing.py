from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from domain.analyses.models import Analysis
from domain.matches.models import Match
from domain.positions.catalogue import Catalogue, positions_hash
from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.positions.saved_index import SavedIndex
from domain.resumes.refreshing import CatalogueRefresher
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user
from tests.fakes import FakeCatalogueReads, FakeUnitOfWork, Tables

pytestmark = pytest.mark.anyio

BUNDLED = Position(code="cook", title_zh="厨师", title_en="Cook", skills=("热菜",))


class Shelf:
    """An index that remembers; its matches name all that it holds."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.asked: list[str | None] = []

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
        self.asked.append(analysis.name)
        return tuple(
            Match(position_code=code, position=code, salary_range="面议", score=0.5, analysis="理由")
            for code in self.codes[:limit]
        )


class House:
    """A refresher over tables in memory."""

    def __init__(self) -> None:
        self.tables, self.shelf, self.kept = Tables(), Shelf(), list[int]()
        self.refresher = self.started_anew()

    def started_anew(self, *, version: int = 0, bundled_hash: str = "a") -> CatalogueRefresher:
        self.refresher = CatalogueRefresher(
            reads=FakeCatalogueReads(self.tables),
            unit_of_work=lambda: FakeUnitOfWork(self.tables),
            index=self.shelf,
            matcher=self.shelf,
            bundled_hash=bundled_hash,
            match_count=10,
            version=version,
            settled=self.kept.append,
            poll_seconds=0.001,
        )
        return self.refresher

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


@pytest.fixture
def house() -> House:
    return House()


async def test_what_was_imported_comes_into_the_index(house: House) -> None:
    house.bring("1", "2")
    assert await house.refresher.catch_up()
    assert house.shelf.codes == ["own:1", "own:2"]
    assert house.refresher.version == house.tables.catalogue_version
    assert not await house.refresher.catch_up()


async def test_later_changes_are_taken_up_alone(house: House) -> None:
    house.bring("1", "2")
    await house.refresher.catch_up()
    house.shelf.codes = ["marked"]
    house.bring("3")
    house.drop("1")
    await house.refresher.catch_up()
    assert house.shelf.codes == ["marked", "own:3"]


async def test_what_was_removed_goes_out_of_the_index(house: House) -> None:
    house.bring("1", "2")
    await house.refresher.catch_up()
    house.drop("1")
    await house.refresher.catch_up()
    assert house.shelf.codes == ["own:2"]


async def test_an_index_that_was_kept_goes_on_from_its_version(house: House) -> None:
    house.bring("1")
    await house.refresher.catch_up()
    kept = house.refresher.version
    house.bring("2")
    house.shelf.codes = []
    await house.started_anew(version=kept).catch_up()
    assert house.shelf.codes == ["own:2"]


async def test_the_same_program_raises_no_version_and_another_does(house: House) -> None:
    await house.refresher.catch_up()
    await house.started_anew().catch_up()
    assert house.refresher.version == 1
    await house.started_anew(bundled_hash="b").catch_up()
    assert house.refresher.version == 2


async def test_matches_are_refreshed_newest_resumes_first(house: House) -> None:
    resumes = [house.analysed(f"{number}") for number in range(45)]
    house.bring("1")
    await house.refresher.catch_up()
    assert await house.refresher.refresh_matches(rest=0) == 45
    assert house.shelf.asked == [f"{number}" for number in reversed(range(45))]
    assert {tuple(house.matched(resume)[0]) for resume in resumes} == {("own:1",)}
    assert {house.matched(resume)[1] for resume in resumes} == {house.refresher.version}


async def test_readers_see_the_old_matches_until_the_new_ones_are_there(house: House) -> None:
    resume = house.analysed("周敏")
    house.bring("1")
    await house.refresher.catch_up()
    assert house.matched(resume) == ([match.position_code for match in new_matches()], 0)
    await house.refresher.refresh_matches(rest=0)
    assert house.matched(resume) == (["own:1"], house.refresher.version)


async def test_matches_as_new_as_the_index_are_left_alone(house: House) -> None:
    house.analysed("周敏")
    await house.refresher.catch_up()
    assert await house.refresher.refresh_matches(rest=0) == 1
    assert await house.refresher.refresh_matches(rest=0) == 0


async def test_a_refresh_that_was_broken_off_goes_on_with_what_is_left(house: House) -> None:
    for number in range(30):
        house.analysed(f"{number}")
    house.bring("1")
    await house.refresher.catch_up()

    def break_off(analysis: Analysis, *, limit: int) -> tuple[Match, ...]:
        if analysis.name == "5":
            raise RuntimeError("killed")
        return Shelf.match(house.shelf, analysis, limit=limit)

    house.shelf.match = break_off  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        await house.refresher.refresh_matches(rest=0)
    del house.shelf.match
    house.shelf.asked.clear()
    assert await house.refresher.refresh_matches(rest=0) == 10
    assert house.shelf.asked == [f"{number}" for number in reversed(range(10))]


async def test_a_running_refresher_follows_every_change_and_keeps_the_index(house: House) -> None:
    resume = house.analysed("周敏")
    house.refresher.start()
    try:
        for key in ("1", "2"):
            house.bring(key)
            with anyio.fail_after(10):
                while house.matched(resume)[1] < house.tables.catalogue_version:
                    await anyio.lowlevel.checkpoint()
            assert f"own:{key}" in house.matched(resume)[0]
    finally:
        await house.refresher.stop()
    assert house.kept[-1] == house.tables.catalogue_version


async def test_a_failure_is_logged_and_the_rest_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("domain.resumes.refreshing._RETRY_SECONDS", 0.001)
    failures = iter([RuntimeError("the database is away")])

    def add(positions: Iterable[Position], *, source: str) -> int:
        for failure in failures:
            raise failure
        return Shelf.add(house.shelf, positions, source=source)

    house.shelf.add = add  # type: ignore[method-assign]
    house.bring("1")
    house.refresher.start()
    try:
        with anyio.fail_after(10):
            while not house.shelf.codes:
                await anyio.lowlevel.checkpoint()
    finally:
        await house.refresher.stop()
    assert "could not be taken up" in caplog.text


async def test_results_stored_after_the_last_look_are_looked_for_again(house: House) -> None:
    house.refresher.start()
    try:
        with anyio.fail_after(10):
            while not house.refresher.version:
                await anyio.lowlevel.checkpoint()
            resume = house.analysed("周敏")
            house.refresher.look_again()
            while not house.matched(resume)[1]:
                await anyio.lowlevel.checkpoint()
    finally:
        await house.refresher.stop()


def test_other_positions_have_another_hash() -> None:
    assert positions_hash([BUNDLED]) == positions_hash([replace(BUNDLED)])
    assert positions_hash([BUNDLED]) != positions_hash([replace(BUNDLED, years_min=1)])


def saved(folder: Path, *bundled: Position, database: str = "one") -> SavedIndex:
    return SavedIndex(folder, Catalogue(bundled or (BUNDLED,)), database=database)


def test_a_kept_index_is_opened_at_its_version(tmp_path: Path) -> None:
    first = saved(tmp_path)
    assert first.open(newest=5) == 0
    first.index.add([replace(BUNDLED, code="1", title_zh="护士", source="own")], source="own")
    first.save(5)
    second = saved(tmp_path)
    assert second.open(newest=6) == 5
    assert second.index.sources() == {"bundled": 1, "own": 1}


@pytest.mark.parametrize(
    ("bundled", "database", "newest"),
    [(replace(BUNDLED, years_min=3), "one", 9), (BUNDLED, "another", 9), (BUNDLED, "one", 4)],
    ids=["other bundled positions", "another database", "a database that was set back"],
)
def test_an_index_of_something_else_is_not_used(
    tmp_path: Path, bundled: Position, database: str, newest: int
) -> None:
    first = saved(tmp_path)
    first.open(newest=5)
    first.index.add([replace(BUNDLED, code="1", source="own")], source="own")
    first.save(5)
    second = saved(tmp_path, bundled, database=database)
    assert second.open(newest=newest) == 0
    assert second.index.sources() == {"bundled": 1}


def test_a_damaged_manifest_is_no_obstacle(tmp_path: Path) -> None:
    first = saved(tmp_path)
    first.open(newest=5)
    first.save(5)
    (tmp_path / "version.json").write_bytes(b"{")
    assert saved(tmp_path).open(newest=5) == 0


def test_a_folder_that_cannot_be_written_is_only_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    index = saved(tmp_path / "file")
    index.open(newest=0)
    index.save(1)
    assert "could not be kept" in caplog.text
