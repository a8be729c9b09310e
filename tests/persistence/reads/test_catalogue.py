"""What has changed in the imported positions is told once, batch by batch, as of one moment."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from domain.positions.importing.models import Posting
from domain.vocabulary.degrees import DegreeLevel
from persistence.reads import catalogue
from persistence.reads.catalogue import POSITION_COLUMNS, PositionValues, SqlCatalogueReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW

BARE = PositionValues(
    id=1,
    source="own",
    external_id="7",
    title_zh=None,
    title_en="Nurse",
    aliases="[]",
    skills='["急救","IV"]',
    degree=3,
    years_min=2,
    salary_min=8_000,
    salary_max=9_000,
    salary_text=None,
    occupation_code=None,
    isco=None,
    level=None,
    company=None,
    city=None,
)


def bring(engine: Engine, *codes: str, source: str = "own") -> int:
    """Import positions and return the catalogue's version."""
    with unit_of_work_factory(engine)() as work:
        work.positions.lock()
        version = work.positions.raise_version()
        postings = [Posting(line=2, given_id=code, title_zh="护士", city=str(version)) for code in codes]
        work.positions.put(source, postings, version=version, at=NOW)
        work.commit()
    return version


def drop(engine: Engine, *codes: str, source: str = "own") -> int:
    """Remove positions and return the catalogue's version."""
    with unit_of_work_factory(engine)() as work:
        work.positions.lock()
        version = work.positions.raise_version()
        work.positions.remove(source, codes, version=version)
        work.commit()
    return version


def added(engine: Engine, *, since: int) -> list[tuple[str, list[str]]]:
    with SqlCatalogueReads(engine).changes(since=since) as changes:
        return [(source, [each.code for each in positions]) for source, positions in changes.added()]


def removed(engine: Engine, *, since: int) -> list[tuple[str, Sequence[str]]]:
    with SqlCatalogueReads(engine).changes(since=since) as changes:
        return list(changes.removed())


def test_only_what_came_after_a_version_is_told(engine: Engine) -> None:
    first = bring(engine, "1", "2")
    second = bring(engine, "2")
    assert SqlCatalogueReads(engine).version() == second
    assert added(engine, since=0) == [("own", ["1", "2"])]
    assert added(engine, since=first) == [("own", ["2"])]
    assert added(engine, since=second) == []


def test_every_batch_is_of_one_source(engine: Engine) -> None:
    bring(engine, "1", "2")
    bring(engine, "1", source="other")
    bring(engine, "3")
    assert added(engine, since=0) == [("own", ["1", "2"]), ("other", ["1"]), ("own", ["3"])]


def test_more_than_is_loaded_at_once_comes_whole(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_LOADED_AT_ONCE", 2)
    bring(engine, "1", "2", "3", "4", "5")
    assert added(engine, since=0) == [("own", ["1", "2"]), ("own", ["3", "4"]), ("own", ["5"])]


def test_what_was_removed_is_told_to_whoever_may_know_it(engine: Engine) -> None:
    first = bring(engine, "1", "2")
    drop(engine, "2")
    assert removed(engine, since=first) == [("own", ["2"])]
    assert removed(engine, since=0) == []
    assert added(engine, since=0) == [("own", ["1"])]


def test_all_changes_are_those_of_one_moment(engine: Engine) -> None:
    first = bring(engine, "1")
    with SqlCatalogueReads(engine).changes(since=0) as changes:
        bring(engine, "2")
        assert changes.version == first
        assert [each.code for _, positions in changes.added() for each in positions] == ["1"]


def test_a_position_is_made_of_its_columns() -> None:
    assert [column.name for column in POSITION_COLUMNS] == list(PositionValues._fields)
    position = BARE.position()
    assert (position.code, position.source, position.degree) == ("7", "own", DegreeLevel.BACHELOR)
    assert (position.title_zh, position.title_en) == ("", "Nurse")
    assert (position.aliases, position.skills) == ((), ("急救", "IV"))


@pytest.mark.parametrize(("printed", "basis"), [(None, ""), ("8k-9k", "own")])
def test_pay_rests_on_the_import_that_prints_it(printed: str | None, basis: str) -> None:
    assert BARE._replace(salary_text=printed).position().salary_basis == basis
