"""What webhooks are told, and what becomes of it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from domain.documents.errors import FailureCode
from domain.webhooks.delivering import MOST_ATTEMPTS, MOST_EACH
from domain.webhooks.models import Attempt, DeliveryFailure, DeliveryState, News, WebhookEvent
from persistence.columns import iso
from tests.factories import NOW
from tests.persistence.webhooks.house import House
from tests.receiver import SECRET

pytestmark = pytest.mark.anyio


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


async def test_a_webhook_is_told_the_ids_and_nothing_of_the_person(house: House) -> None:
    house.hook()
    resume_id, owner = house.resume()
    assert house.announce(resume_id)
    (delivery_id,) = house.due()
    assert await house.deliverer.deliver(delivery_id) is None
    (sent,) = house.messenger.sent
    assert sent.path == "https://example.com/told"
    assert sent.is_signed_with(SECRET)
    assert sent.headers["webhook-id"] == f"msg_{delivery_id}"
    assert sent.content == {
        "type": "resume.analysed",
        "timestamp": iso(NOW),
        "data": {"resume_id": resume_id, "user_id": owner},
    }
    (row,) = house.rows()
    assert (row["state"], row["attempts"], row["status"], row["failure"]) == ("delivered", 1, 204, None)
    assert house.due() == []
    assert await house.deliverer.deliver(delivery_id) is None
    assert len(house.messenger.sent) == 1


async def test_one_that_asks_for_details_is_told_what_is_known_now(house: House) -> None:
    house.hook(details=True)
    resume_id, owner = house.resume()
    house.announce(resume_id)
    house.announce(resume_id)
    first, second = house.due()
    await house.deliverer.deliver(first)
    house.details = None
    await house.deliverer.deliver(second)
    told, gone = (sent.content["data"] for sent in house.messenger.sent)
    assert told == {
        "resume_id": resume_id,
        "user_id": owner,
        "analysis": {"basic_info": {"name": "周敏"}},
    }
    assert gone == {"resume_id": resume_id, "user_id": owner}
    assert "周敏" not in repr(house.rows())


async def test_a_failure_is_told_with_its_code(house: House) -> None:
    house.hook()
    resume_id, owner = house.resume()
    house.announce(resume_id, failure=FailureCode.NO_TEXT)
    await house.deliverer.deliver(house.due()[0])
    assert house.messenger.sent[0].content["type"] == "resume.failed"
    assert house.messenger.sent[0].content["data"] == {
        "resume_id": resume_id,
        "user_id": owner,
        "failure_code": "NO_TEXT",
    }


async def test_what_is_refused_is_told_again_ever_later_until_it_is_taken(house: House) -> None:
    house.hook()
    house.announce(house.resume()[0])
    (delivery_id,) = house.due()
    refused = Attempt(status=503)
    house.messenger.answers = [refused, refused, Attempt(failure=DeliveryFailure.TIMEOUT)]
    waits = [await house.deliverer.deliver(delivery_id) for _ in range(4)]
    assert waits == [5, 20, 80, None]
    (row,) = house.rows()
    assert (row["state"], row["attempts"], row["status"], row["failure"]) == ("delivered", 4, 204, None)
    assert {sent.headers["webhook-id"] for sent in house.messenger.sent} == {f"msg_{delivery_id}"}


async def test_it_is_due_again_only_when_its_time_has_come(house: House) -> None:
    house.hook()
    house.announce(house.resume()[0])
    house.messenger.answers = [Attempt(status=500)]
    (delivery_id,) = house.due()
    await house.deliverer.deliver(delivery_id)
    (row,) = house.rows()
    assert (row["state"], row["status"], row["failure"]) == ("pending", 500, "refused")
    assert row["next_at"] == iso(NOW + timedelta(seconds=5))
    house.later(4)
    assert house.due() == []
    house.later(1)
    assert house.due() == [delivery_id]


async def test_it_is_given_up_in_the_end(house: House) -> None:
    house.hook()
    house.announce(house.resume()[0])
    (delivery_id,) = house.due()
    house.messenger.answers = [Attempt(status=500)] * (MOST_ATTEMPTS + 1)
    waits = [await house.deliverer.deliver(delivery_id) for _ in range(MOST_ATTEMPTS)]
    known = [wait for wait in waits if wait is not None]
    assert len(known) == MOST_ATTEMPTS - 1
    assert waits[-1] is None
    assert 24 * 3600 < sum(known) < 27 * 3600
    (row,) = house.rows()
    assert (row["state"], row["attempts"], row["next_at"]) == ("given_up", MOST_ATTEMPTS, None)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_no_receipt(house: House, status: int) -> None:
    house.hook()
    house.announce(house.resume()[0])
    house.messenger.answers = [Attempt(status=status)]
    assert await house.deliverer.deliver(house.due()[0]) == 5
    assert house.rows()[0]["failure"] == "redirected"


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("90", 90),
        ("0", 5),
        ("999999999", 6 * 3600),
        ("Sat, 04 Apr 2026 08:02:00 GMT", 120),
        ("Sat, 04 Apr 2026 07:59:00 GMT", 5),
        ("Sat, 04 Apr 2026 08:02:00 +99999999999999999999", 5),
        ("-1", 5),
        ("²", 5),
        ("soon", 5),
    ],
)
async def test_it_is_told_again_when_the_receiver_says_and_not_earlier(
    house: House, retry_after: str, wait: float
) -> None:
    house.now = datetime(2026, 4, 4, 8, tzinfo=UTC)
    house.hook()
    house.announce(house.resume()[0])
    house.messenger.answers = [Attempt(status=429, retry_after=retry_after)]
    assert await house.deliverer.deliver(house.due()[0]) == wait


async def test_one_that_answers_410_is_switched_off(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.hook()
    resume_id, _ = house.resume()
    house.announce(resume_id)
    house.messenger.answers = [Attempt(status=410)]
    assert await house.deliverer.deliver(house.due()[0]) is None
    assert [(row["state"], row["failure"]) for row in house.rows()] == [("given_up", "gone")]
    assert not house.announce(resume_id)
    assert "webhook 1 wants no more messages and is switched off" in caplog.text


async def test_one_that_leads_elsewhere_by_now_stays(house: House) -> None:
    hook_id = house.hook()
    house.announce(house.resume()[0])
    with house.unit_of_work() as work:
        old = work.webhooks.get(hook_id)
        assert old is not None
        work.webhooks.update(replace(old, url="https://example.org/new"))
        work.webhooks.switch_off(old)
        work.commit()
    assert [row["active"] for row in house.rows("webhooks")] == [True]


async def test_each_attempt_is_told_to_those_who_watch(house: House) -> None:
    house.hook()
    house.announce(house.resume()[0])
    house.messenger.answers = [Attempt(status=500)]
    (delivery_id,) = house.due()
    for _ in range(2):
        await house.deliverer.deliver(delivery_id)
    assert house.watched == [
        (DeliveryFailure.REFUSED, DeliveryState.PENDING),
        (None, DeliveryState.DELIVERED),
    ]


async def test_one_that_is_switched_off_is_told_nothing_more(house: House) -> None:
    hook_id = house.hook()
    resume_id, _ = house.resume()
    house.announce(resume_id)
    with house.unit_of_work() as work:
        hook = work.webhooks.get(hook_id)
        assert hook is not None
        work.webhooks.update(replace(hook, active=False))
        work.commit()
    assert not house.announce(resume_id)
    assert await house.deliverer.deliver(house.due()[0]) is None
    assert house.messenger.sent == []
    assert [(row["state"], row["failure"]) for row in house.rows()] == [("given_up", "switched_off")]


async def test_the_end_that_is_not_committed_is_not_told(house: House) -> None:
    house.hook()
    resume_id, _ = house.resume()
    with house.unit_of_work() as work:
        work.webhooks.announce(News(event=WebhookEvent.RESUME_ANALYSED, resume_id=resume_id, at=NOW))
    assert house.rows() == []


async def test_a_silent_webhook_with_much_to_be_told_leaves_places_to_others(house: House) -> None:
    silent, other = house.hook(), house.hook("https://example.org/")
    resume_id, _ = house.resume()
    for _ in range(3 * MOST_EACH):
        house.announce(resume_id)
    due = house.due()
    hook_of = {row["id"]: row["webhook_id"] for row in house.rows()}
    assert sorted(hook_of[delivery_id] for delivery_id in due) == [silent] * MOST_EACH + [other] * MOST_EACH


@pytest.mark.parametrize("gone", ["resume", "user", "webhook"])
async def test_with_a_resume_its_owner_or_a_webhook_all_that_was_told_of_it_goes(
    house: House, gone: str
) -> None:
    hook_id = house.hook()
    resume_id, owner = house.resume()
    house.announce(resume_id)
    (delivery_id,) = house.due()
    with house.unit_of_work() as work:
        match gone:
            case "resume":
                work.resumes.delete(resume_id)
            case "user":
                work.users.delete(owner)
            case _:
                work.webhooks.delete(hook_id)
        work.commit()
    assert house.rows() == []
    assert await house.deliverer.deliver(delivery_id) is None
    assert house.messenger.sent == []


async def test_those_of_the_settings_are_told_by_processes_that_name_them(engine: Engine) -> None:
    house, url = House(engine, secret=SECRET), "https://example.com/configured"
    for _ in range(2):
        with house.unit_of_work() as work:
            work.webhooks.know([url, url], at=NOW)
            work.commit()
    assert [row["url"] for row in house.rows("webhooks")] == [url]
    assert [row["secret"] for row in house.rows("webhooks")] == [None]
    resume_id, _ = house.resume()
    assert not house.announce(resume_id)
    assert house.announce(resume_id, url)
    await house.deliverer.deliver(house.due()[0])
    assert house.messenger.sent[0].is_signed_with(SECRET)


async def test_without_the_key_of_the_settings_nothing_is_sent_and_it_is_tried_again(house: House) -> None:
    with house.unit_of_work() as work:
        work.webhooks.know(["https://example.com/configured"], at=NOW)
        work.commit()
    house.announce(house.resume()[0], "https://example.com/configured")
    assert await house.deliverer.deliver(house.due()[0]) == 5
    assert house.messenger.sent == []
    assert house.rows()[0]["failure"] == "no_key"


async def test_only_what_was_done_with_long_ago_is_forgotten(house: House) -> None:
    house.hook()
    resume_id, _ = house.resume()
    house.announce(resume_id)
    await house.deliverer.deliver(house.due()[0])
    house.later(3600)
    house.announce(resume_id)
    with house.unit_of_work() as work:
        assert work.webhooks.forget(before=NOW) == 0
        assert work.webhooks.forget(before=NOW + timedelta(seconds=1)) == 1
        work.commit()
    assert [row["state"] for row in house.rows()] == ["pending"]
