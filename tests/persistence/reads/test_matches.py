from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.matches.columns import MatchColumn
from domain.matches.models import score_text
from domain.rows import JsonField
from persistence import tables
from persistence.reads.graph import SqlGraphReads
from persistence.repositories.resumes import match_rows
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import new_matches, new_resume, new_user
from tests.persistence.reads.filled import Filled

pytestmark = pytest.mark.anyio

ODD = 'a"b\\c\n\t\x01\x7f\u2028😀</script>%d%'


async def test_matches_come_best_first_resume_by_resume(filled: Filled) -> None:
    one, other = filled.ids[0], filled.ids[2]
    assert await filled.reads.matches.best((MatchColumn.POSITION,), resume_ids=[other], first=2) == [
        (other, "职位0"),
        (other, "职位1"),
    ]
    rows = await filled.reads.matches.best((MatchColumn.SCORE,), resume_ids=[other, one], first=1)
    assert rows == [(one, 0.9), (other, 0.9)]


async def test_a_list_of_texts_comes_as_json_with_the_keys_asked_for(filled: Filled) -> None:
    one, other = filled.ids[0], filled.ids[2]
    fields = (
        JsonField("b", MatchColumn.POSITION),
        JsonField("matchScore", MatchColumn.SCORE_TEXT),
        JsonField("a", MatchColumn.POSITION),
    )
    rows = await filled.reads.matches.best_as_json(fields, resume_ids=[other, one, 999], first=2)
    assert [(resume_id, json.loads(text)) for resume_id, text in rows] == [
        (
            resume_id,
            [
                {"b": "职位0", "matchScore": "90%", "a": "职位0"},
                {"b": "职位1", "matchScore": "80%", "a": "职位1"},
            ],
        )
        for resume_id in (one, other)
    ]
    ((_, text),) = await filled.reads.matches.best_as_json(fields[1:], resume_ids=[one], first=1)
    assert list(json.loads(text)[0]) == ["matchScore", "a"]


async def test_json_holds_any_text(filled: Filled, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(tables.MatchRow.__table__.update().values(analysis=ODD))  # type: ignore[attr-defined]
    ((_, text),) = await filled.reads.matches.best_as_json(
        (JsonField("x", MatchColumn.ANALYSIS),), resume_ids=[filled.ids[0]], first=1
    )
    assert json.loads(text) == [{"x": ODD}]


async def test_the_json_is_the_same_to_the_byte_on_every_database(
    sqlite_engine: Engine, postgres_engine: Engine
) -> None:
    fields = (
        JsonField("x", MatchColumn.ANALYSIS),
        JsonField("a_rather_long_name_" * 5, MatchColumn.POSITION),
        JsonField("matchScore", MatchColumn.SCORE_TEXT),
        JsonField("score", MatchColumn.SCORE),
        JsonField("key", MatchColumn.POSITION_KEY),
    )
    found = []
    for engine in (sqlite_engine, postgres_engine):
        filled = Filled(engine)
        table = tables.MatchRow.metadata.tables["matches"]
        with engine.begin() as connection:
            connection.execute(table.update().where(table.c.rank != 2).values(analysis=ODD, score=1.0))
        found.append(await filled.reads.matches.best_as_json(fields, resume_ids=filled.ids, first=9))
    assert found[0] == found[1]
    assert len(found[0]) == 2


async def test_the_database_prints_scores_as_the_domain_does(engine: Engine) -> None:
    scores = [number / 2000 for number in range(2001)]
    of_each = [scores[start : start + 10] for start in range(0, len(scores), 10)]
    with unit_of_work_factory(engine)() as work:
        user_id = work.users.add(new_user()).id
        resume_ids = [work.resumes.add(new_resume(user_id)).id for _ in of_each]
        work.commit()
    rows = [
        row.model_dump()
        for resume_id, some in zip(resume_ids, of_each, strict=True)
        for row in match_rows(resume_id, [replace(new_matches(1)[0], score=score) for score in some])
    ]
    with engine.begin() as connection:
        connection.execute(tables.MatchRow.__table__.insert(), rows)  # type: ignore[attr-defined]
    found = await SqlGraphReads(engine).matches.best(
        (MatchColumn.SCORE_TEXT,), resume_ids=resume_ids, first=10
    )
    assert [text for _, text in found] == [score_text(score) for score in scores]
