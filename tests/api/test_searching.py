"""Searching over HTTP: what a file says is found with its page, by administrators, as long as it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gateway import Account, Gateway, running_gateway
from tests.postgres_server import fresh_database

PAGES = "\n".join(
    [
        "陈思远",
        "求职意向：护士",
        "教育经历",
        "2016-2020 某某医学院 护理学 本科",
        "工作经历",
        "2021-2024 市立医院 护士",
        "负责 Kubernetes 培训与静脉输液",
        "兴趣爱好",
        "登山",
    ]
)
FOUND = """query ($text: String!) { resumes(filter: { text: $text }, orderBy: RELEVANCE_DESC) {
  edges { node { databaseId passages(text: $text, first: 1) { page text } } } } }"""


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    with fresh_database(request.getfixturevalue("postgres_url"), "searching") as url:
        yield {"GATEWAY_DATABASE_URL": url}


def ask(gateway: Gateway, account: Account, text: str) -> Any:
    body = {"query": FOUND, "variables": {"text": text}}
    return gateway.client.post("/graphql", json=body, headers=account.headers).json()


def found(gateway: Gateway, account: Account, text: str) -> list[Any]:
    return [edge["node"] for edge in ask(gateway, account, text)["data"]["resumes"]["edges"]]


def test_what_a_file_says_is_found_until_it_is_not_to_be_kept(
    tmp_path: Path, database: dict[str, str]
) -> None:
    with running_gateway(tmp_path, **database) as gateway:
        root, ann = gateway.user("root", role="admin"), gateway.user("ann")
        resume_id = gateway.upload(ann, "简历.txt", PAGES.encode())
        assert gateway.finished(ann, resume_id) == "分析完成"
        for text in ("输液", "kubernetes", "护士 kube*", "登山"):
            (node,) = found(gateway, root, text)
            assert (node["databaseId"], node["passages"][0]["page"]) == (resume_id, 1)
        assert found(gateway, root, "厨师") == []
        assert ask(gateway, ann, "输液")["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    with running_gateway(tmp_path, GATEWAY_KEEP_TEXT="false", **database) as gateway:
        root, ann = gateway.login("root"), gateway.login("ann")
        kept_anew = gateway.upload(ann, "新.txt", PAGES.encode())
        assert gateway.finished(ann, kept_anew) == "分析完成"
        assert kept_anew not in [node["databaseId"] for node in found(gateway, root, "登山")]
        assert kept_anew in [node["databaseId"] for node in found(gateway, root, "护士")]


def test_what_is_deleted_is_found_no_more(tmp_path: Path, database: dict[str, str]) -> None:
    with running_gateway(tmp_path, **database) as gateway:
        root, ann = gateway.user("root", role="admin"), gateway.user("ann")
        resume_id = gateway.upload(ann, "简历.txt", PAGES.encode())
        assert gateway.finished(ann, resume_id) == "分析完成"
        assert len(found(gateway, root, "输液")) == 1
        gone = "mutation ($id: ID!) { deleteResume(id: $id) { deletedResumeId } }"
        body = {"query": gone, "variables": {"id": str(resume_id)}}
        gateway.client.post("/graphql", json=body, headers=root.headers)
        assert found(gateway, root, "输液") == []
