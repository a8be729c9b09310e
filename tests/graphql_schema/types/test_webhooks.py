"""Administrators say who is told, and see what became of it, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from domain.documents.errors import FailureCode
from domain.viewers import Role, Viewer
from domain.webhooks.models import Attempt, DeliveryState, News, WebhookEvent
from domain.webhooks.signing import key_of
from tests.graphql_schema.house import House, resume_gid

pytestmark = pytest.mark.anyio

CREATE = """mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { __typename
  ... on SaveWebhookSuccess { secret webhook { id url details active fromSettings createdAt } }
  ... on InvalidInputError { message } } }"""
UPDATE = """mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { __typename
  ... on SaveWebhookSuccess { secret webhook { id url details active } }
  ... on InvalidInputError { message } } }"""
DELETE = """mutation ($id: ID!) { deleteWebhook(id: $id) { __typename
  ... on DeleteWebhookSuccess { deletedWebhookId } ... on InvalidInputError { message } } }"""
PING = """mutation ($id: ID!) { pingWebhook(id: $id) { __typename
  ... on WebhookMessageQueued { webhookMessage { id webhookId event state resumeId attempts nextAt } }
  ... on InvalidInputError { message } } }"""
RESEND = "mutation ($id: ID!) { resendWebhookMessage(id: $id) { webhookMessage { id state attempts } } }"
WEBHOOKS = """query ($first: Int, $after: String) { webhooks(first: $first, after: $after) { totalCount
  pageInfo { hasNextPage endCursor } edges { node { id url details active fromSettings } } } }"""
MESSAGES = """query ($filter: WebhookMessageFilter) { webhookMessages(filter: $filter) { totalCount
  edges { node { id webhookId event resumeId failureCode at state attempts triedAt nextAt status failure }
} } }"""
URL = "https://hr.example.com/told?key=of-the-receiver"


async def created(house: House, root: Viewer, **given: Any) -> tuple[str, str]:
    """Make a webhook; return its id and its secret."""
    answer = await house.change(CREATE, root, input={"url": URL} | given)
    saved = answer.data["createWebhook"]
    assert saved["__typename"] == "SaveWebhookSuccess", saved
    return saved["webhook"]["id"], saved["secret"]


def told(house: House, resume_id: int, attempt: Attempt, state: DeliveryState, **failed: Any) -> None:
    """Have all webhooks told of a resume, with this outcome."""
    with house.unit_of_work() as work:
        event = WebhookEvent.RESUME_FAILED if failed else WebhookEvent.RESUME_ANALYSED
        news = News(event=event, resume_id=resume_id, at=house.now, **failed)
        work.webhooks.announce(news)
        number = 1
        while work.webhooks.delivery(number) is None:
            number += 1
        work.webhooks.note(number, attempt, state=state, at=house.now)
        work.commit()


async def test_a_webhook_is_made_and_its_secret_told_once(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    answer = await house.change(CREATE, root, input={"url": URL})
    saved = answer.data["createWebhook"]
    assert len(key_of(saved["secret"])) == 32
    assert saved["webhook"] == {
        "id": "1",
        "url": URL,
        "details": False,
        "active": True,
        "fromSettings": False,
        "createdAt": "2026-11-22T09:30:00.123456+00:00",
    }
    listed = await house.ask(WEBHOOKS, root)
    assert listed.compiled
    assert saved["secret"] not in repr(listed.data)
    assert [edge["node"]["url"] for edge in listed.data["webhooks"]["edges"]] == [URL]


async def test_what_is_given_is_changed_and_nothing_else(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    webhook_id, secret = await created(house, root)
    answer = await house.change(UPDATE, root, input={"webhook": webhook_id, "details": True})
    assert answer.data["updateWebhook"] == {
        "__typename": "SaveWebhookSuccess",
        "secret": None,
        "webhook": {"id": webhook_id, "url": URL, "details": True, "active": True},
    }
    other = "https://other.example.com/"
    renewed = await house.change(
        UPDATE, root, input={"webhook": webhook_id, "url": other, "active": False, "renewSecret": True}
    )
    saved = renewed.data["updateWebhook"]
    assert saved["webhook"] == {"id": webhook_id, "url": other, "details": True, "active": False}
    assert saved["secret"] not in (None, secret)
    with house.unit_of_work() as work:
        stored = work.webhooks.get(int(webhook_id))
    assert stored is not None
    assert stored.secret == saved["secret"]


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "https://user@example.com/", "example.com", "https://a b/"]
)
async def test_what_can_be_nobodys_address_is_refused(house: House, url: str) -> None:
    root = house.user("root", Role.ADMIN)
    webhook_id, _ = await created(house, root)
    for answer in (
        await house.change(CREATE, root, input={"url": url}),
        await house.change(UPDATE, root, input={"webhook": webhook_id, "url": url}),
    ):
        (refusal,) = answer.data.values()
        assert refusal["__typename"] == "InvalidInputError"
        assert "网址无效" in refusal["message"]
    assert (await house.ask(WEBHOOKS, root)).data["webhooks"]["totalCount"] == 1


async def test_there_are_not_too_many(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    for _ in range(20):
        await created(house, root)
    refused = await house.change(CREATE, root, input={"url": URL})
    assert refused.data["createWebhook"]["message"] == "最多可设20个网络钩子"
    page = (await house.ask(WEBHOOKS, root, first=15)).data["webhooks"]
    rest = (await house.ask(WEBHOOKS, root, first=15, after=page["pageInfo"]["endCursor"])).data["webhooks"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (20, True)
    assert [edge["node"]["id"] for edge in rest["edges"]] == ["16", "17", "18", "19", "20"]


async def test_those_of_the_settings_can_be_switched_off_but_not_led_elsewhere(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    with house.unit_of_work() as work:
        work.webhooks.know([URL], at=house.now)
        work.commit()
    (edge,) = (await house.ask(WEBHOOKS, root)).data["webhooks"]["edges"]
    assert edge["node"]["fromSettings"] is True
    for refused in (
        await house.change(UPDATE, root, input={"webhook": "1", "url": "https://other.example.com/"}),
        await house.change(UPDATE, root, input={"webhook": "1", "renewSecret": True}),
        await house.change(DELETE, root, id="1"),
    ):
        (outcome,) = refused.data.values()
        assert outcome["__typename"] == "InvalidInputError"
    off = await house.change(UPDATE, root, input={"webhook": "1", "active": False})
    assert off.data["updateWebhook"]["webhook"]["active"] is False


async def test_a_ping_waits_to_be_sent_unless_the_webhook_is_switched_off(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    webhook_id, _ = await created(house, root)
    answer = await house.change(PING, root, id=webhook_id)
    assert answer.data["pingWebhook"]["webhookMessage"] == {
        "id": "msg_1",
        "webhookId": webhook_id,
        "event": "PING",
        "state": "PENDING",
        "resumeId": None,
        "attempts": 0,
        "nextAt": "2026-11-22T09:30:00.123456+00:00",
    }
    await house.change(UPDATE, root, input={"webhook": webhook_id, "active": False})
    refused = await house.change(PING, root, id=webhook_id)
    assert refused.data["pingWebhook"] == {"__typename": "InvalidInputError", "message": "该网络钩子已停用"}


async def test_the_log_tells_what_became_of_each_message_and_is_listed_by_conditions(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    first, second = house.resume(anna), house.resume(anna)
    webhook_id, _ = await created(house, root)
    told(house, first, Attempt(status=204), DeliveryState.DELIVERED)
    told(house, second, Attempt(status=500), DeliveryState.GIVEN_UP, failure_code=FailureCode.NO_TEXT)
    answer = await house.ask(MESSAGES, root)
    assert answer.compiled
    newest, oldest = (edge["node"] for edge in answer.data["webhookMessages"]["edges"])
    assert newest == {
        "id": "msg_2",
        "webhookId": webhook_id,
        "event": "RESUME_FAILED",
        "resumeId": resume_gid(second),
        "failureCode": "NO_TEXT",
        "at": "2026-11-22T09:30:00.123456+00:00",
        "state": "GIVEN_UP",
        "attempts": 1,
        "triedAt": "2026-11-22T09:30:00.123456+00:00",
        "nextAt": None,
        "status": 500,
        "failure": None,
    }
    assert (oldest["event"], oldest["state"], oldest["status"]) == ("RESUME_ANALYSED", "DELIVERED", 204)
    for conditions, found in (
        ({"state": "DELIVERED"}, ["msg_1"]),
        ({"resume": resume_gid(second)}, ["msg_2"]),
        ({"webhook": webhook_id}, ["msg_2", "msg_1"]),
        ({"webhook": "99"}, []),
        ({"webhook": webhook_id, "state": "PENDING"}, []),
    ):
        page = (await house.ask(MESSAGES, root, filter=conditions)).data["webhookMessages"]
        assert [edge["node"]["id"] for edge in page["edges"]] == found
        assert page["totalCount"] == len(found)


async def test_what_is_done_with_can_be_sent_again(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    await created(house, root)
    told(house, house.resume(anna), Attempt(status=500), DeliveryState.GIVEN_UP)
    answer = await house.change(RESEND, root, id="msg_1")
    assert answer.data["resendWebhookMessage"]["webhookMessage"] == {
        "id": "msg_1",
        "state": "PENDING",
        "attempts": 0,
    }
    for unknown in ("msg_1", "msg_99", "1", "msg_", "msg_99999999999999999999"):
        assert (await house.change(RESEND, root, id=unknown)).codes == ["NOT_FOUND"]


async def test_with_a_webhook_its_messages_go(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    webhook_id, _ = await created(house, root)
    told(house, house.resume(anna), Attempt(status=204), DeliveryState.DELIVERED)
    answer = await house.change(DELETE, root, id=webhook_id)
    assert answer.data["deleteWebhook"]["deletedWebhookId"] == webhook_id
    assert (await house.ask(MESSAGES, root)).data["webhookMessages"]["totalCount"] == 0
    for text in (DELETE, PING):
        assert (await house.change(text, root, id=webhook_id)).codes == ["NOT_FOUND"]
    assert (await house.change(UPDATE, root, input={"webhook": "x"})).codes == ["NOT_FOUND"]


async def test_every_change_is_in_the_audit_log_and_nothing_that_lets_somebody_in(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    webhook_id, _ = await created(house, root)
    await house.change(UPDATE, root, input={"webhook": webhook_id, "details": True})
    await house.change(DELETE, root, id=webhook_id)
    await house.audit.flush()
    answer = await house.ask("{ auditLog { edges { node { action detail } } } }", root)
    assert [edge["node"] for edge in answer.data["auditLog"]["edges"]] == [
        {"action": "WEBHOOK_DELETED", "detail": "1 hr.example.com details"},
        {"action": "WEBHOOK_CHANGED", "detail": "1 hr.example.com details"},
        {"action": "WEBHOOK_CREATED", "detail": "1 hr.example.com"},
    ]
