from __future__ import annotations

from typing import Any

import pytest

from domain.resumes.models import ResumeState
from domain.viewers import Role, Viewer
from graphql_schema.pages import encode_cursor
from graphql_schema.types.positions.queries import CATALOGUE_ORDER
from graphql_schema.types.resumes.types import ResumeOrder
from tests.graphql_schema.house import House, user_gid

pytestmark = pytest.mark.anyio

BY_ID = ResumeOrder.ID_ASC.value

PAGE = """
query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: ResumeOrder) {
  me { resumes(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { databaseId fileName } } } } }
"""


async def page(house: House, viewer: Viewer, **arguments: Any) -> tuple[list[int], dict[str, Any]]:
    answer = await house.ask(PAGE, viewer, **arguments)
    assert answer.errors == []
    found = answer.data["me"]["resumes"]
    edges = found["edges"]
    assert found["pageInfo"]["startCursor"] == (edges[0]["cursor"] if edges else None)
    assert found["pageInfo"]["endCursor"] == (edges[-1]["cursor"] if edges else None)
    return [edge["node"]["databaseId"] for edge in edges], found["pageInfo"] | {"total": found["totalCount"]}


async def test_a_page_has_twenty_items_unless_told_otherwise(house: House) -> None:
    anna = house.user("anna")
    ids = [house.resume(anna, state=ResumeState.UPLOADED) for _ in range(22)]
    found, info = await page(house, anna)
    assert found == ids[:20]
    assert (info["total"], info["hasNextPage"], info["hasPreviousPage"]) == (22, True, False)
    rest, info = await page(house, anna, after=info["endCursor"])
    assert rest == ids[20:]
    assert (info["total"], info["hasNextPage"], info["hasPreviousPage"]) == (22, False, True)


@pytest.mark.parametrize(
    "order", ["ID_ASC", "ID_DESC", "UPLOAD_TIME_ASC", "UPLOAD_TIME_DESC", "FILE_NAME_DESC", "REVIEW_DESC"]
)
async def test_every_order_is_walked_alike_from_both_ends(house: House, order: str) -> None:
    anna, other = house.user("anna"), house.user("ben")
    for number in range(7):
        # Equal names and equal days: the id decides.
        house.resume(anna, file_name=f"{number % 2}.pdf", days_ago=number % 3, state=ResumeState.UPLOADED)
        house.resume(other, state=ResumeState.UPLOADED)
    whole, _ = await page(house, anna, first=100, orderBy=order)
    assert len(whole) == 7
    forwards: list[int] = []
    after = None
    while len(forwards) < 7:
        found, info = await page(house, anna, first=3, after=after, orderBy=order)
        forwards += found
        after = info["endCursor"]
        assert info["hasNextPage"] is (len(forwards) < 7)
    backwards: list[int] = []
    before = None
    while len(backwards) < 7:
        found, info = await page(house, anna, last=3, before=before, orderBy=order)
        backwards = found + backwards
        before = info["startCursor"]
        assert info["hasPreviousPage"] is (len(backwards) < 7)
    assert forwards == backwards == whole
    assert whole[::-1] == (await page(house, anna, first=100, orderBy=_reversed(order)))[0]


async def test_between_two_cursors_lies_what_lies_between_them(house: House) -> None:
    anna = house.user("anna")
    ids = [house.resume(anna, state=ResumeState.UPLOADED) for _ in range(6)]
    first, last = encode_cursor(BY_ID, ids[0], ids[0]), encode_cursor(BY_ID, ids[5], ids[5])
    assert (await page(house, anna, first=3, after=first, before=last))[0] == ids[1:4]
    assert (await page(house, anna, last=3, after=first, before=last))[0] == ids[2:5]


async def test_pages_stay_put_while_rows_come_and_go(house: House) -> None:
    anna = house.user("anna")
    ids = [house.resume(anna, days_ago=10 - number) for number in range(6)]
    found, info = await page(house, anna, first=3, orderBy="UPLOAD_TIME_DESC")
    assert found == ids[:2:-1]
    house.resume(anna)
    await house.resumes.delete_resume(anna, ids[4])
    # The row of the cursor itself may go.
    await house.resumes.delete_resume(anna, ids[3])
    found, info = await page(house, anna, first=3, after=info["endCursor"], orderBy="UPLOAD_TIME_DESC")
    assert found == ids[2::-1]
    assert info["total"] == 5


