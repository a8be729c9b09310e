"""What a scrape reads: the counts of this process, and what is looked up for it, in Prometheus's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from api.telemetry.tallies import Spread, Tally

KeyT = TypeVar("KeyT")
FamilyT = TypeVar("FamilyT", CounterMetricFamily, GaugeMetricFamily)


class Backlog(NamedTuple):
    """Resumes whose work has not ended, by their state, and messages that webhooks have not taken.

    Of either, how long the oldest has been there.
    """

    counts: Mapping[str, int]
    oldest_seconds: float
    messages: int
    oldest_message_seconds: float


class PoolUse(NamedTuple):
    """Connections to the database that a pool has given out, keeps, and may have at most."""

    in_use: int
    kept: int
    most: int


class Sources(NamedTuple):
    """What is looked up when a scrape comes.

    Attributes:
        backlog: None where the database does not answer.
        pools: The pools by their names.
    """

    backlog: Callable[[], Backlog | None]
    pools: Callable[[], Mapping[str, PoolUse]]


class GatewayCollector(Collector):
    """Makes metrics of a tally and its sources."""

    def __init__(self, tally: Tally, sources: Sources) -> None:
        self._tally = tally
        self._sources = sources

    def collect(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily]:
        """Yield every metric."""
        yield from self._of_requests()
        yield from self._of_graphql()
        yield from self._of_work()
        pools = self._sources.pools()
        yield _gauge(
            "gateway_database_connections",
            "Connections to the database, by pool: in_use, kept by the pool, and the most it may have.",
            ("pool", "state"),
            {(pool, name): count for pool, use in pools.items() for name, count in use._asdict().items()},
        )

    def _of_requests(self) -> Iterator[CounterMetricFamily | HistogramMetricFamily]:
        tally = self._tally
        yield _counter(
            "gateway_http_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            {(method, route, str(status)): n for (method, route, status), n in _now(tally.requests)},
        )
        yield _histogram(
            "gateway_http_request_seconds",
            "From a request's head to the beginning of its answer.",
            "route",
            tally.request_seconds,
        )
        yield _counter(
            "gateway_refusals",
            "Connections and requests that the edge refused, by reason.",
            ("reason",),
            {(reason,): n for reason, n in _now(tally.refusals)},
        )

    def _of_graphql(self) -> Iterator[CounterMetricFamily | HistogramMetricFamily]:
        tally = self._tally
        yield _counter(
            "gateway_graphql_operations",
            "Operations that ran, by name, or by the beginning of their document's SHA-256.",
            ("type", "operation", "outcome"),
            {(kind, name, outcome): n for (kind, name, outcome), n in _now(tally.operations)},
        )
        yield _histogram(
            "gateway_graphql_operation_seconds",
            "Execution of queries and mutations.",
            "operation",
            tally.operation_seconds,
        )
        yield _counter(
            "gateway_graphql_queries",
            "Queries by the way they ran: compiled, uncovered by the compiler, broken_off and begun anew.",
            ("way",),
            {(way,): n for way, n in _now(tally.queries)},
        )
        yield _counter(
            "gateway_graphql_field_uses",
            "Operations that asked for a field.",
            ("field",),
            {(field,): n for field, n in tally.field_uses().items()},
        )

    def _of_work(self) -> Iterator[CounterMetricFamily | GaugeMetricFamily | HistogramMetricFamily]:
        tally = self._tally
        yield _counter(
            "gateway_analyses",
            "Analyses that ended: analysed, or the code of the failure.",
            ("outcome",),
            {(outcome,): n for outcome, n in _now(tally.analyses)},
        )
        yield _histogram(
            "gateway_analysis_stage_seconds",
            "Stages of analyses by the clock.",
            "stage",
            tally.stage_seconds,
        )
        yield _counter(
            "gateway_webhook_attempts",
            "Messages sent to webhooks: delivered or why not, and how far the message is then.",
            ("outcome", "state"),
            {(outcome, state): n for (outcome, state), n in _now(tally.webhook_attempts)},
        )
        backlog = self._sources.backlog()
        if backlog is not None:
            yield _gauge(
                "gateway_resumes_unfinished",
                "Resumes whose work has not ended, in the whole database.",
                ("state",),
                {(state,): n for state, n in backlog.counts.items()},
            )
            yield _gauge(
                "gateway_resumes_oldest_seconds",
                "How long the oldest of them has been waiting or in work.",
                (),
                {(): backlog.oldest_seconds},
            )
            yield _gauge(
                "gateway_webhook_messages_pending",
                "Messages that webhooks are still to take, in the whole database.",
                (),
                {(): backlog.messages},
            )
            yield _gauge(
                "gateway_webhook_messages_oldest_seconds",
                "How long ago that happened which the oldest of them tells.",
                (),
                {(): backlog.oldest_message_seconds},
            )


def registry_of(tally: Tally, sources: Sources) -> CollectorRegistry:
    """Return what is scraped: the product's metrics, and Python's and the process's own."""
    registry = CollectorRegistry()
    registry.register(GatewayCollector(tally, sources))
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    return registry


def _now(counts: Mapping[KeyT, int]) -> list[tuple[KeyT, int]]:
    # In one step: the event loop may add to it meanwhile.
    return list(counts.items())


def _counter(
    name: str, documentation: str, labels: tuple[str, ...], values: Mapping[tuple[str, ...], int]
) -> CounterMetricFamily:
    return _filled(CounterMetricFamily(name, documentation, labels=labels), values)


def _gauge(
    name: str, documentation: str, labels: tuple[str, ...], values: Mapping[tuple[str, ...], float]
) -> GaugeMetricFamily:
    return _filled(GaugeMetricFamily(name, documentation, labels=labels), values)


def _filled(family: FamilyT, values: Mapping[tuple[str, ...], float]) -> FamilyT:
    for key, value in values.items():
        family.add_metric(key, value)
    return family


def _histogram(
    name: str, documentation: str, label: str, spreads: Mapping[str, Spread]
) -> HistogramMetricFamily:
    family = HistogramMetricFamily(name, documentation, labels=(label,))
    for key, spread in list(spreads.items()):
        buckets, total = spread.told()
        family.add_metric((key,), buckets, total)
    return family
