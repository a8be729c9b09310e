"""Traces as a collector gets them, and what they never tell."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests import pdf_files
from tests.gateway import PASSWORD, Gateway

NAME, EMAIL, FILE, TEXT, SEARCH = "markername", "marker@example.com", "markerfile", "陈标记", "markersearch"
SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Collector:
    """Takes what is sent to it by HTTP."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                zipped = self.headers.get("content-encoding") == "gzip"
                collector.bodies.append(gzip.decompress(body) if zipped else body)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Told(NamedTuple):
    """All spans of a server that was used and stopped."""

    spans: list[Span]
    raw: bytes
    token: str

    def named(self, name: str) -> list[Span]:
        return [span for span in self.spans if span.name == name]

    def below(self, parent: Span) -> set[str]:
        """The names of the spans that are part of one, directly or not."""
        found: set[str] = set()
        for span in self.spans:
            if span.parent_span_id == parent.span_id:
                found |= {span.name, *self.below(span)}
        return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    collector = Collector()
    gateway = Gateway(tmp_path_factory.mktemp("traces"), GATEWAY_TRACES_URL=f"http://{collector.address}")
    gateway.start()
    try:
        client = gateway.client
        client.post("/api/register", json={"username": NAME, "password": PASSWORD, "email": EMAIL})
        seeker = gateway.login(NAME)
        resume = gateway.upload(seeker, f"{FILE}.pdf", pdf_files.pdf_with_lines([TEXT, EMAIL]))
        gateway.finished(seeker, resume)
        query = "query Found($text: String) { positions(search: $text) { totalCount } me { email } }"
        for body in (
            {"query": query, "variables": {"text": SEARCH}},
            {"query": f'{{ positions(search: "{SEARCH}") {{ totalCount }} }}'},
        ):
            client.post("/graphql", json=body, headers=seeker.headers)
        client.get(f"/{FILE}", params={"q": SEARCH})
        client.get(
            "/api/resumes", headers={**seeker.headers, "traceparent": SAMPLED, "tracestate": f"a={NAME}"}
        )
        client.get("/healthz", headers={"traceparent": f"{NAME}-x"})
    finally:
        gateway.stop()
        collector.close()
    spans = []
    for sent in collector.bodies:
        for resource in ExportTraceServiceRequest.FromString(sent).resource_spans:
            spans += [span for scope in resource.scope_spans for span in scope.spans]
    return Told(spans, b"".join(collector.bodies), seeker.token)


def test_a_request_is_a_trace_with_its_operation_and_its_statements(told: Told) -> None:
    first, _ = told.named("POST /graphql")
    assert first.kind == Span.SPAN_KIND_SERVER
    assert "query Found" in told.below(first)
    assert "SELECT" in told.below(first)
    attributes = {each.key: each.value for each in told.named("query Found")[0].attributes}
    assert attributes["graphql.compiled"].bool_value
    assert set(attributes) == {
        "graphql.operation.type",
        "graphql.operation.name",
        "graphql.document.hash",
        "graphql.compiled",
        "graphql.errors",
    }
    (upload,) = told.named("POST /api/resumes/upload")
    assert {"BEGIN", "INSERT"} & told.below(upload)


def test_an_analysis_is_a_trace_of_its_own_with_its_stages(told: Told) -> None:
    (analysis,) = told.named("analysis")
    assert not analysis.parent_span_id
    assert {"reading_quick", "matching", "storing", "INSERT"} <= told.below(analysis)
    attributes = {each.key: each.value for each in analysis.attributes}
    assert attributes["analysis.outcome"].string_value == "analysed"


def test_a_caller_may_say_of_which_trace_a_request_is_part(told: Told) -> None:
    (followed,) = told.named("GET /api/resumes")
    assert followed.trace_id.hex() == SAMPLED.split("-")[1]
    (health,) = told.named("GET /healthz")
    assert not health.parent_span_id


def test_no_span_tells_what_anybody_sent(told: Told) -> None:
    assert told.spans
    marks = (NAME, EMAIL, FILE, TEXT, SEARCH, PASSWORD, told.token)
    assert [mark for mark in marks if mark.encode() in told.raw] == []
    assert {"GET other"} <= {span.name for span in told.spans}


def test_a_collector_that_is_away_holds_nobody_up(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path, GATEWAY_TRACES_URL="http://127.0.0.1:9")
    gateway.start()
    assert gateway.client.get("/healthz").status_code == 200
    assert gateway.stop() in (0, -15)