async def test_a_page_of_none_tells_the_total(house: House) -> None:
    anna = house.user("anna")
    house.resume(anna)
    assert (await page(house, anna, first=0))[1] == {
        "total": 1,
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        {"first": 101},
        {"first": -1},
        {"last": 101},
        {"first": 1, "last": 1},
        {"after": "nonsense"},
        {"after": ""},
        {"after": "WyJpZCIsMV0"},
        {"after": "WyJpZCIsIjEiXQ=="},
        {"after": encode_cursor(ResumeOrder.FILE_NAME_ASC.value, "a", 1)},
        {"after": encode_cursor(BY_ID, 2**63, 2**63)},
        {"before": "W10="},
        {"after": "é"},
    ],
)
async def test_wrong_arguments_are_told_where_they_are(house: House, arguments: dict[str, Any]) -> None:
    answer = await house.ask(PAGE, house.user("anna"), **arguments)
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])
    assert answer.errors[0]["path"] == ["me", "resumes"]


async def test_nested_pages_are_those_of_each_owner(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    people = [house.user(name) for name in ("anna", "ben", "carl")]
    ids = {
        viewer.id: [house.resume(viewer) for _ in range(3 if viewer.username != "carl" else 0)]
        for viewer in people
    }
    answer = await house.ask(
        "{ users(last: 3) { edges { node { databaseId"
        " resumes(last: 2) { totalCount pageInfo { hasPreviousPage } edges { node { databaseId } } } } } } }",
        root,
    )
    for edge in answer.data["users"]["edges"]:
        own = ids[edge["node"]["databaseId"]]
        resumes = edge["node"]["resumes"]
        assert [item["node"]["databaseId"] for item in resumes["edges"]] == own[-2:]
        assert resumes["totalCount"] == len(own)
        assert resumes["pageInfo"]["hasPreviousPage"] is (len(own) > 2)


async def test_resumes_are_found_by_every_condition(house: House) -> None:
    root, anna, ben = house.user("root", Role.ADMIN), house.user("anna"), house.user("ben")
    old = house.resume(anna, days_ago=5, file_name="Alt_1.pdf")
    new = house.resume(anna, state=ResumeState.UPLOADED, file_name="Neu%.pdf")
    failed = house.resume(ben, state=ResumeState.FAILED, file_name="kaputt.pdf")
    text = (
        "query ($filter: ResumeFilter) { resumes(filter: $filter, first: 2)"
        " { totalCount edges { node { databaseId } } } }"
    )
    expected: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [old, new]),
        ({"states": ["UPLOADED", "FAILED"]}, [new, failed]),
        ({"states": []}, []),
        ({"owner": user_gid(ben)}, [failed]),
        ({"owner": str(anna.id)}, [old, new]),
        ({"uploadedFrom": "2026-11-20T00:00:00Z"}, [new, failed]),
        ({"uploadedUntil": "2026-11-20T08:00:00+08:00"}, [old]),
        ({"text": "alt_"}, [old]),
        ({"text": "%"}, []),
        ({"text": "周敏"}, [old]),
        ({"text": "EXCEL"}, [old]),
        ({"text": "  "}, [old, new]),
        ({"text": "kaputt", "owner": str(anna.id)}, []),
    ]
    for conditions, ids in expected:
        answer = await house.ask(text, root, filter=conditions)
        found = answer.data["resumes"]
        assert [edge["node"]["databaseId"] for edge in found["edges"]] == ids, conditions
        assert found["totalCount"] == (3 if ids == [old, new] and not conditions.get("owner") else len(ids))


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        ({"text": "x" * 201}, "BAD_USER_INPUT"),
        ({"owner": "nobody"}, "NOT_FOUND"),
    ],
)
async def test_wrong_conditions_are_told(house: House, conditions: dict[str, Any], code: str) -> None:
    answer = await house.ask(
        "query ($filter: ResumeFilter) { resumes(filter: $filter) { totalCount } }",
        house.user("root", Role.ADMIN),
        filter=conditions,
    )
    assert (answer.data, answer.codes) == ({"resumes": None}, [code])


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-20T00:00:00", 5])
async def test_a_moment_without_its_offset_is_no_value_of_a_variable(house: House, moment: Any) -> None:
    answer = await house.ask(
        "query ($from: DateTime) { resumes(filter: {uploadedFrom: $from}) { totalCount } }",
        house.user("root", Role.ADMIN),
        **{"from": moment},
    )
    assert (answer.data, answer.codes) == (None, ["BAD_USER_INPUT"])
    assert "path" not in answer.errors[0]


