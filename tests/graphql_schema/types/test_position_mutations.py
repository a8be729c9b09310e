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
    ... on InvalidInputError { message } ... on FileRejectedError { code message }
    ... on NoTitleColumnError { columnNames message } } }"""
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


CSV = """mutation ($file: Upload!, $input: ImportPositionsInput!) {
  importPositions(file: $file, input: $input) { ... on ImportPositionsSuccess { rejectedCsv } } }"""


async def test_all_rejected_rows_are_had_as_csv(house: House) -> None:
    viewer = house.user("root", role=Role.ADMIN)
    content = b"title,x\n" + b",1\n" * 150 + b"Nurse,\n=1+1,1,1\n"
    answer = await house.change(
        CSV, viewer, file=upload(content, "jobs.csv"), input={"source": "own", "dryRun": True}
    )
    head, *rows = answer.data["importPositions"]["rejectedCsv"].splitlines()
    assert head == "\ufeffline,reason,message"
    assert rows[0] == "2,NO_TITLE,没有职位名称"
    assert rows[149:] == ["151,NO_TITLE,没有职位名称", "153,TOO_MANY_CELLS,单元格多于表头的列：3 > 2"]


KEEP = """mutation ($file: Upload!) { keepPositionsFile(file: $file) { __typename
    ... on KeepPositionsFileSuccess { keptFile expiresAt } ... on FileRejectedError { code } } }"""
KEPT = """mutation ($keptFile: String!, $input: ImportPositionsInput!) {
  importKeptPositions(keptFile: $keptFile, input: $input) { __typename
    ... on ImportPositionsSuccess { rowCount isWhole addedCount removedCount firstRows { title } }
    ... on FileRejectedError { code } ... on InvalidInputError { message } } }"""


async def test_a_file_is_sent_once_previewed_in_part_and_imported(house: House) -> None:
    viewer = house.user("root", role=Role.ADMIN)
    kept = (await house.change(KEEP, viewer, file=upload(TABLE, "jobs.csv"))).data["keepPositionsFile"]
    assert kept["expiresAt"] == "2026-11-22T10:20:00.123456+00:00"

    async def bring_kept(**given: Any) -> Any:
        answer = await house.change(KEPT, viewer, keptFile=kept["keptFile"], input={"source": "own", **given})
        return answer.data["importKeptPositions"]

    part = await bring_kept(dryRun=True, rows=1, encoding="gb18030", replace=True)
    assert (part["rowCount"], part["isWhole"], part["removedCount"]) == (1, False, 0)
    assert part["firstRows"] == [{"title": "会计"}]
    other = await bring_kept(dryRun=True, rows=3, mappings=[{"column": "备注", "field": "title"}])
    assert (other["rowCount"], other["isWhole"]) == (3, True)
    assert titles(house) == []
    assert (await bring_kept())["addedCount"] == 2
    assert titles(house) == ["会计", "护士"]
    assert await bring_kept() == {"__typename": "FileRejectedError", "code": "NO_FILE_UPLOADED"}


async def test_a_part_of_a_file_is_never_imported(house: House) -> None:
    assert "dryRun" in (await bring(house, TABLE, rows=1)).data["importPositions"]["message"]
    assert titles(house) == []


@pytest.mark.parametrize(
    ("content", "given", "kind", "told"),
    [
        (TABLE, {"source": "bundled"}, "InvalidInputError", "bundled"),
        (TABLE, {"mappings": [{"column": "x", "field": "title"}]}, "InvalidInputError", "x"),
        (b"a,b\n1,2\n", {}, "NoTitleColumnError", "a、b"),
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


async def test_who_has_a_file_without_a_known_title_is_told_its_columns(house: House) -> None:
    outcome = (await bring(house, b"what,,where\nNurse,,Oslo\n")).data["importPositions"]
    assert outcome["columnNames"] == ["what", "where"]


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


PREVIEW = """mutation ($file: Upload!, $input: ImportPositionsInput!) {
  importPositions(file: $file, input: $input) { __typename ... on ImportPositionsSuccess {
      headLine sheet otherSheets columns { name field looksLike }
      firstRows { line externalId title company city degree yearsMin skills url salaryText
        pay { low high currency period monthsPerYear } } } } }"""
LIST = (
    "2026年招聘计划,,,,,\n编号,岗位名称,单位,月薪（K）,发布日期,链接\n"
    "7,会计,云帆,8-10·14薪,2026-03-01,javascript:alert(1)\n8,护士,仁和,面议,2026-03-02,https://x.example.com/8\n"
).encode()


async def test_a_dry_run_tells_the_columns_and_shows_the_first_rows(house: House) -> None:
    viewer = house.user("root", role=Role.ADMIN)
    answer = await house.change(
        PREVIEW, viewer, file=upload(LIST, "jobs.csv"), input={"source": "own", "dryRun": True}
    )
    assert answer.errors == []
    told = answer.data["importPositions"]
    assert (told["headLine"], told["sheet"], told["otherSheets"]) == (2, None, [])
    assert told["columns"] == [
        {"name": "编号", "field": "external_id", "looksLike": None},
        {"name": "岗位名称", "field": "title", "looksLike": None},
        {"name": "单位", "field": "company", "looksLike": None},
        {"name": "月薪（K）", "field": "salary", "looksLike": None},
        {"name": "发布日期", "field": None, "looksLike": "DATE"},
        {"name": "链接", "field": "url", "looksLike": None},
    ]
    first, second = told["firstRows"]
    assert first == {
        "line": 3,
        "externalId": "7",
        "title": "会计",
        "company": "云帆",
        "city": None,
        "degree": "NONE",
        "yearsMin": 0,
        "skills": [],
        "url": None,
        "salaryText": "8-10K·14薪/月",
        "pay": {"low": 8000, "high": 10000, "currency": "CNY", "period": "MONTH", "monthsPerYear": 14},
    }
    assert (second["pay"], second["salaryText"], second["url"]) == (None, "面议", "https://x.example.com/8")
    assert titles(house) == []


DELETE = """mutation ($source: String!) { deletePositions(input: { source: $source }) { __typename
    ... on DeletePositionsSuccess { deletedCount } ... on InvalidInputError { message } } }"""


async def test_an_administrator_takes_an_import_back(house: House) -> None:
    await bring(house, TABLE)
    root = house.user("root2", role=Role.ADMIN)
    answer = await house.change(DELETE, root, source="own")
    assert answer.data["deletePositions"] == {"__typename": "DeletePositionsSuccess", "deletedCount": 2}
    found = await house.ask('{ positions(source: "own") { totalCount } }')
    assert found.data["positions"]["totalCount"] == 0
    again = await house.change(DELETE, root, source="own")
    assert again.data["deletePositions"]["__typename"] == "InvalidInputError"
    await house.audit.flush()
    log = await house.ask("{ auditLog(first: 2) { edges { node { action detail } } } }", root)
    assert [edge["node"] for edge in log.data["auditLog"]["edges"]] == [
        {"action": "POSITIONS_DELETED", "detail": "own"},
        {"action": "POSITIONS_IMPORTED", "detail": "own"},
    ]


async def test_nothing_but_a_mark_is_left_of_what_was_deleted(house: House) -> None:
    await bring(house, LIST)
    await house.change(DELETE, house.user("root2", role=Role.ADMIN), source="own")
    with house.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM positions")).mappings().all()
    kept = {"id", "source", "external_id", "removed", "version", "updated_at"}
    assert [
        {name for name, cell in row.items() if cell not in (None, "", "[]", 0)} - kept for row in rows
    ] == [
        set(),
        set(),
    ]


async def test_nobody_but_administrators_takes_an_import_back(house: House) -> None:
    await bring(house, TABLE)
    assert (await house.change(DELETE, house.user("ann"), source="own")).codes == ["FORBIDDEN"]
    assert (await house.change(DELETE, source="own")).codes == ["UNAUTHENTICATED"]
    assert titles(house) == ["会计", "护士"]
