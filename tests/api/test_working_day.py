"""A recruiter's working day on a running server, on both databases."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gateway import Account, Gateway, running_gateway
from tests.postgres_server import fresh_database
from tests.receiver import Receiver, receiving

POSTINGS = """职位名称,公司,城市,薪资
会计,瑞丰贸易,杭州,8k-12k
护士,市立医院,上海,7k-10k
Java开发工程师,云帆,深圳,20k-30k
"""
TRADES = {
    "会计": ("会计", "熟练使用 Excel、用友，负责成本核算与月结", "Excel、成本核算、用友"),
    "护士": ("护士", "从事临床护理，熟悉静脉输液与急救", "静脉输液、急救、临床护理"),
    "Java开发工程师": ("Java开发工程师", "使用 Spring 与 MySQL 开发后端服务", "Java、Spring、MySQL"),
}
SURNAMES = "赵钱孙李周吴郑王冯陈"


def resume(number: int, trade: str, *, phone: str | None = None, extra: str = "") -> bytes:
    title, done, skills = TRADES[trade]
    name = f"{SURNAMES[number % 10]}{'甲乙丙丁'[number // 10 % 4]}华"
    return (
        f"{name}\n电话：{phone or f'139{number:08}'}\n邮箱：person{number}@example.com\n"
        f"年龄：{25 + number % 20}岁\n求职意向：{title}\n\n工作经历\n2018.03-至今 某单位 {title}\n{done}\n\n"
        f"专业技能\n{skills}{extra}\n"
    ).encode()


def trade_of(number: int) -> str:
    return [*TRADES][number % 3]


def archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for number in range(40):
            zipped.writestr(f"简历-{number:02}.txt", resume(number, trade_of(number)))
    return packed.getvalue()


class Recruiter:
    """An administrator who asks over GraphQL."""

    def __init__(self, gateway: Gateway, account: Account) -> None:
        self.gateway = gateway
        self._account = account

    def ask(self, query: str, **variables: object) -> Any:
        body = {"query": query, "variables": variables}
        return self._data(
            self.gateway.client.post("/graphql", json=body, headers=self._account.headers).json()
        )

    def send(self, query: str, name: str, content: bytes, *, place: str = "file") -> Any:
        given = {"files": [None]} if place == "files.0" else {"file": None}
        operations = json.dumps({"query": query, "variables": given})
        answer = self.gateway.client.post(
            "/graphql",
            data={"operations": operations, "map": json.dumps({"0": [f"variables.{place}"]})},
            files={"0": (name, content)},
            headers=self._account.headers | {"GraphQL-Require-Preflight": "1"},
        )
        return self._data(answer.json())

    def _data(self, answer: Any) -> Any:
        assert "errors" not in answer, answer
        return answer["data"]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    with fresh_database(request.getfixturevalue("postgres_url"), "day") as url:
        yield {"GATEWAY_DATABASE_URL": url}


def test_a_recruiters_working_day(database: dict[str, str], tmp_path: Path) -> None:
    allowed = {"GATEWAY_WEBHOOKS_NETWORKS": "127.0.0.0/8"}
    with receiving() as receiver, running_gateway(tmp_path, **allowed, **database) as gateway:
        recruiter = Recruiter(gateway, gateway.user("root", role="admin"))
        bring_postings(recruiter)
        secret = have_another_system_told(recruiter, receiver)
        people = bring_forty_resumes(recruiter, receiver, secret)
        find_candidates(recruiter, people, trade="护士")
        find_who_speaks_of(recruiter, people, "静脉输液", trade="护士")
        correct_a_field_and_see_the_ranking_change(recruiter, people[0])
        compare_with_a_newer_version(recruiter, receiver, people[1])
        take_out(recruiter, people[2])
        choose_without_seeing_who_it_is(recruiter)
        forget(recruiter, people[3])


def bring_postings(recruiter: Recruiter) -> None:
    done = recruiter.send(
        """mutation ($file: Upload!) { importPositions(file: $file, input: { source: "ours" }) {
          ... on ImportPositionsSuccess { rowCount rejectedCount } } }""",
        "postings.csv",
        POSTINGS.encode(),
    )
    assert done["importPositions"] == {"rowCount": 3, "rejectedCount": 0}


def have_another_system_told(recruiter: Recruiter, receiver: Receiver) -> str:
    made = recruiter.ask(
        """mutation ($url: String!) { createWebhook(input: { url: $url }) {
          ... on SaveWebhookSuccess { secret } } }""",
        url=receiver.url,
    )
    secret: str = made["createWebhook"]["secret"]
    return secret


def bring_forty_resumes(recruiter: Recruiter, receiver: Receiver, secret: str) -> list[str]:
    """Upload them, wait until the other system was told of each, and return their ids."""
    sent = recruiter.send(
        """mutation ($files: [Upload!]!) { uploadResumes(files: $files) { storedCount rejectedCount
          verdicts { outcome { ... on UploadResumeSuccess { resume { id databaseId } } } } } }""",
        "resumes.zip",
        archive(),
        place="files.0",
    )["uploadResumes"]
    assert (sent["storedCount"], sent["rejectedCount"]) == (40, 0)
    resumes = [verdict["outcome"]["resume"] for verdict in sent["verdicts"]]
    messages = receiver.until(40)
    assert all(message.is_signed_with(secret) for message in messages)
    assert {message.content["type"] for message in messages} == {"resume.analysed"}
    told = {message.content["data"]["resume_id"] for message in messages}
    assert told == {each["databaseId"] for each in resumes}
    return [each["id"] for each in resumes]


def find_candidates(recruiter: Recruiter, people: list[str], *, trade: str) -> None:
    """Of a position, and see that each has the score that the resume's own match with it has."""
    found = recruiter.ask(
        """query ($trade: String!) { positions(search: $trade, source: "ours", first: 1) { edges { node {
          title candidates(first: 10) { edges { node { matchScore resume { id
            matches(first: 10) { position matchScore posting { source } } } } } } } } } }""",
        trade=trade,
    )
    (edge,) = found["positions"]["edges"]
    assert edge["node"]["title"] == trade
    candidates = [each["node"] for each in edge["node"]["candidates"]["edges"]]
    of_the_trade = {people[number] for number in range(40) if trade_of(number) == trade}
    assert len(candidates) == 10
    assert {each["resume"]["id"] for each in candidates} <= of_the_trade
    for each in candidates:
        own = {
            match["position"]: match["matchScore"] for match in each["resume"]["matches"] if match["posting"]
        }
        assert own[trade] == each["matchScore"]


