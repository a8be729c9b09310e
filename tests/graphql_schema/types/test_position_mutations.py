from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from domain.viewers import Role
from tests.graphql_schema.house import Answer, House, upload

pytestmark = pytest.mark.anyio

IMPORT = """mutation ($file: Upload!, $input: ImportPositionsInput!) {
  importPositions(file: $file, input: $input) { __typename
    ... on ImportPositionsSuccess { rowCount addedCount changedCount unchangedCount repeatedCount removedCount
      rejectedCount rejected { line reason message } }
    ... on InvalidInputError { message } ... on FileRejectedError { code message } } }"""
TABLE = "编号,职位名称,备注\n1,会计,Excel\n2,,\n3,护士,急救\n".encode("gb18030")


async def bring(house: House, content: bytes, role: Role = Role.ADMIN, **given: Any) -> Answer:
    viewer = house.user("root", role=role)
    return await house.change(
        IMPORT, viewer, file=upload(content, "jobs.csv"), input={"source": "own", **given}
    )


def titles(house: House) -> list[str]:
    with house.engine.connect() as connection:
        return list(connection.scalars(text("SELECT title_zh FROM positions ORDER BY id")))


async def test_an_administrator_imports_postings_and_sees_what_was_rejected(house: House) -> None:
    answer = await bring(house, TABLE)
    assert answer.errors == []
    assert answer.data["importPositions"] == {
        "__typename": "ImportPositionsSuccess",
        "rowCount": 3,
        "addedCount": 2,
        "changedCount": 0,
        "unchangedCount": 0,
        "repeatedCount": 0,
        "removedCount": 0,
        "rejectedCount": 1,
        "rejected": [{"line": 3, "reason": "NO_TITLE", "message": "没有职位名称"}],
    }
    assert titles(house) == ["会计", "护士"]


async def test_columns_may_be_mapped_and_a_dry_run_writes_nothing(house: House) -> None:
    answer = await bring(
        house, TABLE, mappings=[{"column": "备注", "field": "title"}], encoding="gbk", dryRun=True
    )
    assert answer.data["importPositions"]["addedCount"] == 2
    assert titles(house) == []


async def test_only_the_first_rejected_rows_are_listed(house: House) -> None:
    answer = await bring(house, b"title,x\n" + b",1\n" * 150 + b"Nurse,\n")
    assert answer.data["importPositions"]["rejectedCount"] == 150
    assert len(answer.data["importPositions"]["rejected"]) == 100


@pytest.mark.parametrize(
    ("content", "given", "kind", "told"),
    [
        (TABLE, {"source": "bundled"}, "InvalidInputError", "bundled"),
        (TABLE, {"mappings": [{"column": "x", "field": "title"}]}, "InvalidInputError", "x"),
        (b"a,b\n1,2\n", {}, "InvalidInputError", "a、b"),
        (b"", {}, "FileRejectedError", "文件为空"),
        (b"x" * 2000, {}, "FileRejectedError", "文件过大"),
        (b"%PDF-1.7", {}, "FileRejectedError", "XLSX"),
    ],
)
async def test_a_refusal_is_an_outcome_of_its_own(
    house: House, content: bytes, given: dict[str, Any], kind: str, told: str
) -> None:
    outcome = (await bring(house, content, **given)).data["importPositions"]
    assert outcome["__typename"] == kind
    assert told in outcome["message"]
    assert titles(house) == []


async def test_nobody_but_administrators_imports(house: House) -> None:
    assert (await bring(house, TABLE, role=Role.JOB_SEEKER)).codes == ["FORBIDDEN"]
    answer = await house.change(IMPORT, file=upload(TABLE), input={"source": "own"})
    assert answer.codes == ["UNAUTHENTICATED"]
    assert titles(house) == []


async def test_a_resume_tells_which_catalogue_its_matches_were_made_with(house: House) -> None:
    anna = house.user("anna")
    house.resume(anna)
    with house.engine.begin() as connection:
        connection.execute(text("UPDATE resumes SET catalogue_version = 7"))
    answer = await house.ask("{ me { resumes { edges { node { catalogueVersion } } } } }", anna)
    assert answer.data["me"]["resumes"]["edges"] == [{"node": {"catalogueVersion": 7}}]
