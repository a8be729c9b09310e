"""Which resumes fit a position: by the same score from either side, for administrators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from domain.analyses.models import Analysis
from domain.auditing import NoAudit
from domain.candidates.service import CandidateService
from domain.matches.matcher import Matcher
from domain.positions.importing.models import Posting
from domain.positions.index import PositionIndex
from domain.positions.occupations import Told
from domain.resumes.models import ResumeState
from domain.viewers import Role, Viewer
from domain.vocabulary.languages import Language
from graphql_schema.ids import position_id
from persistence.reads.candidates import SqlCandidateReads
from tests.factories import stated
from tests.graphql_schema.house import House
from tests.graphql_schema.stand_ins import told

pytestmark = pytest.mark.anyio

CANDIDATES = """query ($id: ID!, $first: Int, $after: String, $filter: CandidateFilter) {
  node(id: $id) { ... on Position { candidates(first: $first, after: $after, filter: $filter) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { cursor node { position score matchScore analysis matchedSkills missingSkills
      breakdown { feature value weight isStated } resume { databaseId owner { username } } } } } } } }"""
ACCOUNTANT = position_id("jobs:accountant")


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest) -> House:
    """The domain over an empty database of either kind."""
    return House(request.getfixturevalue(f"{request.param}_engine"))


@pytest.fixture(autouse=True)
def posting(house: House) -> None:
    # Trades are then told by the real bundled positions.
    house.index.held = PositionIndex()
    house.bring(
        "jobs",
        Posting(
            line=1, given_id="accountant", title_zh="会计", skills=("Excel", "成本核算", "总账"), isco="2411"
        ),
    )


def person(*titles: str, skills: tuple[str, ...] = (), **facts: Any) -> Analysis:
    return stated(language=Language.CHINESE, titles=titles, skills=skills, **facts)


async def ranked(house: House, viewer: Viewer | None, **arguments: Any) -> Any:
    answer = await house.ask(CANDIDATES, viewer, id=ACCOUNTANT, **arguments)
    assert not answer.errors, answer.errors
    return answer.data["node"]["candidates"]


def resumes(page: Any) -> list[int]:
    return [edge["node"]["resume"]["databaseId"] for edge in page["edges"]]


async def test_who_fits_best_comes_first_with_score_and_reasons_of_the_own_match(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    near = person("会计", skills=("Excel", "成本核算"))
    far = person("会计")
    ids = [house.resume(anna, analysis=analysis) for analysis in (far, person("厨师"), near)]
    page = await ranked(house, root)
    assert resumes(page)[:2] == [ids[2], ids[0]]
    (own,) = (match for match in Matcher(house.index.held).match(near) if match.position_code == "accountant")
    node = page["edges"][0]["node"]
    assert (node["score"], node["analysis"]) == (own.score, own.analysis)
    assert node["matchedSkills"] == list(own.matched_skills)
    assert [entry["value"] for entry in node["breakdown"]] == [feature.value for feature in own.breakdown]


async def test_a_ranking_is_paged_through(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    for skills in (("Excel",), ("Excel", "成本核算"), ()):
        house.resume(anna, analysis=person("会计", skills=skills))
    whole = await ranked(house, root)
    assert whole["totalCount"] == 3
    assert not whole["pageInfo"]["hasNextPage"]
    found, after = [], None
    while True:
        page = await ranked(house, root, first=1, after=after)
        found += resumes(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == resumes(whole)


async def test_what_is_new_deleted_or_read_again_is_seen_by_the_next_question(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    first = house.resume(anna, analysis=person("会计"))
    assert resumes(await ranked(house, root)) == [first]
    second = house.resume(anna, analysis=person("会计", skills=("Excel",)))
    house.resume(anna, state=ResumeState.UPLOADED)
    assert resumes(await ranked(house, root)) == [second, first]
    with house.unit_of_work() as work:
        work.resumes.delete(second)
        work.commit()
    assert resumes(await ranked(house, root)) == [first]


async def test_candidates_are_narrowed_by_what_resumes_state(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    one = house.resume(
        anna,
        analysis=person(
            "会计", skills=("Excel",), city="上海", highest_degree="硕士", years_of_experience=6.0
        ),
    )
    house.resume(anna, analysis=person("会计"))
    for condition in (
        {"cities": ["上海市", "北京"]},
        {"degreeFrom": "BACHELOR"},
        {"yearsFrom": 5, "yearsUntil": 8},
        {"skills": ["excel"]},
    ):
        assert resumes(await ranked(house, root, filter=condition)) == [one]
    for condition in ({"cities": ["北京"]}, {"yearsUntil": 2}, {"payUntil": 9000}, {"skills": ["Java"]}):
        assert resumes(await ranked(house, root, filter=condition)) == []


DESCRIPTION = """成本会计（上海）
薪资：12-18K·13薪
岗位职责：
1. 负责成本核算与总账
任职要求：本科及以上学历，3年以上工作经验，熟练使用Excel"""
FOR = """query ($for: CandidatesFor!) { candidates(for: $for, first: 5) {
  totalCount edges { node { position score matchedSkills resume { databaseId } } } } }"""


async def test_a_pasted_job_description_is_looked_for_like_a_position(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    near = house.resume(anna, analysis=person("成本会计", skills=("Excel", "成本核算"), city="上海"))
    far = house.resume(anna, analysis=person("会计"))
    house.resume(anna, analysis=person("厨师"))
    answer = await house.ask(FOR, root, **{"for": {"text": DESCRIPTION}})
    assert not answer.errors
    assert resumes(answer.data["candidates"]) == [near, far]
    first = answer.data["candidates"]["edges"][0]["node"]
    assert (first["position"], sorted(first["matchedSkills"])) == ("成本会计", ["Excel", "成本核算"])
    by_id = await house.ask(FOR, root, **{"for": {"position": ACCOUNTANT}})
    own = await ranked(house, root, first=5)
    assert resumes(by_id.data["candidates"]) == resumes(own)


async def test_who_pastes_a_description_is_told_what_was_read_of_it(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    query = """query ($for: CandidatesFor!) { candidates(for: $for) { described {
      title skills degree yearsMin city salaryText salaryMin salaryMax isco level } } }"""
    answer = await house.ask(query, root, **{"for": {"text": DESCRIPTION}})
    assert (answer.errors, answer.compiled) == ([], True)
    told = answer.data["candidates"]["described"]
    assert (told["title"], told["city"], told["degree"], told["yearsMin"]) == (
        "成本会计",
        "上海",
        "BACHELOR",
        3,
    )
    assert (told["salaryMin"], told["salaryMax"], told["salaryText"]) == (12_000, 18_000, "12-18K·13薪")
    assert "Excel" in told["skills"]
    by_id = await house.ask(query, root, **{"for": {"position": ACCOUNTANT}})
    assert by_id.data == {"candidates": {"described": None}}


async def test_a_description_is_read_once_however_many_pages_are_asked_for(house: House) -> None:
    root = house.user("root", role=Role.ADMIN)
    for name in ("a", "b", "c"):
        house.resume(house.user(name), analysis=person("会计"))
    read: list[str] = []

    def tell(titles: Sequence[str]) -> list[Told]:
        read.extend(titles)
        return told(titles)

    house.candidates = CandidateService(
        reads=SqlCandidateReads(house.engine),
        open_matching=lambda: (house.index.held, Matcher(house.index.held)),
        tell=tell,
        audit=NoAudit(),
        look_seconds=0,
    )
    query = """query ($for: CandidatesFor!, $after: String) { candidates(for: $for, first: 1, after: $after) {
      described { title } pageInfo { endCursor } edges { node { resume { databaseId } } } } }"""
    found, after = [], None
    for _ in range(3):
        answer = await house.ask(query, root, **{"for": {"text": DESCRIPTION}, "after": after})
        assert answer.data["candidates"]["described"] == {"title": "成本会计"}
        found += resumes(answer.data["candidates"])
        after = answer.data["candidates"]["pageInfo"]["endCursor"]
    house.resume(house.user("d"), analysis=person("会计"))
    await house.ask(query, root, **{"for": {"text": DESCRIPTION}})
    assert (len(set(found)), read) == (3, ["成本会计"])


async def test_what_describes_no_position_is_refused(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    for given, code in (
        ({"text": "——"}, "BAD_USER_INPUT"),
        ({"text": "会" * 10_001}, "BAD_USER_INPUT"),
        ({"position": position_id("jobs:none")}, "NOT_FOUND"),
        ({"position": "1"}, "NOT_FOUND"),
    ):
        assert (await house.ask(FOR, root, **{"for": given})).codes == [code], given


async def test_a_blind_operation_ranks_alike_and_names_nobody(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    house.resume(anna, analysis=person("会计", name="周敏", skills=("Excel",)))
    query = """query Q($for: CandidatesFor!) { candidates(for: $for) { edges { node {
      score resume { analysis { basicInfo { name } skills } } } } } }"""
    seen, blind = [
        (await house.ask(text, root, **{"for": {"position": ACCOUNTANT}})).data["candidates"]["edges"][0][
            "node"
        ]
        for text in (query, query.replace(") {", ") @blind {", 1))
    ]
    assert (seen["score"], seen["resume"]["analysis"]["skills"]) == (blind["score"], ["Excel"])
    assert seen["resume"]["analysis"]["basicInfo"]["name"] == "周敏"
    assert blind["resume"]["analysis"]["basicInfo"]["name"] is None


async def test_only_administrators_are_told_and_it_is_noted(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    house.resume(anna, analysis=person("会计"))
    for viewer, code in ((anna, "FORBIDDEN"), (None, "UNAUTHENTICATED")):
        answer = await house.ask(CANDIDATES, viewer, id=ACCOUNTANT)
        assert answer.codes == [code]
        assert answer.data["node"] == {"candidates": None}
    await ranked(house, root)
    await house.audit.flush()
    answer = await house.ask("{ auditLog { edges { node { action count } } } }", root)
    assert [edge["node"]["action"] for edge in answer.data["auditLog"]["edges"]] == ["RESUMES_LISTED"]
