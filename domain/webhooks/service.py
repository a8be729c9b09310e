"""The use cases around webhooks, for administrators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

import anyio

from domain import policies
from domain.auditing import Audit, AuditAction, AuditEntry, NoAudit
from domain.clock import Clock
from domain.errors import InvalidInput, NotFound
from domain.input_rules import InputRule
from domain.viewers import Viewer
from domain.webhooks.addresses import checked_url
from domain.webhooks.models import News, NewWebhook, Webhook, WebhookEvent
from domain.webhooks.ports import DeliveredByJobs, Deliveries, WebhookWork, WebhookWorkFactory
from domain.webhooks.signing import new_secret

MOST_WEBHOOKS = 20

T = TypeVar("T")


class SavedWebhook(NamedTuple):
    """A webhook as it is stored now, and its secret where that is new: it is told this once."""

    webhook_id: int
    secret: str | None


class WebhookService:
    """Makes webhooks, changes them and has them told something."""

    def __init__(
        self,
        *,
        unit_of_work: WebhookWorkFactory,
        clock: Clock,
        deliveries: Deliveries | None = None,
        audit: Audit | None = None,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._deliveries = deliveries or DeliveredByJobs()
        self._audit = audit or NoAudit()

    async def create_webhook(self, viewer: Viewer, *, url: str, details: bool) -> SavedWebhook:
        """Have another system told from now on.

        Raises:
            AdminsOnly: The viewer is no administrator.
            InvalidInput: The address can be nobody's, or there are too many webhooks.
        """
        policies.MANAGE_WEBHOOKS.require(viewer)
        checked_url(url)
        secret = new_secret()
        new = NewWebhook(url=url, secret=secret, details=details, created_at=self._clock())
        added = await self._write(partial(_add, new=new))
        self._note(viewer, AuditAction.WEBHOOK_CREATED, added)
        return SavedWebhook(added.id, secret)

    async def update_webhook(
        self,
        viewer: Viewer,
        webhook_id: int,
        *,
        url: str | None = None,
        details: bool | None = None,
        active: bool | None = None,
        renew_secret: bool = False,
    ) -> SavedWebhook:
        """Change what is given of a webhook.

        Raises:
            AdminsOnly: The viewer is no administrator.
            NotFound: There is no such webhook.
            InvalidInput: The address can be nobody's, or it is a matter of the settings.
        """
        policies.MANAGE_WEBHOOKS.require(viewer)
        if url is not None:
            checked_url(url)
        secret = new_secret() if renew_secret else None

        def change(work: WebhookWork) -> Webhook:
            found = _found(work, webhook_id)
            if found.from_settings and (url is not None or renew_secret):
                raise InvalidInput("网址与密钥由服务器设置决定", rule=InputRule.SET_BY_OPERATOR)
            changed = replace(
                found,
                url=found.url if url is None else url,
                secret=secret or found.secret,
                details=found.details if details is None else details,
                active=found.active if active is None else active,
            )
            work.webhooks.update(changed)
            return changed

        changed = await self._write(change)
        self._note(viewer, AuditAction.WEBHOOK_CHANGED, changed)
        return SavedWebhook(webhook_id, secret)

    async def delete_webhook(self, viewer: Viewer, webhook_id: int) -> None:
        """Tell another system nothing more, and drop what was told.

        Raises:
            AdminsOnly: The viewer is no administrator.
            NotFound: There is no such webhook.
            InvalidInput: It is a matter of the settings.
        """
        policies.MANAGE_WEBHOOKS.require(viewer)

        def drop(work: WebhookWork) -> Webhook:
            found = _found(work, webhook_id)
            if found.from_settings:
                raise InvalidInput("该网络钩子由服务器设置决定，可将其停用", rule=InputRule.SET_BY_OPERATOR)
            work.webhooks.delete(webhook_id)
            return found

        self._note(viewer, AuditAction.WEBHOOK_DELETED, await self._write(drop))

    async def ping_webhook(self, viewer: Viewer, webhook_id: int) -> int:
        """Have a webhook told that somebody tries it; return the message's number.

        Raises:
            AdminsOnly: The viewer is no administrator.
            NotFound: There is no such webhook.
            InvalidInput: It is switched off.
        """
        policies.MANAGE_WEBHOOKS.require(viewer)
        news = News(event=WebhookEvent.PING, resume_id=None, at=self._clock())

        def tell(work: WebhookWork) -> int:
            if not _found(work, webhook_id).active:
                raise InvalidInput("该网络钩子已停用", rule=InputRule.WEBHOOK_OFF)
            return work.webhooks.announce_to(webhook_id, news)

        delivery_id = await self._write(tell)
        self._deliveries.look_again()
        return delivery_id

    async def resend_message(self, viewer: Viewer, delivery_id: int) -> None:
        """Have something told again that was told or given up.

        Raises:
            AdminsOnly: The viewer is no administrator.
            NotFound: There is no such message that is done with.
        """
        policies.MANAGE_WEBHOOKS.require(viewer)

        def again(work: WebhookWork) -> None:
            if not work.webhooks.tell_again(delivery_id, at=self._clock()):
                raise NotFound

        await self._write(again)
        self._deliveries.look_again()

    async def _write(self, change: Callable[[WebhookWork], T]) -> T:
        return await anyio.to_thread.run_sync(self._commit, change)

    def _commit(self, change: Callable[[WebhookWork], T]) -> T:
        with self._unit_of_work() as work:
            done = change(work)
            work.commit()
            return done

    def _note(self, viewer: Viewer, action: AuditAction, webhook: Webhook) -> None:
        # What follows the host may be what lets somebody in.
        host = urlsplit(webhook.url).hostname
        told = f"{webhook.id} {host}" + (" details" if webhook.details else "")
        self._audit.note(AuditEntry(action=action, actor_id=viewer.id, detail=told))


def _add(work: WebhookWork, *, new: NewWebhook) -> Webhook:
    if work.webhooks.count() >= MOST_WEBHOOKS:
        raise InvalidInput(f"最多可设{MOST_WEBHOOKS}个网络钩子", rule=InputRule.TOO_MANY_WEBHOOKS)
    return work.webhooks.add(new)


def _found(work: WebhookWork, webhook_id: int) -> Webhook:
    found = work.webhooks.get(webhook_id)
    if found is None:
        raise NotFound
    return found
