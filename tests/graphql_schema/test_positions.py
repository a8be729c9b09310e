"""The catalogue: bundled and imported positions, listed, found by meaning, fetched alone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from domain.positions.importing.models import Posting
from domain.viewers import Viewer
from domain.vocabulary.levels import Level
from domain.vocabulary.pay import read_pay
from graphql_schema.ids import NodeKind, global_id
from graphql_schema.pages import encode_cursor
from graphql_schema.types.positions.queries import CATALOGUE_ORDER, RANKING
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

PAGE = """
query ($search: String, $source: String, $first: Int, $after: String, $last: Int, $before: String) {
  positions(search: $search, source: $source, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor score node { externalId source title } } } }
"""


def posting(code: str, title: str | None = None, **more: Any) -> Posting:
    return Posting(line=1, given_id=code, title_zh=title, **more)


@pytest.fixture(params=["sqlite", "postgres"])
def stocked(request: pytest.FixtureRequest) -> House:
    """A house with five bundled positions, four of `harbour` and two of `bakery`."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    house = House(engine)
    house.bring("harbour", posting("h2", "电焊工"), posting("h1", "潜水教练"))
    house.bring("harbour", posting("h3", "会计"), posting("h4", title_en="Registered nurse"))
    house.bring("bakery", posting("b2", "出纳"), posting("b1", "西点师"))
    return house


async def page(house: House, **arguments: Any) -> tuple[list[str], dict[str, Any]]:
    answer = await house.ask(PAGE, **arguments)
    assert (answer.errors, answer.compiled) == ([], True)
    found = answer.data["positions"]
    return [edge["node"]["externalId"] for edge in found["edges"]], found


async def test_imported_positions_follow_the_bundled_ones(stocked: House) -> None:
    codes, found = await page(stocked, first=100)
    assert codes == [*(f"position-{number}" for number in range(5)), "b1", "b2", "h1", "h2", "h3", "h4"]
    assert found["totalCount"] == 11
    assert {edge["score"] for edge in found["edges"]} == {None}
    assert found["edges"][-1]["node"]["title"] == "Registered nurse"


@pytest.mark.parametrize("size", [1, 2, 3, 4])
async def test_pages_neither_repeat_nor_skip_in_either_direction(stocked: House, size: int) -> None:
    whole, _ = await page(stocked, first=100)
    forwards: list[str] = []
    found: dict[str, Any] = {"pageInfo": {"hasNextPage": True, "endCursor": None}}
    while found["pageInfo"]["hasNextPage"]:
        codes, found = await page(stocked, first=size, after=found["pageInfo"]["endCursor"])
        forwards += codes
    backwards: list[str] = []
    found = {"pageInfo": {"hasPreviousPage": True, "startCursor": None}}
    while found["pageInfo"]["hasPreviousPage"]:
        codes, found = await page(stocked, last=size, before=found["pageInfo"]["startCursor"])
        backwards = codes + backwards
    assert forwards == backwards == whole


async def test_one_source_is_listed_alone(stocked: House) -> None:
    codes, found = await page(stocked, source="harbour", first=2)
    assert (codes, found["totalCount"]) == (["h1", "h2"], 4)
    behind = found["pageInfo"]["endCursor"]
    assert (await page(stocked, source="harbour", after=behind))[0] == ["h3", "h4"]
    assert (await page(stocked, source="harbour", last=1, before=behind))[0] == ["h1"]
    assert (await stocked.ask(PAGE, source="bakery", after=behind)).codes == ["BAD_USER_INPUT"]
    assert (await page(stocked, source="bundled", first=1))[0] == ["position-0"]
    for nobody in ("elsewhere", "\0", ""):
        codes, found = await page(stocked, source=nobody)
        assert (codes, found["totalCount"]) == ([], 0)


async def test_everybody_is_told_the_sources_and_how_much_each_has(stocked: House) -> None:
    answer = await stocked.ask("{ positionSources { positionCount name } }")
    assert (answer.errors, answer.compiled) == ([], True)
    told = {source["name"]: source["positionCount"] for source in answer.data["positionSources"]}
    assert list(told.items()) == [("bundled", 5), ("bakery", 2), ("harbour", 4)]


