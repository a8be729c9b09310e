from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import fmean

import pytest
from sqlalchemy import Engine, text

from domain.analyses.fields import SKILLS
from domain.documents.errors import FailureCode
from persistence.database import writer
from persistence.reads.graph import SqlGraphReads
from persistence.unit_of_work import SqlUnitOfWork, unit_of_work_factory
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user, restated
from tests.persistence.earlier import upgraded
from tests.persistence.reads.filled import TIMES, Filled

pytestmark = pytest.mark.anyio

EVERYTHING = 100


async def test_aggregates_are_the_same_on_every_database(filled: Filled) -> None:
    statistics = filled.reads.statistics
    assert sorted(await statistics.states()) == [("analysed", 2), ("failed", 1), ("uploaded", 2)]
    assert sorted(await statistics.days(since=TIMES[1])) == [("2026-11-21", 1), ("2026-11-22", 1)]
    assert await statistics.skills(first=1) == [("Excel", 2)]
    assert await statistics.scores() == [(9, 2)]


async def told(engine: Engine) -> dict[str, object]:
    statistics = SqlGraphReads(engine).statistics
    positions = await statistics.positions(first=EVERYTHING)
    skills = await statistics.skills(first=EVERYTHING)
    for first in (0, 1, 2, 3):
        assert await statistics.positions(first=first) == positions[:first]
        assert await statistics.skills(first=first) == skills[:first]
    return {
        "states": dict(await statistics.states()),
        "days": dict(await statistics.days(since="2000-01-01")),
        "positions": [(name, count, pytest.approx(average)) for name, count, average in positions],
        "skills": skills,
        "scores": dict(await statistics.scores()),
    }


def counted(engine: Engine) -> dict[str, object]:
    """Return the same, counted from the rows themselves."""
    with engine.connect() as connection:
        resumes = connection.execute(text("SELECT id, state, upload_time FROM resumes")).all()
        matches = connection.execute(text("SELECT resume_id, rank, position, score FROM matches")).all()
        analyses = connection.execute(text("SELECT resume_id, skills FROM analyses")).all()
    analysed = {row.id for row in resumes if row.state == "analysed"}
    scores: dict[str, list[float]] = {}
    for match in matches:
        if match.resume_id in analysed:
            scores.setdefault(match.position, []).append(match.score)
    skills = Counter(
        skill for row in analyses if row.resume_id in analysed for skill in json.loads(row.skills)
    )
    positions = [(name, len(found), fmean(found)) for name, found in scores.items()]
    return {
        "states": Counter(row.state for row in resumes),
        "days": Counter(row.upload_time[:10] for row in resumes),
        "positions": sorted(positions, key=lambda row: (-row[1], row[0])),
        "skills": sorted(skills.items(), key=lambda item: (-item[1], item[0])),
        "scores": Counter(
            next((tenth for tenth in range(9) if match.score < float(f"0.{tenth + 1}")), 9)
            for match in matches
            if match.resume_id in analysed and match.rank == 1
        ),
    }


