"""Searching what resumes say, as a recruiter's dashboard does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from domain.searching.texts import marked_pages
from domain.viewers import Role, Viewer
from tests.factories import NOW, new_analysis, new_matches
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

SEARCH = """
query ($words: String!, $first: Int, $after: String, $last: Int, $before: String) {
  resumes(filter: {text: $words}, orderBy: RELEVANCE_DESC, first: $first, after: $after,
          last: $last, before: $before) {
    totalCount
    pageInfo { endCursor hasNextPage }
    edges { cursor node { databaseId passages(text: $words, first: 1) { page text parts { text matches } } } }
  }
}
"""


class Library:
    """A house with resumes of one owner, by their numbers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.root = house.user("root", Role.ADMIN)
        self.owner = house.user("owner")

    def put(self, *pages: str, name: str = "周敏", file_name: str = "a.pdf") -> int:
        resume_id = self.house.resume(self.owner, name=name, file_name=file_name)
        self.read_anew(resume_id, *pages, name=name)
        return resume_id

    def read_anew(self, resume_id: int, *pages: str, name: str = "周敏") -> None:
        with self.house.unit_of_work() as work:
            work.resumes.requeue(resume_id)
            work.resumes.finish_analysis(
                resume_id,
                page_count=len(pages),
                analysis=new_analysis(name),
                matches=new_matches(),
                at=NOW,
                pages=marked_pages(pages),
            )
            work.commit()

    async def search(self, text: str, viewer: Viewer | None = None, **variables: Any) -> Any:
        answer = await self.house.ask(SEARCH, viewer or self.root, words=text, **variables)
        assert answer.errors == []
        return answer.data["resumes"]

    async def found(self, text: str) -> list[int]:
        return [edge["node"]["databaseId"] for edge in (await self.search(text))["edges"]]


@pytest.fixture
def library(engine: Engine) -> Library:
    return Library(House(engine))


async def test_what_stands_on_a_page_is_found_with_its_place(library: Library) -> None:
    nurse = library.put("简介", "任职市立医院，注册护士")
    library.put("厨师")
    found = await library.search("护士")
    assert found["totalCount"] == 1
    (edge,) = found["edges"]
    assert edge["node"] == {
        "databaseId": nurse,
        "passages": [
            {
                "page": 2,
                "text": "任职市立医院，注册护士",
                "parts": [
                    {"text": "任职市立医院，注册", "matches": False},
                    {"text": "护士", "matches": True},
                ],
            }
        ],
    }


async def test_words_of_both_languages_are_found_in_any_case(library: Library) -> None:
    first = library.put("高级软件工程师，熟悉 C++、Node.js、Kubernetes")
    second = library.put("護士長，熟悉 C 語言，JavaScript")
    assert await library.found("工程师 kubernetes") == [first]
    assert await library.found("软件工程师") == [first]
    assert await library.found("c++") == [first]
    assert await library.found("KUBE*") == [first]
    assert await library.found("node.js") == [first]
    assert await library.found("java") == []
    assert await library.found('"工程师 熟悉"') == [first]
    assert await library.found('"熟悉 工程师"') == []
    assert await library.found("護士") == [second]


async def test_of_those_that_hold_the_words_of_a_phrase_only_its_own_are_ranked(library: Library) -> None:
    once = library.put("customer service, 客户关系")
    library.put("service for a customer, 关系客户")
    often = library.put("customer service, customer service, 客户关系、客户关系")
    assert await library.found('"customer service"') == [often, once]
    assert await library.found("客户关系 customer") == [often, once]
    page = await library.search('"customer service"', first=1)
    assert page["totalCount"] == 2
    behind = await library.search('"customer service"', first=1, after=page["pageInfo"]["endCursor"])
    assert [edge["node"]["databaseId"] for edge in behind["edges"]] == [once]


async def test_values_and_names_of_files_are_found_and_count_more(library: Library) -> None:
    told = library.put("审计 " + "其他 " * 50 + "普通内容")
    named = library.put("其他内容", name="审计")
    filed = library.put("其他内容", file_name="审计-2026.pdf")
    found = await library.found("审计")
    assert set(found[:2]) == {named, filed}
    assert found[2:] == [told]


async def test_those_that_fit_best_come_first_and_in_pages(library: Library) -> None:
    ids = [library.put("护士 " * (number + 1) + "其他 " * (9 - number)) for number in range(5)]
    best_first = ids[::-1]
    assert await library.found("护士") == best_first
    page = await library.search("护士", first=2)
    read = [edge["node"]["databaseId"] for edge in page["edges"]]
    while page["pageInfo"]["hasNextPage"]:
        page = await library.search("护士", first=2, after=page["pageInfo"]["endCursor"])
        assert page["totalCount"] == 5
        read += [edge["node"]["databaseId"] for edge in page["edges"]]
    assert read == best_first
    back = await library.search("护士", last=2, before=page["edges"][0]["cursor"])
    assert [edge["node"]["databaseId"] for edge in back["edges"]] == best_first[2:4]


async def test_what_is_read_anew_or_deleted_is_found_as_it_is_now(library: Library) -> None:
    first, second = library.put("护士"), library.put("护士")
    library.read_anew(first, "厨师")
    assert (await library.found("护士"), await library.found("厨师")) == ([second], [first])
    with library.house.unit_of_work() as work:
        work.resumes.delete(second)
        work.commit()
    assert await library.found("护士") == []
    with library.house.unit_of_work() as work:
        work.users.delete(library.owner.id)
        work.commit()
    assert await library.found("厨师") == []


async def test_relevance_is_refused_where_nothing_is_searched_for(library: Library) -> None:
    for text in (
        "{ resumes(orderBy: RELEVANCE_DESC) { totalCount } }",
        "{ me { resumes(orderBy: RELEVANCE_DESC) { totalCount } } }",
    ):
        assert (await library.house.ask(text, library.root)).codes == ["BAD_USER_INPUT"]


async def test_an_owner_sees_the_passages_of_his_own(library: Library) -> None:
    library.put("注册护士")
    text = '{ me { resumes { edges { node { passages(text: "护士") { text } none: passages { text } } } } } }'
    answer = await library.house.ask(text, library.owner)
    (edge,) = answer.data["me"]["resumes"]["edges"]
    assert edge["node"] == {"passages": [{"text": "注册护士"}], "none": []}
    assert (await library.house.ask(SEARCH, library.owner, words="护士")).codes == ["FORBIDDEN"]
