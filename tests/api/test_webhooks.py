"""A webhook is told of the end of a resume's work by a running server, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.gateway import Account, Gateway, running_gateway
from tests.postgres_server import fresh_database
from tests.receiver import SECRET, Receiver, receiving

RESUME = "姓名：周敏\n求职意向：会计\n电话：13900001111\n专业技能\nExcel、成本核算\n".encode()


def settings(receiver: Receiver) -> dict[str, str]:
    return {
        "GATEWAY_WEBHOOKS": receiver.url,
        "GATEWAY_WEBHOOKS_SECRET": SECRET,
        "GATEWAY_WEBHOOKS_NETWORKS": "127.0.0.0/8",
        "GATEWAY_WEBHOOKS_RETRY_SECONDS": "0.05",
        "GATEWAY_WORKER_STALLED_SECONDS": "2",
    }


def asked(gateway: Gateway, account: Account, query: str, **variables: object) -> Any:
    body = {"query": query, "variables": variables}
    answer = gateway.client.post("/graphql", json=body, headers=account.headers).json()
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    with fresh_database(request.getfixturevalue("postgres_url"), "webhooks") as url:
        yield {"GATEWAY_DATABASE_URL": url}


def test_the_end_is_told_signed_and_again_until_it_is_taken(database: dict[str, str], tmp_path: Path) -> None:
    with (
        receiving(503, 302) as receiver,
        running_gateway(tmp_path, **settings(receiver), **database) as gateway,
    ):
        root = gateway.user("root", role="admin")
        read = gateway.upload(root, "resume.txt", RESUME)
        messages = receiver.until(3)
        assert len({message.headers["webhook-id"] for message in messages}) == 1
        assert all(message.is_signed_with(SECRET) for message in messages)
        assert messages[0].content["type"] == "resume.analysed"
        assert messages[0].content["data"] == {"resume_id": read, "user_id": 1}
        unread = gateway.upload(root, "empty.pdf", b"%PDF-1.4\nno pages here\n%%EOF\n")
        failed = receiver.until(4)[-1].content
        assert failed["type"] == "resume.failed"
        assert failed["data"]["resume_id"] == unread
        assert failed["data"]["failure_code"]


def test_an_administrator_has_a_system_told_the_details_and_sees_that_it_was(
    database: dict[str, str], tmp_path: Path
) -> None:
    allowed = {"GATEWAY_WEBHOOKS_NETWORKS": "127.0.0.0/8"}
    with receiving() as receiver, running_gateway(tmp_path, **allowed, **database) as gateway:
        root = gateway.user("root", role="admin")
        made = asked(
            gateway,
            root,
            """mutation ($url: String!) { createWebhook(input: { url: $url, details: true }) {
              ... on SaveWebhookSuccess { secret webhook { id } } } }""",
            url=receiver.url,
        )["createWebhook"]
        ping = "mutation ($id: ID!) { pingWebhook(id: $id) { __typename } }"
        asked(gateway, root, ping, id=made["webhook"]["id"])
        assert receiver.until(1)[0].content["type"] == "ping"
        resume_id = gateway.upload(root, "resume.txt", RESUME)
        _, told = receiver.until(2)
        assert told.is_signed_with(made["secret"])
        for part in ("analysis", "matches"):
            answer = gateway.get(root, f"/api/resumes/{resume_id}/{part}").json()
            assert told.content["data"][part] == answer
        assert told.content["data"]["analysis"]["basic_info"]["name"] == "周敏"
        log = "{ webhookMessages(first: 1) { edges { node { id event status } } } }"
        (edge,) = asked(gateway, root, log)["webhookMessages"]["edges"]
        assert (edge["node"]["id"], edge["node"]["event"]) == (told.headers["webhook-id"], "RESUME_ANALYSED")


def test_what_could_not_be_told_before_the_power_went_is_told_after_it_came_back(
    database: dict[str, str], tmp_path: Path
) -> None:
    with ExitStack() as stack:
        receiver = stack.enter_context(receiving(*[503] * 2))
        gateway = Gateway(tmp_path, **settings(receiver), **database)
        gateway.start()
        root = gateway.user("root", role="admin")
        resume_id = gateway.upload(root, "resume.txt", RESUME)
        receiver.until(1)
        gateway.kill()
        gateway.start()
        stack.callback(gateway.stop)
        told = receiver.until(3)[-1]
        assert told.content["data"]["resume_id"] == resume_id
        assert told.is_signed_with(SECRET)
