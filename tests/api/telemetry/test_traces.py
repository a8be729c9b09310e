from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.types import Message, Receive, Scope, Send

from api.telemetry.traces import Traces
from domain.request_ids import REQUEST_ID

pytestmark = pytest.mark.anyio

SAMPLED = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traces(exporter: InMemorySpanExporter) -> Iterator[Traces]:
    made = Traces(exporter)
    yield made
    made.close()


async def nothing() -> Message:
    return {"type": "http.request"}


async def nowhere(_message: Message) -> None:
    pass


async def failing(scope: Scope, _receive: Receive, _send: Send) -> None:
    scope[REQUEST_ID] = "abc-1"
    raise ValueError("".join(["Zhang", " San"]))


async def answering(scope: Scope, _receive: Receive, send: Send) -> None:
    scope[REQUEST_ID] = "abc-1"
    await send({"type": "http.response.start", "status": 200})


def asked(*headers: tuple[bytes, bytes], method: str = "GET") -> Scope:
    return {"type": "http", "method": method, "headers": headers, "path": "/Zhang San"}


async def test_a_mistake_is_told_without_its_values(traces: Traces, exporter: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="Zhang"):
        await traces.request(failing, asked(), nothing, nowhere, route=None)
    traces.flush()
    (span,) = exporter.get_finished_spans()
    assert span.status.description == "ValueError: (message withheld)"
    assert "Zhang San" not in span.to_json()
    assert "failing" in span.to_json()


async def test_a_request_that_fails_is_found_by_its_route_and_name(
    traces: Traces, exporter: InMemorySpanExporter
) -> None:
    with pytest.raises(ValueError, match="Zhang"):
        await traces.request(failing, asked(), nothing, nowhere, route="/graphql")
    traces.flush()
    (span,) = exporter.get_finished_spans()
    assert span.name == "GET /graphql"
    assert span.attributes is not None
    assert span.attributes["request.id"] == "abc-1"


@pytest.mark.parametrize("ratio", [0.0, 1.0])
async def test_callers_do_not_say_which_traces_are_kept(ratio: float, exporter: InMemorySpanExporter) -> None:
    traces = Traces(exporter, ratio=ratio)
    for given in (SAMPLED, SAMPLED[:-1] + b"0", b"nonsense"):
        await traces.request(answering, asked((b"traceparent", given)), nothing, nowhere, route="/graphql")
    await traces.request(answering, asked(), nothing, nowhere, route="/graphql")
    traces.flush()
    assert len(exporter.get_finished_spans()) == (4 if ratio else 0)
    traces.close()


async def test_methods_that_are_none_have_one_name(traces: Traces, exporter: InMemorySpanExporter) -> None:
    await traces.request(answering, asked(method="ZHANG"), nothing, nowhere, route=None)
    traces.flush()
    (span,) = exporter.get_finished_spans()
    assert span.name == "other other"


def test_statements_are_told_as_parts_of_something_only(
    traces: Traces, exporter: InMemorySpanExporter
) -> None:
    with traces.statement("SELECT 1", "sqlite"):
        pass
    with traces.analysis(7, "quick"), traces.statement("SELECT name FROM users WHERE id = ?", "sqlite"):
        pass
    traces.flush()
    statement, analysis = exporter.get_finished_spans()
    assert (statement.name, analysis.name) == ("SELECT", "analysis")
    assert statement.parent is not None
    assert statement.parent.span_id == analysis.context.span_id
