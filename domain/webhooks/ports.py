"""What telling webhooks asks of the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.unit_of_work import UnitOfWork
from domain.webhooks.models import Attempt, Delivery, DeliveryState, News, NewWebhook, Webhook


class WebhookRepository(Protocol):
    """Webhooks, and what they are still to be told."""

    def announce(self, news: News, *, configured: Sequence[str] = ()) -> bool:
        """Have every active webhook told once this is committed; return whether there is any.

        Of those that the settings of some process name, only the `configured` ones.
        """

    def announce_to(self, webhook_id: int, news: News) -> int:
        """The same for one webhook; return the delivery's id."""

    def know(self, urls: Sequence[str], *, at: datetime) -> None:
        """Have the webhooks of the settings among those that are stored."""

    def delivery(self, delivery_id: int) -> Delivery | None:
        """Return what is still to be told; None where it is done, or gone."""

    def note(
        self,
        delivery_id: int,
        attempt: Attempt,
        *,
        state: DeliveryState,
        at: datetime,
        next_at: datetime | None = None,
    ) -> None:
        """Note an attempt, and when the next one is."""

    def forget(self, *, before: datetime) -> int:
        """Drop what was done with before that moment; return how many."""

    def add(self, webhook: NewWebhook) -> Webhook: ...

    def get(self, webhook_id: int) -> Webhook | None: ...

    def count(self) -> int: ...

    def update(self, webhook: Webhook) -> None: ...

    def switch_off(self, webhook: Webhook) -> None:
        """Tell a webhook nothing more, unless it leads elsewhere by now."""

    def delete(self, webhook_id: int) -> bool:
        """Drop a webhook, with its log and what it has not been told."""

    def tell_again(self, delivery_id: int, *, at: datetime) -> bool:
        """Have something told once more that is done with; False where there is no such thing."""


class WebhookWork(UnitOfWork, Protocol):
    """A unit of work on webhooks."""

    @property
    def webhooks(self) -> WebhookRepository: ...


WebhookWorkFactory = Callable[[], WebhookWork]

Details = Callable[[int], Awaitable[Mapping[str, Any] | None]]
"""Returns what is known of a resume now, in REST's form; None where there is nothing."""


class Messenger(Protocol):
    """Sends messages over the network."""

    async def send(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Attempt:
        """Send a message and return what became of it; it raises nothing."""


class DeliveryWatch(Protocol):
    """Is told how attempts go, for those who watch over them."""

    def tried(self, attempt: Attempt, state: DeliveryState) -> None:
        """Note an attempt, and how far the message is after it."""


class Deliveries(Protocol):
    """What tells webhooks in the background."""

    def look_again(self) -> None:
        """Look for what is to be told: something was committed. Losing the call loses nothing.

        It may be called on any thread.
        """


class DeliveredByJobs:
    """Where each delivery has a job, made in the transaction that makes its row."""

    def look_again(self) -> None:
        """Do nothing: the job is there."""