def find_who_speaks_of(recruiter: Recruiter, people: list[str], words: str, *, trade: str) -> None:
    found = recruiter.ask(
        """query ($words: String!) {
          resumes(filter: { text: $words }, first: 20) { totalCount edges { node { id
            passages(text: $words, first: 1) { page text } } } }
          resumeFacets(filter: { text: $words }, kinds: [SKILL]) {
            total facets { counts { value count } } } }""",
        words=words,
    )
    wanted = {people[number] for number in range(40) if trade_of(number) == trade}
    edges = found["resumes"]["edges"]
    assert {edge["node"]["id"] for edge in edges} == wanted
    assert all(words in edge["node"]["passages"][0]["text"] for edge in edges)
    assert found["resumeFacets"]["total"] == len(wanted)
    (facet,) = found["resumeFacets"]["facets"]
    assert {"value": words, "count": len(wanted)} in facet["counts"]


def correct_a_field_and_see_the_ranking_change(recruiter: Recruiter, person: str) -> None:
    best = "query ($id: ID!) { resume(id: $id) { matches(first: 1) { position } } }"
    before = recruiter.ask(best, id=person)["resume"]["matches"][0]["position"]
    corrected = recruiter.ask(
        """mutation ($id: ID!) { correctAnalysis(input: { resume: $id, fields: {
          careerInterest: "Java开发工程师", titles: ["Java开发工程师"], skills: ["Java", "Spring", "MySQL"]
        } }) {
          ... on CorrectAnalysisSuccess { resume { matches(first: 1) { position }
            analysis { corrections { field read { text } } } } } } }""",
        id=person,
    )["correctAnalysis"]["resume"]
    assert "会计" in before
    assert "Java" in corrected["matches"][0]["position"]
    said = {each["field"]: each["read"]["text"] for each in corrected["analysis"]["corrections"]}
    assert said["CAREER_INTEREST"] == "会计"


def compare_with_a_newer_version(recruiter: Recruiter, receiver: Receiver, person: str) -> None:
    newer = recruiter.send(
        """mutation ($file: Upload!) { uploadResume(file: $file) {
          ... on UploadResumeSuccess { resume { id } } } }""",
        "newer.txt",
        resume(1, trade_of(1), extra="、伤口护理"),
    )["uploadResume"]["resume"]["id"]
    receiver.until(41)
    found = recruiter.ask(
        """query ($older: ID!, $newer: ID!) {
          resume(id: $newer) { duplicates { signs resume { id } } }
          compareResumes(older: $older, newer: $newer) { differences { field newer } } }""",
        older=person,
        newer=newer,
    )
    (double,) = found["resume"]["duplicates"]
    assert double == {"signs": ["EMAIL", "PHONE"], "resume": {"id": person}}
    differences = {each["field"]: each["newer"] for each in found["compareResumes"]["differences"]}
    assert differences["SKILLS"] == ["伤口护理"]


def take_out(recruiter: Recruiter, person: str) -> None:
    taken = recruiter.ask(
        """query ($id: ID!) { resume(id: $id) { export(format: JSON_RESUME) { text } }
          exportResumes(columns: [ID, NAME, BEST_POSITION], format: CSV) { rowCount file { text } } }""",
        id=person,
    )
    one = json.loads(taken["resume"]["export"]["text"])
    assert one["basics"]["email"] == "person2@example.com"
    assert taken["exportResumes"]["rowCount"] == 41
    assert one["basics"]["name"] in taken["exportResumes"]["file"]["text"]


def choose_without_seeing_who_it_is(recruiter: Recruiter) -> None:
    seen = recruiter.ask(
        """query @blind { resumes(first: 50) { edges { node { fileName owner { username }
          analysis { skills basicInfo { name age contact { email phone } } evidence { text } } } } } }"""
    )
    assert len(seen["resumes"]["edges"]) == 41
    told = json.dumps(seen, ensure_ascii=False)
    assert not [word for word in ("example.com", "甲华", "1390000", "岁", "root", "简历-") if word in told]
    assert "静脉输液" in told


def forget(recruiter: Recruiter, person: str) -> None:
    log = "query ($id: ID!) { webhookMessages(filter: { resume: $id }) { totalCount } }"
    assert recruiter.ask(log, id=person)["webhookMessages"]["totalCount"] == 1
    gone = recruiter.ask(
        "mutation ($id: ID!) { deleteResumes(input: { ids: [$id] }) { deletedResumeIds } }", id=person
    )
    assert gone["deleteResumes"]["deletedResumeIds"] == [person]
    assert recruiter.ask(log, id=person)["webhookMessages"]["totalCount"] == 0
