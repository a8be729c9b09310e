"""Filters over what was read, and the counts beside them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from domain.analyses.models import Analysis
from domain.viewers import Role
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.languages import Language
from domain.vocabulary.people import PersonName
from domain.vocabulary.places import Place
from tests.factories import NOW, new_analysis, new_matches, restated
from tests.filled import Filled
from tests.graphql_schema.house import House, resume_gid

pytestmark = pytest.mark.anyio

LIST = "query ($filter: ResumeFilter) { resumes(filter: $filter) { totalCount edges { node { fileName } } } }"
COUNT = """
query ($filter: ResumeFilter, $kinds: [FacetKind!], $values: Int) {
  resumeFacets(filter: $filter, kinds: $kinds, values: $values) {
    total facets { kind counts { value upper count } }
  }
}
"""
PEOPLE: dict[str, dict[str, Any]] = {
    "anna": {
        "city": Place("上海市"),
        "age": 31,
        "skills": ("Python", "Excel"),
        "years_of_experience": 4.0,
        "highest_degree": Degree(DegreeLevel.BACHELOR, "本科"),
    },
    "ben": {
        "city": Place("上海"),
        # 26 on the present day, and 27 the next.
        "birth_date": PartialDate.parse(f"{NOW.year - 27}-{NOW:%m}-{NOW.day + 1:02}"),
        "skills": ("python", "PyTorch"),
        "years_of_experience": 12.0,
        "highest_degree": Degree(DegreeLevel.MASTER, "硕士"),
    },
    "cora": {"city": Place("北京"), "skills": ("C++",), "birth_date": PartialDate.parse("1980")},
    "none": {},
}
_FILLED = Filled[bool]()


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


@pytest.fixture
def filled(house: House) -> House:
    if not _FILLED.put(house.engine):
        fill(house)
        _FILLED.keep(house.engine, True)
    return house


def fill(house: House) -> None:
    owner = house.user("owner")
    for name, values in PEOPLE.items():
        resume_id = house.resume(owner, file_name=name)
        with house.unit_of_work() as work:
            work.resumes.requeue(resume_id)
            analysis = Analysis(language=Language.CHINESE, values={"name": PersonName(name), **values})
            matches = new_matches(1 if name == "anna" else 3)
            work.resumes.finish_analysis(resume_id, page_count=1, analysis=analysis, matches=matches, at=NOW)
            work.commit()


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ({"skills": ["python"]}, ["anna", "ben"]),
        ({"skills": ["PYTHON", "excel"]}, ["anna"]),
        ({"skills": ["torch"]}, []),
        ({"skills": ["c++"]}, ["cora"]),
        ({"skills": [" "]}, ["anna", "ben", "cora", "none"]),
        ({"minDegree": "BACHELOR"}, ["anna", "ben"]),
        ({"minDegree": "DOCTOR"}, []),
        ({"minYears": 4}, ["anna", "ben"]),
        ({"maxYears": 4, "minYears": 1}, ["anna"]),
        ({"cities": ["上海"]}, ["anna", "ben"]),
        ({"cities": ["上海市", "北京市"]}, ["anna", "ben", "cora"]),
        ({"cities": []}, []),
        ({"minAge": 27}, ["anna", "cora"]),
        ({"minAge": 26, "maxAge": 31}, ["anna", "ben"]),
        ({"maxAge": 26}, ["ben"]),
        ({"position": "职位1"}, ["ben", "cora", "none"]),
        ({"text": "python", "cities": ["上海"], "minYears": 10}, ["ben"]),
        ({"minPay": 1, "maxPay": 2}, []),
    ],
)
async def test_resumes_are_found_by_what_was_read(
    filled: House, conditions: dict[str, Any], names: list[str]
) -> None:
    root = filled.user("root", Role.ADMIN)
    found = (await filled.ask(LIST, root, filter=conditions)).data["resumes"]
    assert [edge["node"]["fileName"] for edge in found["edges"]] == names
    assert found["totalCount"] == len(names)
    counted = (await filled.ask(COUNT, root, filter=conditions, kinds=[])).data["resumeFacets"]
    assert counted == {"total": len(names), "facets": []}


async def test_resumes_are_found_by_their_ids(filled: House) -> None:
    root = filled.user("root", Role.ADMIN)
    query = "{ resumes { edges { node { id databaseId } } } }"
    first, second = (edge["node"] for edge in (await filled.ask(query, root)).data["resumes"]["edges"][:2])
    wanted = [first["id"], str(second["databaseId"]), "999999"]
    found = (await filled.ask(LIST, root, filter={"ids": wanted})).data["resumes"]
    assert [edge["node"]["fileName"] for edge in found["edges"]] == ["anna", "ben"]
    refused = await filled.ask(LIST, root, filter={"ids": [first["id"]] * 501})
    assert [error["extensions"]["code"] for error in refused.errors] == ["BAD_USER_INPUT"]


async def test_resumes_are_found_by_how_much_they_deserve_a_look(filled: House) -> None:
    root = filled.user("root", Role.ADMIN)
    query = "{ resumes(orderBy: REVIEW_DESC) { edges { node { fileName reviewWeight } } } }"
    nodes = [edge["node"] for edge in (await filled.ask(query, root)).data["resumes"]["edges"]]
    weight = nodes[1]["reviewWeight"]
    found = (await filled.ask(LIST, root, filter={"minReviewWeight": weight})).data["resumes"]
    assert found["totalCount"] == sum(node["reviewWeight"] >= weight for node in nodes)
    nobody = (await filled.ask(LIST, root, filter={"minReviewWeight": 1000})).data["resumes"]
    assert nobody["totalCount"] == 0


async def test_every_facet_counts_what_the_filter_lets_through(filled: House) -> None:
    root = filled.user("root", Role.ADMIN)
    answer = await filled.ask(COUNT, root)
    assert answer.errors == []
    facets = {
        facet["kind"]: [(each["value"], each["upper"], each["count"]) for each in facet["counts"]]
        for facet in answer.data["resumeFacets"]["facets"]
    }
    assert facets["DEGREE"] == [("3", None, 1), ("4", None, 1)]
    assert facets["CITY"] == [("上海", None, 1), ("上海市", None, 1), ("北京", None, 1)]
    assert facets["YEARS"] == [("3", 5, 1), ("10", 15, 1)]
    assert facets["AGE"] == [("25", 30, 1), ("30", 35, 1), ("45", 50, 1)]
    assert facets["POSITION"] == [("职位0", None, 4), ("职位1", None, 3), ("职位2", None, 3)]
    assert facets["STATE"] == [("analysed", None, 4)]
    assert facets["MONTH"] == [(f"{NOW:%Y-%m}", None, 4)]
    skills = ("C++", "Excel", "PyTorch", "Python", "python")
    assert sorted(facets["SKILL"]) == [(skill, None, 1) for skill in skills]
    assert facets["PAY"] == []


@pytest.mark.parametrize(
    "conditions", [{"position": "职位0"}, {"text": "python", "minDegree": "BACHELOR", "position": "职位0"}]
)
async def test_every_facet_goes_with_every_filter(filled: House, conditions: dict[str, Any]) -> None:
    answer = await filled.ask(COUNT, filled.user("root", Role.ADMIN), filter=conditions)
    assert answer.errors == []
    found = answer.data["resumeFacets"]
    assert found["total"] == (2 if "text" in conditions else 4)
    (states,) = [facet["counts"] for facet in found["facets"] if facet["kind"] == "STATE"]
    assert [each["count"] for each in states] == [found["total"]]


async def test_facets_are_bounded_and_follow_the_filter(filled: House) -> None:
    root = filled.user("root", Role.ADMIN)
    asked = {"filter": {"cities": ["上海"]}, "kinds": ["POSITION"], "values": 2}
    found = (await filled.ask(COUNT, root, **asked)).data["resumeFacets"]
    counts = [(each["value"], each["count"]) for each in found["facets"][0]["counts"]]
    assert counts == [("职位0", 2), ("职位1", 1)]
    assert (await filled.ask(COUNT, root, values=101)).codes == ["BAD_USER_INPUT"]


async def test_whoever_asks_by_age_means_the_day_of_the_request(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    resume_id = house.resume(house.user("anna"), analysis=restated(new_analysis(), birth_date="1998-03-05"))
    house.now = NOW.replace(year=2060)
    of_sixty = "filter: { minAge: 60, maxAge: 65 }"
    found = await house.ask(
        f"{{ resumes({of_sixty}) {{ totalCount }} resumeFacets({of_sixty}) {{ total }} "
        f"exportResumes(columns: [ID], {of_sixty}) {{ rowCount }} }}",
        root,
    )
    assert found.data == {
        "resumes": {"totalCount": 1},
        "resumeFacets": {"total": 1},
        "exportResumes": {"rowCount": 1},
    }
    deleted = await house.change(
        f"mutation {{ deleteResumes(input: {{ {of_sixty} }}) {{ deletedResumeIds }} }}", root
    )
    assert deleted.data["deleteResumes"] == {"deletedResumeIds": [resume_gid(resume_id)]}


@pytest.mark.parametrize(
    "conditions",
    [{"skills": ["x"] * 21}, {"cities": ["x"] * 51}, {"minAge": -1}, {"maxPay": -1}, {"skills": ["x" * 201]}],
)
async def test_what_is_too_much_is_refused(house: House, conditions: dict[str, Any]) -> None:
    root = house.user("root", Role.ADMIN)
    assert (await house.ask(LIST, root, filter=conditions)).codes == ["BAD_USER_INPUT"]
