"""A database that version 0.1 wrote becomes one of today, and what it holds is read as what it meant."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from domain.analyses.fields import CITY, EXPECTED_SALARY, HIGHEST_DEGREE, NAME
from domain.analyses.models import Analysis
from domain.analyses.review import DOUBTFUL, review_of
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import PayPeriod
from persistence.analyses import analysis_of, whole_analysis_of
from persistence.database import open_engine, writer
from persistence.migrations import migrate, newest_revision
from persistence.reads.stale_results import SqlStaleResults
from persistence.tables import ANALYSES
from tests.postgres_server import fresh_database

DUMP = Path(__file__).with_name("database-0.1.sql").read_text(encoding="utf-8")
_OF_0_1 = "0004"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The database of 0.1 after today's migrations, which is read only."""
    make = _sqlite if request.param == "sqlite" else _postgres
    yield from make(request, tmp_path_factory.mktemp("upgraded"))


def _sqlite(_request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    file = folder / "gateway.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(DUMP)
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    yield engine
    engine.dispose()


def _postgres(request: pytest.FixtureRequest, _folder: Path) -> Iterator[Engine]:
    with fresh_database(request.getfixturevalue("postgres_url"), "upgraded") as url:
        yield from _upgraded_postgres(url)


def _upgraded_postgres(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    migrate(engine, to=_OF_0_1)
    with writer(engine).begin() as connection:
        for statement in _rows("users", "resumes", "analyses", "matches", "match_reasons"):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    migrate(engine)
    yield engine
    engine.dispose()


def _rows(*tables: str) -> Iterator[str]:
    """Yield the dump's statements that fill these tables, in the order of the tables."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(DUMP)
        statements = [statement for statement in connection.iterdump() if statement.startswith("INSERT")]
    for table in tables:
        yield from (statement for statement in statements if f'INTO "{table}" ' in statement)


def rows(engine: Engine) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [
            dict(row)
            for row in connection.execute(select(ANALYSES).order_by(ANALYSES.c.resume_id)).mappings()
        ]


def analyses(engine: Engine) -> list[Analysis]:
    return [analysis_of(row) for row in rows(engine)]


def test_the_dump_is_one_of_version_0_1() -> None:
    assert f"INSERT INTO \"alembic_version\" VALUES('{_OF_0_1}')" in DUMP
    assert newest_revision() > _OF_0_1


def test_what_was_stored_is_still_there(upgraded: Engine) -> None:
    found = analyses(upgraded)
    assert [str(analysis[NAME]) for analysis in found] == ["單曉嵐", "林清川", "Ann Holt", "武小婷", "景天"]
    assert [str(analysis[CITY] or "") for analysis in found] == ["臺中市", "厦门", "Leeds, UK", "", ""]
    (first, *_) = rows(upgraded)
    assert json.loads(first["skills"]) == ["病蟲害防治", "溫室管理"]
    assert json.loads(first["evidence"])[0]["field"] == "name"
    with upgraded.connect() as connection:
        counts = [
            connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()
            for table in ("users", "resumes", "matches", "match_reasons")
        ]
    assert counts == [2, 6, 10, 10]


def test_what_is_doubtful_is_told_as_a_new_analysis_would_tell_it(upgraded: Engine) -> None:
    for row in rows(upgraded):
        review = review_of(whole_analysis_of(row), (), on=date(2026, 11, 22))
        doubtful = [asdict(item) for item in review.items if (item.confidence or 1) < DOUBTFUL]
        assert [item for item in json.loads(row["review"]) if item["confidence"] < DOUBTFUL] == doubtful


def test_degrees_have_their_levels_in_traditional_characters_too(upgraded: Engine) -> None:
    degrees = [analysis[HIGHEST_DEGREE] for analysis in analyses(upgraded)]
    assert [degree and (degree.printed, degree.level) for degree in degrees] == [
        ("碩士", DegreeLevel.MASTER),
        ("本科", DegreeLevel.BACHELOR),
        ("B.S. Food Science", DegreeLevel.BACHELOR),
        ("中专", DegreeLevel.SECONDARY),
        None,
    ]
    entries = [json.loads(row["education"]) for row in rows(upgraded)]
    assert [[(entry["degree"], entry["degree_level"]) for entry in kept] for kept in entries] == [
        [("碩士", 4), ("大專", 2)],
        [("本科", 3)],
        [("B.S. Food Science", 3)],
        [("中专", 1)],
        [],
    ]
    assert list(entries[0][0])[:4] == ["school", "degree", "degree_level", "major"]


def test_expected_pay_is_what_its_print_means(upgraded: Engine) -> None:
    pay = [analysis[EXPECTED_SALARY] for analysis in analyses(upgraded)]
    assert [told and (told.printed, told.low, told.high, told.currency, told.period) for told in pay] == [
        ("1萬5", 15_000, 15_000, "CNY", PayPeriod.MONTH),
        ("24-30万/年", 240_000, 300_000, "CNY", PayPeriod.YEAR),
        ("£41,000 p.a.", 41_000, 41_000, "GBP", PayPeriod.YEAR),
        ("面议", None, None, None, None),
        None,
    ]
    assert [told and told.negotiable for told in pay] == [False, False, False, True, None]
    monthly = [(row["expected_salary_min"], row["expected_salary_max"]) for row in rows(upgraded)]
    assert monthly == [(15_000, 15_000), (20_000, 25_000), (None, None), (None, None), (None, None)]


def test_old_matches_are_made_anew_from_it(upgraded: Engine) -> None:
    stale = SqlStaleResults(upgraded).stale_results(1, before_id=2**62, limit=9)
    assert [result.analysis for result in stale] == analyses(upgraded)[::-1]


def test_a_second_start_changes_nothing(upgraded: Engine) -> None:
    before = rows(upgraded)
    migrate(upgraded)
    assert rows(upgraded) == before
