"""Traces over HTTP, GraphQL, SQL and analyses, by OpenTelemetry; loaded only where they are collected.

Spans tell what was done, by names of ours: routes, operations, statements with their placeholders. No path
or query of a client, no variable, no parameter, no header but `traceparent` gets into one, and of exceptions
only what `domain.telling` says.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from time import time_ns

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.telemetry.tallies import METHODS, OTHER
from domain.request_ids import REQUEST_ID
from domain.telling import told
from domain.telling import trace as trace_of

SERVICE = "resume-gateway"
_LONGEST_STATEMENT = 2_000
_PROPAGATOR = TraceContextTextMapPropagator()

Attributes = dict[str, str | int | bool]


class Traces:
    """Makes spans of one process and sends them away.

    Args:
        exporter: Where they go.
        ratio: So large a share of traces is kept, whatever callers ask for.
    """

    def __init__(self, exporter: SpanExporter, *, ratio: float = 1.0) -> None:
        sampler = TraceIdRatioBased(ratio)
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": SERVICE}),
            # A stranger's header neither has everything kept nor hides what he does.
            sampler=ParentBased(sampler, remote_parent_sampled=sampler, remote_parent_not_sampled=sampler),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(SERVICE)

    def flush(self) -> None:
        """Send what has ended."""
        self._provider.force_flush()

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()

    @contextlib.contextmanager
    def span(
        self,
        name: str,
        attributes: Attributes,
        *,
        kind: SpanKind = SpanKind.INTERNAL,
        context: Context | None = None,
    ) -> Iterator[Span]:
        """Make a span, a part of the current one or of `context`; what is begun meanwhile is a part of it."""
        with self._tracer.start_as_current_span(
            name,
            context=context,
            kind=kind,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except Exception as error:
                _note(span, error)
                raise

    @contextlib.contextmanager
    def statement(self, sql: str, system: str) -> Iterator[None]:
        """Make a span of a statement that is part of something."""
        if not trace.get_current_span().is_recording():
            yield
            return
        verb = sql.lstrip().partition(" ")[0].upper()
        attributes: Attributes = {
            "db.system.name": system,
            "db.operation.name": verb,
            "db.query.text": sql[:_LONGEST_STATEMENT],
        }
        with self.span(verb, attributes, kind=SpanKind.CLIENT):
            yield

    @contextlib.contextmanager
    def analysis(self, resume_id: int, effort: str) -> Iterator[Span]:
        """Make a span of the work on a resume, which is a trace of its own."""
        attributes: Attributes = {"resume.id": resume_id, "analysis.effort": effort}
        with self.span("analysis", attributes, kind=SpanKind.CONSUMER, context=Context()) as span:
            yield span

    def note(self, attributes: Attributes) -> None:
        """Add to the current span."""
        trace.get_current_span().set_attributes(attributes)

    async def request(
        self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, *, route: str | None
    ) -> None:
        """Make a span of a request; without `route`, by its scope's."""
        method = scope["method"] if scope["method"] in METHODS else OTHER
        with self.span(
            method, {"http.request.method": method}, kind=SpanKind.SERVER, context=_caller(scope)
        ) as span:

            def sending(message: Message) -> object:
                if message["type"] == "http.response.start":
                    status = message["status"]
                    span.set_attribute("http.response.status_code", status)
                    if status >= 500:
                        span.set_status(Status(StatusCode.ERROR))
                return send(message)

            try:
                await app(scope, receive, sending)  # type: ignore[arg-type]
            finally:
                route = route or str(getattr(scope.get("route"), "path", OTHER))
                span.update_name(f"{method} {route}")
                span.set_attributes({"http.route": route, "request.id": scope[REQUEST_ID]})


def _caller(scope: Scope) -> Context:
    """Return the trace that a caller's request is part of, if it tells of one in the usual form."""
    given = [value for name, value in scope["headers"] if name == b"traceparent"]
    if len(given) != 1:
        return Context()
    return _PROPAGATOR.extract({"traceparent": given[0].decode("latin-1")}, context=Context())


def _note(span: Span, error: Exception) -> None:
    span.set_status(Status(StatusCode.ERROR, told(error)))
    span.add_event(
        "exception",
        {"exception.type": type(error).__qualname__, "exception.stacktrace": trace_of(error)},
        time_ns(),
    )