class Crowd:
    """Does whatever is done to resumes, at random."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._work: Callable[[], SqlUnitOfWork] = unit_of_work_factory(engine)
        self._random = Random(7)
        with self._work() as work:
            self.owners = [work.users.add(new_user(f"user{number}")).id for number in range(3)]
            work.commit()
        self._ids: list[int] = []

    def act(self) -> None:
        """Do one thing."""
        one = self._random.choice(self._ids) if self._ids else 0
        with self._work() as work:
            if not self._ids or self._random.random() < 0.3:
                resume = replace(
                    new_resume(self._random.choice(self.owners)),
                    upload_time=NOW - timedelta(days=self._random.randrange(5)),
                )
                self._ids.append(work.resumes.add(resume).id)
            else:
                self._random.choice([self._finish, self._finish, self._fail, self._requeue, self._delete])(
                    work, one
                )
            work.commit()
        if self._random.random() < 0.2:
            self._by_hand(one)

    def _finish(self, work: SqlUnitOfWork, resume_id: int) -> None:
        work.resumes.begin_analysis(resume_id)
        matches = [
            replace(match, position=f"position {self._random.randrange(9)}", score=self._random.random())
            for match in new_matches(self._random.randrange(5))
        ]
        skills = [f"skill {self._random.randrange(9)}" for _ in range(self._random.randrange(6))]
        analysis = restated(new_analysis(), **{SKILLS.name: dict.fromkeys(skills)})
        work.resumes.finish_analysis(resume_id, page_count=1, analysis=analysis, matches=matches, at=NOW)

    def _fail(self, work: SqlUnitOfWork, resume_id: int) -> None:
        work.resumes.begin_analysis(resume_id)
        work.resumes.fail_analysis(resume_id, code=FailureCode.NO_TEXT)

    def _requeue(self, work: SqlUnitOfWork, resume_id: int) -> None:
        work.resumes.requeue(resume_id)

    def _delete(self, work: SqlUnitOfWork, resume_id: int) -> None:
        work.resumes.delete(resume_id)
        self._ids.remove(resume_id)

    def _by_hand(self, resume_id: int) -> None:
        statement = self._random.choice(
            [
                f"UPDATE matches SET score = 0.05, position = 'moved' WHERE resume_id = {resume_id}",
                f"UPDATE matches SET rank = rank + 50 WHERE resume_id = {resume_id} AND rank = 1",
                f"DELETE FROM matches WHERE resume_id = {resume_id} AND rank = 2",
                f"""UPDATE analyses SET skills = '["skill 1", "skill 1"]' WHERE resume_id = {resume_id}""",
                f"DELETE FROM analyses WHERE resume_id = {resume_id}",
                f"UPDATE resumes SET upload_time = '2026-01-02T00:00:00' WHERE id = {resume_id}",
            ]
        )
        with writer(self._engine).begin() as connection:
            connection.execute(text(statement))


async def test_what_is_kept_is_what_there_is_whoever_changes_it(engine: Engine) -> None:
    crowd = Crowd(engine)
    for number in range(120):
        crowd.act()
        if number % 15 == 0:
            assert await told(engine) == counted(engine)
    with writer(engine).begin() as connection:
        connection.execute(text(f"DELETE FROM users WHERE id = {crowd.owners[0]}"))
    assert await told(engine) == counted(engine)
    with writer(engine).begin() as connection:
        connection.execute(text("DELETE FROM users"))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT gateway_move_statistics()"))
        # Nothing is left of anybody, not even a name that nobody has.
        for table in ("statistics", "statistic_changes"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


async def test_changes_of_a_transaction_that_fails_are_not_counted(engine: Engine, filled: Filled) -> None:
    before = await told(engine)
    with writer(engine).connect() as connection:
        connection.execute(text(f"DELETE FROM resumes WHERE id = {filled.ids[0]}"))
        connection.rollback()
    assert await told(engine) == before == counted(engine)


async def test_counters_take_up_what_was_changed_without_a_change(postgres_engine: Engine) -> None:
    Filled(postgres_engine)
    before = await told(postgres_engine)
    with writer(postgres_engine).begin() as connection:
        connection.execute(text("SELECT gateway_move_statistics()"))
        assert connection.scalar(text("SELECT count(*) FROM statistic_changes")) == 0
    assert await told(postgres_engine) == before


async def test_writers_do_not_wait_for_each_other(postgres_engine: Engine) -> None:
    filled = Filled(postgres_engine)
    statement = "UPDATE resumes SET state = 'failed' WHERE id = {}"
    with writer(postgres_engine).begin() as first:
        first.execute(text("SELECT gateway_move_statistics()"))
        first.execute(text(statement.format(filled.ids[0])))

        def write() -> None:
            with writer(postgres_engine).begin() as second:
                second.execute(text(statement.format(filled.ids[2])))
                second.execute(text("SELECT gateway_move_statistics()"))

        other = threading.Thread(target=write)
        other.start()
        other.join(timeout=30)
        assert not other.is_alive()
    assert await told(postgres_engine) == counted(postgres_engine)


async def test_what_was_there_before_is_counted(empty_url: str) -> None:
    with upgraded(empty_url, OLD_ROWS, of="0014") as engine:
        assert await told(engine) == counted(engine)
        assert dict(await SqlGraphReads(engine).statistics.states()) == {"analysed": 2, "uploaded": 1}


OLD_ROWS = (
    "INSERT INTO users (id, username, username_key, password_hash, role, token_version, created_at)"
    " VALUES (1, 'anna', 'anna', '-', 'job_seeker', 0, '2026-01-01')",
    *(
        "INSERT INTO resumes (id, user_id, storage_key, file_name, media_type, size_bytes, sha256,"
        f" upload_time, state, attempts) VALUES ({number}, 1, '{number}', 'a.pdf', 'application/pdf', 1, '0',"
        f" '2026-01-0{number}T00:00:00', '{state}', 1)"
        for number, state in enumerate(("analysed", "analysed", "uploaded"), start=1)
    ),
    *(
        "INSERT INTO matches (resume_id, rank, position_code, position, salary_range, score, analysis)"
        f" VALUES ({number}, 1, 'a', 'first', '', 0.{number}5, ''),"
        f" ({number}, 2, 'b', 'b{number}', '', 0.1, '')"
        for number in (1, 2, 3)
    ),
    *(
        "INSERT INTO analyses (resume_id, language, skills, analysed_at)"
        f""" VALUES ({number}, 'zh', '["a", "b{number}"]', '2026-01-01')"""
        for number in (1, 2, 3)
    ),
)
