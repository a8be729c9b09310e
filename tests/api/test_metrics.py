"""Metrics of a running server, and who may read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests import pdf_files
from tests.gateway import Gateway, running_gateway

TOKEN = "scrape-token-of-the-operator"
NAME, EMAIL, FILE, SEARCH = "markername", "marker@example.com", "markerfile", "markersearch"
_TOLD = re.compile(r"metrics are told on (http://\S+)")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    settings = {"GATEWAY_METRICS_PORT": "0", "GATEWAY_METRICS_TOKEN": TOKEN}
    with running_gateway(tmp_path_factory.mktemp("metrics"), **settings) as running:
        yield running


def own_port(gateway: Gateway) -> str:
    gateway.tells("metrics are told on")
    (url,) = [found[1] for line in gateway.log if (found := _TOLD.search(line))]
    return url


def scrape(gateway: Gateway) -> str:
    answer = httpx.get(own_port(gateway), headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False)
    assert answer.status_code == 200
    return answer.text


def value(text: str, sample: str, **labels: str) -> float:
    """Return the sum of a sample's series that have these labels."""
    return sum(
        each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
        if each.name == sample and labels.items() <= each.labels.items()
    )


def test_requests_operations_fields_and_work_are_told(measured: Gateway) -> None:
    seeker = measured.user("watched")
    before = scrape(measured)
    for path in ("/api/resumes/1", "/api/resumes/2", "/nothing"):
        measured.get(seeker, path)
    query = {"query": "query Mine { me { username resumes { totalCount } } }"}
    for _ in range(3):
        assert measured.client.post("/graphql", json=query, headers=seeker.headers).status_code == 200
    measured.client.post("/graphql", json={"query": "{ __typename }"}, headers=seeker.headers)
    resume = measured.upload(seeker, "a.pdf", pdf_files.pdf_with_lines(["张伟", "求职意向：会计"]))
    measured.finished(seeker, resume)
    after = scrape(measured)

    def more(sample: str, **labels: str) -> float:
        return value(after, sample, **labels) - value(before, sample, **labels)

    route = "/api/resumes/{resume_id:id}"
    assert more("gateway_http_requests_total", method="GET", route=route, status="404") == 2
    assert more("gateway_http_requests_total", route="other", status="404") == 1
    assert more("gateway_http_requests_total", route="/graphql") == 4
    assert more("gateway_http_request_seconds_count", route="/graphql") == 4
    assert more("gateway_http_request_seconds_sum", route="/graphql") > 0
    assert more("gateway_graphql_operations_total", type="query", operation="Mine", outcome="ok") == 3
    assert more("gateway_graphql_operation_seconds_count", operation="Mine") == 3
    assert more("gateway_graphql_queries_total", way="compiled") == 4
    assert more("gateway_graphql_field_uses_total", field="User.resumes") == 3
    assert more("gateway_analyses_total", outcome="analysed") == 1
    for stage in ("reading_quick", "matching", "storing", "upload_to_end"):
        assert more("gateway_analysis_stage_seconds_count", stage=stage) == 1
    assert value(after, "gateway_resumes_unfinished", state="uploaded") == 0
    assert value(after, "gateway_database_connections", pool="writing", state="most") > 0
    assert value(after, "process_cpu_seconds_total") > 0


def test_nobody_scrapes_without_the_token(measured: Gateway) -> None:
    admin = measured.user("watching", role="admin")
    for url in (own_port(measured), f"{measured.url}/metrics"):
        for headers in (
            {},
            admin.headers,
            {"Authorization": "Bearer guessed"},
            {"Authorization": f"Basic {TOKEN}"},
        ):
            answer = httpx.get(url, headers=headers, trust_env=False)
            assert answer.status_code == 401, (url, headers)
            assert "gateway_" not in answer.text
        held = httpx.get(url, headers={"Authorization": f"bearer {TOKEN}"}, trust_env=False)
        assert held.status_code == 200
        assert "gateway_http_requests_total" in held.text
    assert measured.client.get("/metrics").json() == {"error": "未登录或登录已失效"}


def test_each_of_several_processes_tells_of_itself(tmp_path: Path) -> None:
    settings = {"GATEWAY_WORKERS": "2", "GATEWAY_METRICS_PORT": "0", "GATEWAY_METRICS_TOKEN": TOKEN}
    with running_gateway(tmp_path, **settings) as shared:
        urls = [found[1] for line in shared.log if (found := _TOLD.search(line))]
        assert len(urls) == 2
        seeker = shared.user("ann")
        with ExitStack() as held:
            for _ in range(20):
                # A connection each, which stays open: whoever has fewer is given the next.
                client = held.enter_context(httpx.Client(trust_env=False))
                client.get(f"{shared.url}/api/resumes", headers=seeker.headers)
        assert shared.client.get("/metrics").status_code == 404
        headers = {"Authorization": f"Bearer {TOKEN}"}
        texts = [httpx.get(url, headers=headers, trust_env=False).text for url in urls]
        each = [value(text, "gateway_http_requests_total", route="/api/resumes") for text in texts]
        assert sum(each) == 20
        assert min(each) > 0


def test_without_a_setting_there_are_no_metrics(gateway: Gateway) -> None:
    assert gateway.client.get("/metrics").status_code == 404
    assert not [line for line in gateway.log if _TOLD.search(line)]


def test_no_client_makes_series_without_end_or_gets_its_words_into_them(measured: Gateway) -> None:
    seeker = measured.user(NAME)
    client = measured.client
    client.get("/graphql", params={"query": f'{{ positions(search: "{SEARCH}") {{ totalCount }} }}'})
    lines = scrape(measured).count("\n")
    for number in range(30):
        client.get(f"/{FILE}/{number}", params={"email": EMAIL})
        client.get(f"/api/resumes/{number}", headers=seeker.headers)
        client.request(f"METHOD{number}", "/healthz")
    for number in range(220):
        query = {"query": f"query Attack{number} {{ a{number}: __typename }}"}
        assert client.post("/graphql", json=query, headers=seeker.headers).status_code == 200
    client.post("/api/login", json={"username": NAME, "password": SEARCH})
    measured.upload(seeker, f"{FILE}.pdf", pdf_files.pdf_with_lines([EMAIL]))
    text = scrape(measured)
    operations = {
        each.labels["operation"]
        for family in text_string_to_metric_families(text)
        for each in family.samples
        if each.name == "gateway_graphql_operations_total"
    }
    assert len(operations) <= 210
    assert "other" in operations
    assert text.count("\n") - lines < 210 * 20
    assert [mark for mark in (NAME, EMAIL, FILE, SEARCH, seeker.token, "METHOD1") if mark in text] == []
