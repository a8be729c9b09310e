"""Telling webhooks: one attempt at a time, again ever later until it is told or given up."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import anyio

from domain.clock import Clock
from domain.webhooks.messages import message, message_id
from domain.webhooks.models import Attempt, Delivery, DeliveryFailure, DeliveryState
from domain.webhooks.ports import DeliveryWatch, Details, Messenger, WebhookWorkFactory
from domain.webhooks.signing import signed_headers

MOST_ATTEMPTS = 11
"""With the usual waits the last one is made 25 hours after the first."""

MOST_EACH = 4
"""One webhook is sent so many messages at once: one that does not answer leaves places to others."""

_GROWTH = 4
_LONGEST_WAIT_SECONDS = 6 * 3600
_NO_PLACE_SECONDS = 2.0
_DELIVERED = range(200, 300)
_REDIRECTED = range(300, 400)
_GONE = 410
# To whoever is off, or wants no more, the message is not sent again.
_FINAL = frozenset({DeliveryFailure.SWITCHED_OFF, DeliveryFailure.GONE})

logger = logging.getLogger(__name__)


class Deliverer:
    """Tells webhooks what they are to be told.

    Args:
        secret: Signs what is sent to the webhooks of the settings.
        retry_seconds: When the second attempt is made; each further one waits four times as long, or as long
            as the receiver asks, six hours at most.
        watch: Is told of each attempt.
    """

    def __init__(
        self,
        *,
        unit_of_work: WebhookWorkFactory,
        messenger: Messenger,
        details: Details,
        clock: Clock,
        secret: str | None = None,
        retry_seconds: float = 5.0,
        watch: DeliveryWatch | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._messenger = messenger
        self._details = details
        self._clock = clock
        self._secret = secret
        self._retry_seconds = retry_seconds
        self._watch = watch
        self._in_flight: Counter[int] = Counter()

    async def deliver(self, delivery_id: int) -> float | None:
        """Try once; return in how many seconds to try again, None where nothing is left to do.

        Broken off before the attempt is noted, it is made again: a receiver may be told twice, by the
        same id. Raises `Unavailable`.
        """
        delivery = await anyio.to_thread.run_sync(self._find, delivery_id)
        if delivery is None:
            return None
        hook = delivery.webhook.id
        if self._in_flight[hook] >= MOST_EACH:
            return _NO_PLACE_SECONDS
        self._in_flight[hook] += 1
        try:
            attempt = await self._attempt(delivery)
        finally:
            self._in_flight[hook] -= 1
        return await anyio.to_thread.run_sync(self._note, delivery, attempt)

    async def _attempt(self, delivery: Delivery) -> Attempt:
        webhook, resume_id = delivery.webhook, delivery.news.resume_id
        if not webhook.active:
            return Attempt(failure=DeliveryFailure.SWITCHED_OFF)
        secret = webhook.secret or self._secret
        if secret is None:
            return Attempt(failure=DeliveryFailure.NO_KEY)
        details = await self._details(resume_id) if webhook.details and resume_id is not None else None
        body = message(delivery, details)
        signed = signed_headers(secret, message_id=message_id(delivery.id), at=self._clock(), body=body)
        return judged(await self._messenger.send(webhook.url, headers=signed, body=body))

    def _find(self, delivery_id: int) -> Delivery | None:
        with self._unit_of_work() as work:
            return work.webhooks.delivery(delivery_id)

    def _note(self, delivery: Delivery, attempt: Attempt) -> float | None:
        now, tried = self._clock(), delivery.attempts + 1
        wait: float | None = None
        if attempt.failure is None:
            state = DeliveryState.DELIVERED
        elif attempt.failure in _FINAL or tried >= MOST_ATTEMPTS:
            state = DeliveryState.GIVEN_UP
        else:
            state = DeliveryState.PENDING
            usual = self._retry_seconds * _GROWTH ** (tried - 1)
            wait = min(_LONGEST_WAIT_SECONDS, max(usual, asked_wait(attempt.retry_after, now)))
        if attempt.failure is not None:
            # Addresses of receivers may hold what lets somebody in.
            logger.warning(
                "webhook %d was not told of message %d (%s), attempt %d%s",
                delivery.webhook.id,
                delivery.id,
                attempt.status or attempt.failure.value,
                tried,
                "; it is given up" if wait is None else "",
            )
        with self._unit_of_work() as work:
            if attempt.failure is DeliveryFailure.GONE:
                logger.warning("webhook %d wants no more messages and is switched off", delivery.webhook.id)
                work.webhooks.switch_off(delivery.webhook)
            work.webhooks.note(
                delivery.id,
                attempt,
                state=state,
                at=now,
                next_at=None if wait is None else now + timedelta(seconds=wait),
            )
            work.commit()
        if self._watch is not None:
            self._watch.tried(attempt, state)
        return wait


def judged(attempt: Attempt) -> Attempt:
    """Return what an answer means: whoever refuses, or sends elsewhere, has not taken the message."""
    status = attempt.status
    if status is None or status in _DELIVERED:
        return attempt
    failure = DeliveryFailure.REFUSED
    if status in _REDIRECTED:
        failure = DeliveryFailure.REDIRECTED
    elif status == _GONE:
        failure = DeliveryFailure.GONE
    return replace(attempt, failure=failure)


def asked_wait(retry_after: str | None, now: datetime) -> float:
    """Return how many seconds a receiver asks for, which it tells as a number or as a date; else 0."""
    if retry_after is None:
        return 0.0
    if retry_after.isascii() and retry_after.isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return 0.0
    return (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds()
