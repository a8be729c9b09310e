from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.documents.errors import FailureCode
from domain.resumes.columns import ResumeColumn, ResumeConditions
from domain.rows import PageQuery, Row, RowPlace
from persistence.reads.graph import SqlGraphReads
from persistence.reads.searching import parameters
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import new_resume, new_user
from tests.filled import Filled

pytestmark = pytest.mark.anyio

# As a language would sort them, they would stand in another order.
NAMES = [
    "a b",
    "a-b",
    "A",
    "a",
    "B",
    "b_50%",
    "Z",
    "École",
    "école",
    "ÉCOLE",
    "ß",
    "Ж",
    "ж",
    "张",
    "李",
    "😀",
    "ﬀ",
]


_NAMED = Filled[bool]()


@pytest.fixture
def reads(engine: Engine) -> SqlGraphReads:
    if not _NAMED.put(engine):
        with unit_of_work_factory(engine)() as work:
            owner = work.users.add(new_user()).id
            for name in NAMES:
                resume = work.resumes.add(replace(new_resume(owner), file_name=name))
                work.resumes.fail_analysis(resume.id, code=FailureCode.NO_TEXT)
            work.commit()
        _NAMED.keep(engine, True)
    return SqlGraphReads(engine)


def named(rows: list[Row]) -> list[object]:
    return [name for name, *_ in rows]


async def test_names_are_sorted_by_their_code_points(reads: SqlGraphReads) -> None:
    query = PageQuery((ResumeColumn.FILE_NAME,), ResumeColumn.FILE_NAME)
    assert named(await reads.resumes.page(query, limit=99)) == sorted(NAMES)


async def test_a_page_goes_on_where_the_one_before_ended(reads: SqlGraphReads) -> None:
    query = PageQuery((ResumeColumn.FILE_NAME, ResumeColumn.ID), ResumeColumn.FILE_NAME)
    found: list[object] = []
    after = None
    while rows := await reads.resumes.page(query, limit=2, after=after):
        found += named(rows)
        after = RowPlace(str(rows[-1][0]), int(rows[-1][1] or 0))
    assert found == sorted(NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A", ["A", "a", "a b", "a-b"]),
        ("école", ["École", "école", "ÉCOLE"]),
        ("ÉCOLE", ["École", "école", "ÉCOLE"]),
        ("éc", []),
        ("éc*", ["École", "école", "ÉCOLE"]),
        ("Ж", ["Ж", "ж"]),
        ("ß", ["ß"]),
        ("b", ["B", "a b", "a-b", "b_50%"]),
        ("50%", ["b_50%"]),
        ("_", []),
        ("张", ["张"]),
        ("\\", []),
        ("a\0b", []),
        ("\0", []),
    ],
)
async def test_upper_and_lower_case_count_as_the_same(
    reads: SqlGraphReads, text: str, found: list[str]
) -> None:
    query = PageQuery((ResumeColumn.FILE_NAME,), ResumeColumn.FILE_NAME)
    conditions = ResumeConditions(text=text)
    assert named(await reads.resumes.page(query, limit=99, conditions=conditions)) == sorted(found)
    assert await reads.resumes.count(conditions) == len(found)


def test_only_letters_beyond_a_to_z_take_parameters_of_their_own() -> None:
    assert parameters(None) == {}
    assert parameters("Anna 周敏 50%_\\") == {"text": "%anna 周敏 50\\%\\_\\\\%"}
    assert parameters("ÉcoleÉé") == {"text": "%écoleéé%", "upper_0": "É", "lower_0": "é"}