async def test_a_removed_position_is_not_listed_found_or_counted(stocked: House) -> None:
    ranked, _ = await page(stocked, search="潜水", source="harbour")
    assert ranked[0] == "h1"
    with stocked.unit_of_work() as work:
        work.positions.lock()
        work.positions.remove("harbour", ["h1"], version=work.positions.raise_version())
        work.commit()
    codes, found = await page(stocked, source="harbour")
    assert (codes, found["totalCount"]) == (["h2", "h3", "h4"], 3)
    # The index still holds it, until the server has taken the change up.
    assert (await page(stocked, search="潜水", source="harbour", first=1))[0] == ranked[1:2]
    answer = await stocked.ask(
        "query ($id: ID!) { node(id: $id) { id } }", id=global_id(NodeKind.POSITION, "harbour:h1")
    )
    assert (answer.data, answer.codes) == ({"node": None}, ["NOT_FOUND"])


async def test_positions_are_found_by_meaning_in_either_language_best_first(stocked: House) -> None:
    for search, code in (
        ("accountant", "h3"),
        ("护士", "h4"),
        ("scuba diving instructor", "h1"),
        ("welder", "h2"),
    ):
        codes, found = await page(stocked, search=search, first=3)
        assert codes[0] == code, search
        scores = [edge["score"] for edge in found["edges"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


async def test_a_search_keeps_to_its_source(stocked: House) -> None:
    codes, found = await page(stocked, search="会计", source="bakery")
    assert codes[0] == "b2"
    assert {edge["node"]["source"] for edge in found["edges"]} == {"bakery"}
    assert found["totalCount"] == len(codes)
    assert (await page(stocked, search="会计", source="elsewhere"))[0] == []


async def test_the_ranking_is_that_of_the_index(stocked: House) -> None:
    hits = stocked.index.search("会计", limit=100)
    codes, found = await page(stocked, search=" 会计 ", first=100)
    assert codes == [hit.key for hit in hits]
    assert [edge["score"] for edge in found["edges"]] == [hit.score for hit in hits]


async def test_a_ranking_is_paged_without_repeating_or_skipping(stocked: House) -> None:
    whole, found = await page(stocked, search="会计", first=100)
    assert found["totalCount"] == len(whole) > 4
    codes, pages = [], 0
    after = None
    while True:
        some, found = await page(stocked, search="会计", first=2, after=after)
        assert found["pageInfo"]["hasPreviousPage"] is (pages > 0)
        codes += some
        pages += 1
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert codes == whole
    assert pages == (len(whole) + 1) // 2


async def test_a_ranking_goes_on_where_a_position_has_left_it(stocked: House) -> None:
    _, found = await page(stocked, search="会计", first=100)
    second = found["edges"][1]
    gone = encode_cursor(RANKING, second["score"], "harbour:gone")
    codes, _ = await page(stocked, search="会计", first=1, after=gone)
    assert codes == [found["edges"][2]["node"]["externalId"]]


async def test_a_new_import_is_found_though_the_same_was_searched_before(stocked: House) -> None:
    assert "x" not in (await page(stocked, search="灯塔看守人"))[0]
    stocked.bring("coast", posting("x", "灯塔看守人"))
    assert (await page(stocked, search="灯塔看守人", first=1))[0] == ["x"]


async def test_a_blank_search_is_none(stocked: House) -> None:
    assert await page(stocked, search="  ", first=3) == await page(stocked, first=3)


@pytest.mark.parametrize(
    "arguments",
    [
        {"search": "会" * 501},
        {"search": "会计", "last": 2},
        {"search": "会计", "before": encode_cursor(RANKING, 0.5, "harbour:h1")},
        {"search": "会计", "first": 101},
        {"search": "会计", "after": encode_cursor(CATALOGUE_ORDER, "", "harbour:h1")},
        {"search": "会计", "after": encode_cursor(RANKING, "0.5", "harbour:h1")},
        {"after": encode_cursor(RANKING, 0.5, "harbour:h1")},
        {"after": encode_cursor(CATALOGUE_ORDER, "", "bundled:gone")},
        {"after": encode_cursor(CATALOGUE_ORDER, "", "harbour:\0")},
    ],
)
async def test_wrong_arguments_are_told(house: House, arguments: dict[str, Any]) -> None:
    answer = await house.ask(PAGE, **arguments)
    assert (answer.data, answer.codes) == ({"positions": None}, ["BAD_USER_INPUT"])
    assert answer.errors[0]["message"]


async def test_long_external_ids_have_cursors(house: House) -> None:
    house.bring("mine", posting("号" * 300, "甲"), posting("码" * 300, "乙"))
    _, found = await page(house, source="mine", first=1)
    assert len((await page(house, source="mine", after=found["pageInfo"]["endCursor"]))[0]) == 1


async def test_an_imported_position_is_fetched_alone_with_all_it_has(stocked: House) -> None:
    stocked.bring(
        "salon",
        posting(
            "s:1",
            "美发师",
            title_en="Hairdresser",
            aliases=("发型师",),
            skills=("剪发",),
            years_min=2,
            company="蓝鲸沙龙",
            city="青岛",
            salary=read_pay("8-12千/月"),
            isco="5141",
            level=Level.LEAD,
        ),
    )
    key = global_id(NodeKind.POSITION, "salon:s:1")
    answer = await stocked.ask(
        "query ($id: ID!) { node(id: $id) { id ...on Position { externalId code source title titleZh titleEn"
        " aliases skills degree yearsMin company city salaryRange salaryText salaryMin salaryMax salaryBasis"
        " salaryIsEstimate occupationCode isco level } } }",
        id=key,
    )
    assert answer.errors == []
    assert answer.data["node"] == {
        "id": key,
        "externalId": "s:1",
        "code": "s:1",
        "source": "salon",
        "title": "美发师",
        "titleZh": "美发师",
        "titleEn": "Hairdresser",
        "aliases": ["发型师"],
        "skills": ["剪发"],
        "degree": "NONE",
        "yearsMin": 2,
        "company": "蓝鲸沙龙",
        "city": "青岛",
        "salaryRange": "8k-12k/月",
        "salaryText": "8-12千/月",
        "salaryMin": 8000,
        "salaryMax": 12000,
        "salaryBasis": "salon",
        "salaryIsEstimate": False,
        "occupationCode": None,
        "isco": "5141",
        "level": "LEAD",
    }


async def test_a_pay_that_is_an_estimate_says_so(house: House) -> None:
    answer = await house.ask("{ positions(first: 2) { edges { node { salaryBasis salaryIsEstimate } } } }")
    assert [edge["node"] for edge in answer.data["positions"]["edges"]] == [
        {"salaryBasis": "", "salaryIsEstimate": False},
        {"salaryBasis": "estimate", "salaryIsEstimate": True},
    ]


async def test_the_catalogue_is_the_same_for_everybody(stocked: House) -> None:
    viewers: list[Viewer | None] = [stocked.user("anna"), None]
    shown = [await stocked.ask(PAGE, viewer, search="会计", first=2) for viewer in viewers]
    assert shown[0] == shown[1]
    assert shown[0].errors == []


async def test_a_page_takes_one_statement_and_its_total_another(stocked: House) -> None:
    for text, expected in (
        ("{ positions(first: 50) { edges { node { title } } } }", 1),
        ("{ positions(first: 50) { totalCount edges { node { title } } } }", 2),
        ('{ positions(search: "会计", first: 50) { totalCount edges { node { title } } } }', 1),
        ('{ positions(source: "bundled") { totalCount edges { node { title } } } }', 0),
    ):
        with stocked.statements() as run:
            await stocked.run(stocked.compiling, text, None, {})
        assert len(run) == expected, text
