"""What is counted while requests are answered.

A counter of a metrics library takes a microsecond or more for each step, and a small request takes 150. So
requests only add to plain numbers here; what a scrape reads is made of them when one comes.

Nothing that a client chooses makes a series: labels are routes, methods, states and codes of ours, and names
of operations only as long as there is room (`Names`).
"""

from __future__ import annotations

import contextlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from time import perf_counter
from typing import NamedTuple

from starlette.types import Message, Scope, Send

from domain.webhooks.models import Attempt, DeliveryFailure, DeliveryState

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LONG_BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 60.0, 300.0, 3600.0)
OTHER = "other"
REFUSED = "refused"
WHOLE = "upload_to_end"
MOST_NAMES = 200
MOST_SELECTIONS = 500

_ATTEMPTS = [
    (DeliveryState.DELIVERED.value, DeliveryState.DELIVERED.value),
    *(
        (failure.value, state.value)
        for failure in DeliveryFailure
        for state in (DeliveryState.PENDING, DeliveryState.GIVEN_UP)
    ),
]

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Spread:
    """How often something took how long: counts below bounds, and the sum."""

    __slots__ = ("_bounds", "_counts", "_sum")

    def __init__(self, bounds: tuple[float, ...] = BOUNDS) -> None:
        self._bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._sum += seconds

    def told(self) -> tuple[list[tuple[str, float]], float]:
        """Return how many took so long or less, by bounds as Prometheus writes them, and the sum."""
        below, told = 0, []
        for bound, count in zip((*map(str, self._bounds), "+Inf"), list(self._counts), strict=True):
            below += count
            told.append((bound, float(below)))
        return told, self._sum


class Names:
    """A bounded number of names; whatever is new when there is no room goes by `other`."""

    def __init__(self, always: Iterable[str] = (), *, most: int = MOST_NAMES) -> None:
        self._names = dict.fromkeys(always, True)
        self._most = len(self._names) + most

    def of(self, name: str) -> str:
        """Return the name, or `other`."""
        if name in self._names:
            return name
        if len(self._names) >= self._most:
            return OTHER
        self._names[name] = True
        return name


class Known(NamedTuple):
    """What counting an operation needs: its keys among the counts, its times, its fields."""

    ok: tuple[str, str, str]
    errors: tuple[str, str, str]
    spread: Spread
    fields: frozenset[str]


class Tally:
    """Counts of one process. The event loop adds, any thread may read.

    Attributes:
        refusals: How often the edge refused what, counted there.
        queries: How many queries ran in which way, counted by the executor.
    """

    def __init__(self, *, refusals: Mapping[str, int] | None = None) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.request_seconds: dict[str, Spread] = {}
        self.refusals: Mapping[str, int] = {} if refusals is None else refusals
        self.queries: Mapping[str, int] = {}
        self.operations: Counter[tuple[str, str, str]] = Counter()
        self.operation_seconds: dict[str, Spread] = {}
        self._operation_names = Names()
        self._known: dict[Hashable, Known] = {}
        # Whole selections are counted, and taken apart when they are many or read: a request has dozens.
        # Both are replaced in one step, so that no scrape finds a use in both or in neither.
        self._uses: tuple[Counter[str], Counter[frozenset[str]]] = Counter(), Counter()
        self.analyses: Counter[str] = Counter()
        # Told from the start, so that a rule for alerts sees the first of a kind.
        self.webhook_attempts: Counter[tuple[str, str]] = Counter(dict.fromkeys(_ATTEMPTS, 0))
        self.stage_seconds: dict[str, Spread] = {}

    def answering(self, scope: Scope, send: Send, began: float, *, route: str | None = None) -> Send:
        """Return `send`, which counts the request when its answer begins; without `route`, by its scope's."""

        def sending(message: Message) -> object:
            if message["type"] == "http.response.start":
                named = route or str(getattr(scope.get("route"), "path", OTHER))
                self.answered(scope["method"], named, message["status"], perf_counter() - began)
            return send(message)

        return sending  # type: ignore[return-value]

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests[method if method in METHODS else OTHER, route, status] += 1
        _spread(self.request_seconds, route).add(seconds)

    def know_operations(self, names: Iterable[str]) -> None:
        """Keep room for the names of operations that the operator trusts."""
        self._operation_names = Names(names)

    def known(self, key: Hashable) -> Known | None:
        """Return what is known of an operation by its key, None where it is to be told (`know`)."""
        return self._known.get(key)

    def know(self, key: Hashable, *, kind: str, name: str, fields: frozenset[str]) -> Known:
        """Remember an operation, so that counting it takes no more than additions."""
        named = self._operation_names.of(name)
        spread = _spread(self.operation_seconds, named)
        known = Known((kind, named, "ok"), (kind, named, "errors"), spread, fields)
        if len(self._known) >= MOST_SELECTIONS:
            # Nothing is counted there.
            self._known.clear()
        self._known[key] = known
        return known

    def operated(self, known: Known, *, errors: bool, seconds: float | None) -> None:
        """Count an operation that ran; `seconds` is None of a subscription, which has no end."""
        self.operations[known.errors if errors else known.ok] += 1
        if seconds is not None:
            known.spread.add(seconds)
        selections = self._uses[1]
        selections[known.fields] += 1
        if len(selections) > MOST_SELECTIONS:
            self._uses = self.field_uses(), Counter()

    def field_uses(self) -> Counter[str]:
        """Return in how many operations each field of the schema was asked for."""
        taken_apart, selections = self._uses
        uses = taken_apart.copy()
        for fields, count in list(selections.items()):
            for field in fields:
                uses[field] += count
        return uses

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count a stage of an analysis for the time of the context, however it ends."""
        began = perf_counter()
        try:
            yield
        finally:
            _spread(self.stage_seconds, name, LONG_BOUNDS).add(perf_counter() - began)

    def ended(self, outcome: str, *, seconds: float | None) -> None:
        """Count an analysis that ended so long after its upload."""
        self.analyses[outcome] += 1
        if seconds is not None:
            _spread(self.stage_seconds, WHOLE, LONG_BOUNDS).add(seconds)

    def tried(self, attempt: Attempt, state: DeliveryState) -> None:
        """Count an attempt to tell a webhook."""
        self.webhook_attempts[(attempt.failure or state).value, state.value] += 1


def _spread(spreads: dict[str, Spread], name: str, bounds: tuple[float, ...] = BOUNDS) -> Spread:
    spread = spreads.get(name)
    if spread is None:
        spread = spreads[name] = Spread(bounds)
    return spread
