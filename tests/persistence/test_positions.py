"""One suite for imported positions in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

from domain.positions.importing.models import Posting
from domain.positions.models import Position
from domain.positions.ports import CatalogueReads
from domain.resumes.ports import StaleResults
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from domain.vocabulary.pay import read_pay
from persistence.reads.catalogue import SqlCatalogueReads
from persistence.reads.stale_results import SqlStaleResults
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user
from tests.fakes import AnyWork, FakeCatalogueReads, FakeStaleResults, FakeUnitOfWork, Tables

NURSE = Posting(line=2, given_id="1", title_zh="护士", city="成都", skills=("静脉输液", "急救"))
CHEF = Posting(line=3, given_id="2", title_en="Chef", degree=DegreeLevel.SECONDARY, years_min=3)


class Store(NamedTuple):
    """A database, to write and to read."""

    unit_of_work: Callable[[], AnyWork]
    reads: CatalogueReads
    results: StaleResults

    def put(self, *postings: Posting, source: str = "own") -> int:
        with self.unit_of_work() as work:
            work.positions.lock()
            version = work.positions.raise_version()
            work.positions.put(source, postings, version=version, at=NOW)
            work.commit()
            return version

    def remove(self, *external_ids: str, source: str = "own") -> tuple[int, int]:
        with self.unit_of_work() as work:
            work.positions.lock()
            version = work.positions.raise_version()
            removed = work.positions.remove(source, external_ids, version=version)
            work.commit()
            return version, removed

    def added(self, *, since: int = 0) -> list[Position]:
        with self.reads.changes(since=since) as changes:
            return [position for _, positions in changes.added() for position in positions]

    def removed(self, *, since: int) -> list[tuple[str, str]]:
        with self.reads.changes(since=since) as changes:
            return [(source, code) for source, codes in changes.removed() for code in codes]


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "fake":
        tables = Tables()
        return Store(lambda: FakeUnitOfWork(tables), FakeCatalogueReads(tables), FakeStaleResults(tables))
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return Store(unit_of_work_factory(engine), SqlCatalogueReads(engine), SqlStaleResults(engine))


def test_the_catalogue_begins_without_a_version(store: Store) -> None:
    assert store.reads.version() == 0
    assert store.added() == []


def test_a_position_comes_back_as_imported(store: Store) -> None:
    store.put(
        replace(
            NURSE,
            title_en="Nurse",
            aliases=("Registered Nurse",),
            company="仁和医院",
            degree=DegreeLevel.ASSOCIATE,
            years_min=2,
            salary=read_pay("8千-1.2万/月·13薪"),
            occupation_code="2-05-08-01",
            url="https://jobs.example.com/1",
            description="职责",
            isco="2221",
            level=Level.SENIOR,
        )
    )
    assert store.added() == [
        Position(
            code="1",
            source="own",
            title_zh="护士",
            title_en="Nurse",
            aliases=("Registered Nurse",),
            skills=("静脉输液", "急救"),
            company="仁和医院",
            city="成都",
            degree=DegreeLevel.ASSOCIATE,
            years_min=2,
            salary_min=8000,
            salary_max=12000,
            salary_basis="own",
            salary_text="8千-1.2万/月·13薪",
            occupation_code="2-05-08-01",
            isco="2221",
            level=Level.SENIOR,
        )
    ]


def test_pay_in_another_currency_is_shown_as_printed(store: Store) -> None:
    store.put(replace(CHEF, salary=read_pay("$50K-$60K")))
    (position,) = store.added()
    assert (position.salary_min, position.salary_range) == (None, "$50K-$60K")


def test_each_change_raises_the_version_and_only_later_changes_are_told(store: Store) -> None:
    first = store.put(NURSE)
    second = store.put(CHEF)
    assert (first, second, store.reads.version()) == (1, 2, 2)
    assert [position.code for position in store.added()] == ["1", "2"]
    assert [position.code for position in store.added(since=first)] == ["2"]
    assert store.added(since=second) == []


def test_a_changed_position_takes_the_place_of_the_old_one(store: Store) -> None:
    first = store.put(NURSE, CHEF)
    store.put(replace(NURSE, title_zh="护士长", skills=()))
    assert [(position.code, position.title_zh, position.skills) for position in store.added(since=first)] == [
        ("1", "护士长", ())
    ]
    assert [position.code for position in store.added()] == ["1", "2"]


def test_sources_have_ids_of_their_own(store: Store) -> None:
    store.put(NURSE)
    store.put(replace(CHEF, given_id="1"), source="other")
    assert {(position.source, position.code) for position in store.added()} == {("own", "1"), ("other", "1")}


def test_hashes_are_told_of_what_is_there(store: Store) -> None:
    store.put(NURSE)
    with store.unit_of_work() as work:
        assert work.positions.content_hashes("own", ["1", "2"]) == {"1": NURSE.content_hash}
        assert work.positions.content_hashes("other", ["1"]) == {}
        assert work.positions.content_hashes("own", []) == {}


def test_a_removed_position_is_told_to_those_who_knew_it(store: Store) -> None:
    first = store.put(NURSE, CHEF)
    second, removed = store.remove("1", "9")
    assert removed == 1
    assert [position.code for position in store.added()] == ["2"]
    assert store.removed(since=first) == [("own", "1")]
    assert store.removed(since=second) == []
    assert store.removed(since=0) == []
    with store.unit_of_work() as work:
        assert work.positions.content_hashes("own", ["1"]) == {}
        assert work.positions.external_ids("own", after="", limit=10) == ["2"]


def test_a_removed_position_that_comes_back_is_new(store: Store) -> None:
    first = store.put(NURSE)
    store.remove("1")
    store.put(NURSE)
    assert [position.code for position in store.added(since=first)] == ["1"]
    assert store.removed(since=first) == []


def test_removing_nothing_that_is_there_counts_nothing(store: Store) -> None:
    store.put(NURSE)
    store.remove("1")
    assert store.remove("1")[1] == 0


def test_ids_come_in_pages(store: Store) -> None:
    store.put(*(replace(NURSE, given_id=f"{number:03}") for number in range(7)))
    pages: list[Sequence[str]] = []
    after = ""
    with store.unit_of_work() as work:
        while page := work.positions.external_ids("own", after=after, limit=3):
            pages.append(page)
            after = page[-1]
    assert pages == [["000", "001", "002"], ["003", "004", "005"], ["006"]]


def test_what_is_not_committed_raises_no_version(store: Store) -> None:
    with store.unit_of_work() as work:
        work.positions.lock()
        work.positions.put("own", [NURSE], version=work.positions.raise_version(), at=NOW)
    assert store.reads.version() == 0
    assert store.added() == []


def test_other_bundled_positions_raise_the_version_once(store: Store) -> None:
    versions = []
    for content_hash in ("a", "a", "b"):
        with store.unit_of_work() as work:
            versions.append(work.positions.note_bundled(content_hash))
            work.commit()
    assert versions == [1, 1, 2]


def analysed(store: Store, *, version: int) -> int:
    with store.unit_of_work() as work:
        user = work.users.find("wanglei") or work.users.add(new_user())
        resume = work.resumes.add(new_resume(user.id))
        work.resumes.finish_analysis(
            resume.id,
            page_count=1,
            analysis=new_analysis(),
            matches=new_matches(),
            at=NOW,
            catalogue_version=version,
        )
        work.commit()
        return resume.id


def refresh(store: Store, resume_id: int, *, version: int) -> bool:
    (stale,) = [
        stale
        for stale in store.results.stale_results(version, before_id=2**62, limit=100)
        if stale.resume_id == resume_id
    ]
    with store.unit_of_work() as work:
        done = work.resumes.refresh_matches(stale, matches=new_matches(2), catalogue_version=version)
        work.commit()
        return done


def test_results_of_an_older_version_are_told_newest_first(store: Store) -> None:
    old, older, new = (analysed(store, version=version) for version in (1, 0, 2))
    found = store.results.stale_results(2, before_id=2**62, limit=10)
    assert [stale.resume_id for stale in found] == [older, old]
    assert found[0].analysis == new_analysis()
    assert [stale.resume_id for stale in store.results.stale_results(3, before_id=new, limit=1)] == [older]


def test_a_stale_result_holds_all_that_was_matched(store: Store) -> None:
    analysis = detailed(new_analysis())
    with store.unit_of_work() as work:
        user = work.users.add(new_user("mei"))
        resume = work.resumes.add(new_resume(user.id))
        work.resumes.begin_analysis(resume.id)
        work.resumes.finish_analysis(resume.id, page_count=1, analysis=analysis, matches=(), at=NOW)
        work.commit()
    (stale,) = store.results.stale_results(1, before_id=2**62, limit=10)
    assert stale.analysis.values == analysis.values


def test_an_unfinished_resume_has_no_stale_result(store: Store) -> None:
    resume_id = analysed(store, version=0)
    with store.unit_of_work() as work:
        work.resumes.requeue(resume_id)
        work.commit()
    assert store.results.stale_results(1, before_id=2**62, limit=10) == []


def test_refreshed_matches_carry_the_new_version(store: Store) -> None:
    resume_id = analysed(store, version=0)
    assert refresh(store, resume_id, version=5)
    assert store.results.stale_results(5, before_id=2**62, limit=10) == []
    assert [stale.resume_id for stale in store.results.stale_results(6, before_id=2**62, limit=10)] == [
        resume_id
    ]


def test_matches_of_an_analysis_that_was_made_anew_are_left_alone(store: Store) -> None:
    resume_id = analysed(store, version=0)
    (stale,) = store.results.stale_results(5, before_id=2**62, limit=10)
    with store.unit_of_work() as work:
        assert work.resumes.requeue(resume_id)
        assert work.resumes.finish_analysis(
            resume_id,
            page_count=1,
            analysis=new_analysis("陈晨"),
            matches=new_matches(),
            at=NOW + timedelta(seconds=1),
            catalogue_version=4,
        )
        work.commit()
    with store.unit_of_work() as work:
        assert not work.resumes.refresh_matches(stale, matches=(), catalogue_version=5)


def test_matches_of_a_resume_that_is_gone_are_dropped(store: Store) -> None:
    resume_id = analysed(store, version=0)
    (stale,) = store.results.stale_results(5, before_id=2**62, limit=10)
    with store.unit_of_work() as work:
        work.resumes.delete(resume_id)
        work.commit()
    with store.unit_of_work() as work:
        assert not work.resumes.refresh_matches(stale, matches=new_matches(), catalogue_version=5)


def test_imports_at_the_same_time_leave_every_change_with_a_version_of_its_own(engine: Engine) -> None:
    store = Store(unit_of_work_factory(engine), SqlCatalogueReads(engine), SqlStaleResults(engine))

    def bring(importer: int) -> list[int]:
        return [
            store.put(
                replace(NURSE, title_zh=f"护士{importer}"), replace(CHEF, given_id=f"{importer}-{number}")
            )
            for number in range(5)
        ]

    with ThreadPoolExecutor(4) as pool:
        versions = [version for found in pool.map(bring, range(4)) for version in found]
    assert sorted(versions) == list(range(1, 21))
    assert store.reads.version() == 20
    assert len(store.added()) == 1 + 4 * 5
