"""What triggers keep of a user's results: lists of matches as JSON, and the number that tells of changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy import Engine, text

from domain.matches.columns import END_DIGITS, LISTED_FIELDS, MatchListColumn
from domain.matches.models import score_text
from domain.resumes.columns import ResumeColumn
from persistence.database import writer
from persistence.reads.graph import SqlGraphReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user
from tests.persistence.earlier import upgraded
from tests.persistence.reads.filled import Filled

pytestmark = pytest.mark.anyio

ODD = 'a"b\\c\n\t\x01\x7f\u2028😀</script>%d%'


async def kept(engine: Engine, *resume_ids: int) -> dict[int, list[dict[str, str]]]:
    """Return the kept lists, having compared each of their beginnings with the matches themselves."""
    reads = SqlGraphReads(engine)
    columns = (ResumeColumn.ID, MatchListColumn.ENDS, MatchListColumn.LISTED)
    found: dict[object, list[dict[str, str]]] = {}
    for resume_id, ends, listed in await reads.resumes.found(columns, ids=resume_ids):
        wanted = await reads.matches.best_as_json(
            LISTED_FIELDS, resume_ids=[cast("int", resume_id)], first=999
        )
        if ends is None or listed is None:
            assert wanted == []
            found[resume_id] = []
            continue
        assert isinstance(ends, str)
        assert isinstance(listed, bytes)
        ((_, text_of_all),) = wanted
        found[resume_id] = json.loads(listed)
        assert found[resume_id] == json.loads(text_of_all)
        for first in range(1, len(found[resume_id]) + 1):
            end = int(ends[END_DIGITS * (first - 1) : END_DIGITS * first])
            assert json.loads(listed[:end] + b"]") == found[resume_id][:first]
        assert len(ends) == END_DIGITS * len(found[resume_id])
    return {resume_id: found[resume_id] for resume_id in resume_ids}


async def test_the_list_of_a_resume_is_its_matches_as_json(filled: Filled, engine: Engine) -> None:
    one, uploaded, failed = filled.ids[0], filled.ids[1], filled.ids[3]
    found = await kept(engine, one, uploaded, failed)
    assert (found[uploaded], found[failed]) == ([], [])
    assert [list(match) for match in found[one]] == [
        ["position", "salaryRange", "matchScore", "analysis"]
    ] * 3
    assert [match["matchScore"] for match in found[one]] == ["90%", "80%", "70%"]


CHANGES: list[Callable[[int], str]] = [
    lambda resume_id: f"UPDATE matches SET position = 'x' WHERE resume_id = {resume_id} AND rank = 2",
    lambda resume_id: f"UPDATE matches SET rank = 7 WHERE resume_id = {resume_id} AND rank = 1",
    lambda resume_id: f"DELETE FROM matches WHERE resume_id = {resume_id} AND rank < 3",
    lambda resume_id: f"DELETE FROM matches WHERE resume_id = {resume_id}",
    *(
        lambda resume_id, rank=rank: (
            "INSERT INTO matches (resume_id, rank, position_code, position, "
            f"salary_range, score, analysis) VALUES ({resume_id}, {rank}, '', 'new', '', 0.5, '')"
        )
        for rank in (0, 9)
    ),
]


@pytest.mark.parametrize("change", CHANGES)
async def test_whoever_changes_matches_changes_their_list(
    filled: Filled, engine: Engine, change: Callable[[int], str]
) -> None:
    one, other = filled.ids[0], filled.ids[2]
    before = await kept(engine, one, other)
    with writer(engine).begin() as connection:
        connection.execute(text(change(one)))
    after = await kept(engine, one, other)
    assert after[one] != before[one]
    assert after[other] == before[other]


async def test_a_match_moves_from_one_list_to_another(filled: Filled, engine: Engine) -> None:
    one, other = filled.ids[0], filled.ids[2]
    with writer(engine).begin() as connection:
        move = f"UPDATE matches SET resume_id = {other}, rank = 8 WHERE resume_id = {one} AND rank = 1"
        connection.execute(text(move))
    assert [len(matches) for matches in (await kept(engine, one, other)).values()] == [2, 4]


async def test_lists_hold_any_text_and_every_score(filled: Filled, engine: Engine) -> None:
    resume_id = filled.ids[1]
    scores = [number / 200 for number in range(201)]
    matches = [replace(new_matches(1)[0], score=score, analysis=ODD) for score in scores]
    with unit_of_work_factory(engine)() as work:
        work.resumes.begin_analysis(resume_id)
        work.resumes.finish_analysis(
            resume_id, page_count=1, analysis=new_analysis(), matches=matches, at=NOW
        )
        work.commit()
    found = (await kept(engine, resume_id))[resume_id]
    assert [match["matchScore"] for match in found] == [score_text(score) for score in scores]
    assert {match["analysis"] for match in found} == {ODD}


async def test_a_resume_that_goes_takes_its_list_along(filled: Filled, engine: Engine) -> None:
    with writer(engine).begin() as connection:
        connection.execute(text(f"DELETE FROM resumes WHERE id = {filled.ids[0]}"))
        connection.execute(text(f"DELETE FROM users WHERE id = {filled.ben}"))
    with engine.connect() as connection:
        assert list(connection.scalars(text("SELECT resume_id FROM match_lists"))) == [filled.ids[2]]


async def test_what_was_matched_before_lists_were_kept_has_one(empty_url: str) -> None:
    with upgraded(empty_url, _OLD_ROWS, of="0013") as engine:
        found = await kept(engine, 1)
    assert [match["position"] for match in found[1]] == ["first", "second"]


_OLD_ROWS = (
    "INSERT INTO users (id, username, username_key, password_hash, role, token_version, created_at)"
    " VALUES (1, 'anna', 'anna', '-', 'job_seeker', 0, '2026-01-01')",
    "INSERT INTO resumes (id, user_id, storage_key, file_name, media_type, size_bytes, sha256, upload_time,"
    " state, attempts) VALUES (1, 1, 'a', 'a.pdf', 'application/pdf', 1, '0', '2026-01-01', 'analysed', 1)",
    "INSERT INTO matches (resume_id, rank, position_code, position, salary_range, score, analysis)"
    " VALUES (1, 2, 'b', 'second', '', 0.5, ''), (1, 1, 'a', 'first', '', 0.9, '')",
)


def versions(engine: Engine) -> dict[int, int]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, content_version FROM users")).all()
    return {row.id: row.content_version for row in rows}


def test_every_change_of_a_users_results_gives_him_another_number(engine: Engine) -> None:
    work_on = unit_of_work_factory(engine)
    with work_on() as work:
        anna, ben = (work.users.add(new_user(name)).id for name in ("anna", "ben"))
        work.commit()
    seen = [versions(engine)]

    def changed() -> None:
        present = versions(engine)
        assert present[anna] not in [earlier[anna] for earlier in seen]
        assert present[ben] == seen[0][ben]
        seen.append(present)

    with work_on() as work:
        resume_id = work.resumes.add(new_resume(anna)).id
        work.commit()
    changed()
    with work_on() as work:
        work.resumes.begin_analysis(resume_id)
        work.commit()
    changed()
    with work_on() as work:
        work.resumes.finish_analysis(
            resume_id, page_count=1, analysis=new_analysis(), matches=new_matches(), at=NOW
        )
        work.commit()
    changed()
    for statement in (
        f"UPDATE matches SET position = 'x' WHERE resume_id = {resume_id} AND rank = 3",
        f"DELETE FROM matches WHERE resume_id = {resume_id} AND rank = 3",
        "INSERT INTO matches (resume_id, rank, position_code, position, salary_range, score, analysis)"
        f" VALUES ({resume_id}, 3, '', '', '', 0.5, '')",
        f"UPDATE analyses SET name = 'x' WHERE resume_id = {resume_id}",
        f"UPDATE resumes SET catalogue_version = 9 WHERE id = {resume_id}",
    ):
        with writer(engine).begin() as connection:
            connection.execute(text(statement))
        changed()
    with work_on() as work:
        assert work.resumes.requeue(resume_id)
        work.commit()
    changed()
    with work_on() as work:
        work.resumes.delete(resume_id)
        work.commit()
    changed()