async def test_users_are_found_by_every_condition(house: House) -> None:
    root, anna, ben = house.user("root", Role.ADMIN), house.user("Anna"), house.user("ben")
    text = (
        "query ($filter: UserFilter, $orderBy: UserOrder) { users(filter: $filter, orderBy: $orderBy)"
        " { edges { node { username } } } }"
    )
    expected: list[tuple[dict[str, Any], list[str]]] = [
        ({"orderBy": "USERNAME_ASC"}, ["Anna", "ben", "root"]),
        ({"orderBy": "ID_DESC"}, [ben.username, anna.username, root.username]),
        ({"filter": {"role": "ADMIN"}}, ["root"]),
        ({"filter": {"text": "BEN@EX"}}, ["ben"]),
        ({"filter": {"createdUntil": "2026-01-01T00:00:00Z"}}, []),
        ({"filter": {"createdFrom": "2026-01-01T00:00:00Z", "role": "JOB_SEEKER"}}, ["Anna", "ben"]),
    ]
    for arguments, names in expected:
        answer = await house.ask(text, root, **arguments)
        assert [edge["node"]["username"] for edge in answer.data["users"]["edges"]] == names


async def test_the_catalogue_is_paged_in_its_own_order(house: House) -> None:
    text = (
        "query ($first: Int, $after: String, $last: Int, $before: String, $source: String) {"
        " positions(first: $first, after: $after, last: $last, before: $before, source: $source) {"
        " pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { node { code } } } }"
    )

    async def codes(**arguments: Any) -> tuple[list[str], dict[str, Any]]:
        found = (await house.ask(text, **arguments)).data["positions"]
        return [edge["node"]["code"][-1] for edge in found["edges"]], found["pageInfo"]

    first, info = await codes(first=2)
    assert (first, info["hasNextPage"]) == (["0", "1"], True)
    assert (await codes(first=9, after=info["endCursor"]))[0] == ["2", "3", "4"]
    last, info = await codes(last=2)
    assert (last, info["hasPreviousPage"]) == (["3", "4"], True)
    assert (await codes(last=2, before=info["startCursor"]))[0] == ["1", "2"]
    assert (await codes(source="bundled", first=1))[0] == ["0"]
    assert (await codes(source="elsewhere"))[0] == []
    gone = encode_cursor(CATALOGUE_ORDER, "gone", "gone")
    assert (await house.ask(text, after=gone)).codes == ["BAD_USER_INPUT"]


async def test_a_position_shows_all_it_has(house: House) -> None:
    answer = await house.ask(
        "{ positions(first: 1) { edges { node { id code source titleZh titleEn aliases skills degree yearsMin"
        " salaryRange salaryMin salaryMax salaryBasis occupationCode } } } }"
    )
    assert answer.data["positions"]["edges"][0]["node"] == {
        "id": "UG9zaXRpb246YnVuZGxlZDpwb3NpdGlvbi0w",
        "code": "position-0",
        "source": "bundled",
        "titleZh": "职位0",
        "titleEn": "Position 0",
        "aliases": ["别名0"],
        "skills": ["Excel", "成本核算/costing"],
        "degree": "NONE",
        "yearsMin": 0,
        "salaryRange": "面议",
        "salaryMin": None,
        "salaryMax": None,
        "salaryBasis": "",
        "occupationCode": None,
    }


def _reversed(order: str) -> str:
    column, _, direction = order.rpartition("_")
    return f"{column}_{'ASC' if direction == 'DESC' else 'DESC'}"
