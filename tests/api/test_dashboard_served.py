"""The dashboard on running servers: where it is found, and its own documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import (
    FOLLOW,
    ME,
    UPLOAD,
    Browser,
    acknowledged,
    build,
    subscribed,
    trusted,
    who,
)
from tests.gateway import Gateway, running_gateway


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server that answers nothing but the documents of its dashboard."""
    folder = build(tmp_path_factory.mktemp("dist"))
    settings = {"GATEWAY_DASHBOARD_DIR": str(folder), "GATEWAY_GRAPHQL_DOCUMENTS_ONLY": "true"}
    with running_gateway(tmp_path_factory.mktemp("strict"), **settings) as gateway:
        yield gateway


def test_where_only_trusted_documents_are_answered_the_dashboards_are_by_every_transport(
    strict: Gateway,
) -> None:
    strict.user("trusting")
    browser = Browser(strict)
    browser.sign_in("trusting")
    refused = browser.ask("{ me { id } }").json()
    assert refused["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
    by_post = browser.client.post("/graphql", json=trusted(ME), headers=browser.headers({}))
    assert who(by_post) == "trusting"
    assert who(browser.ask(ME)) == "trusting"
    assert "UploadResumeSuccess" in browser.upload(trusted(UPLOAD)).text
    stream = browser.headers({"accept": "text/event-stream"})
    by_stream = browser.client.post("/graphql", json=trusted(ME), headers=stream)
    assert by_stream.text.startswith('event: next\ndata: {"data":{"me":{"username":"trusting"}}')
    with browser.socket() as socket:
        assert acknowledged(socket)
        followed = subscribed(socket, **trusted(FOLLOW), variables={"id": "1"})
        assert (followed.kind, list(followed.payload["data"])) == ("next", ["resumeUpdated"])
    with browser.socket() as socket:
        assert acknowledged(socket)
        untold = subscribed(socket, query="subscription { resumeUpdated(id: 1) { id } }")
        assert untold.kind == "error"


def test_the_page_that_names_no_other_leads_to_the_dashboard(served: Gateway, behind: Gateway) -> None:
    for gateway, place in ((served, "/app/"), (behind, "/resumes/app/")):
        answer = gateway.client.get("/")
        assert (answer.status_code, answer.headers["location"]) == (307, place)
        page = gateway.client.get("/app/resumes/1")
        assert page.text == f'<!doctype html><base href="{place}">'
        assert len(page.headers.get_list("content-security-policy")) == 1
        assert page.headers["x-content-type-options"] == "nosniff"


def test_where_the_dashboard_is_off_nothing_is_left_of_it(tmp_path: Path) -> None:
    folder = build(tmp_path / "dist")
    settings = {"GATEWAY_DASHBOARD_DIR": str(folder), "GATEWAY_DASHBOARD": "false"}
    with running_gateway(tmp_path / "data", **settings) as gateway:
        account = gateway.user("without")
        browser = Browser(gateway)
        assert browser.sign_in("without").status_code == 404
        for path in ("/app", "/app/", "/app/assets/none.js"):
            assert gateway.client.get(path).status_code == 404
        assert gateway.client.get("/").headers["location"] == "/docs"
        assert who(browser.ask(cookie=f"gateway_session={account.token}")) is None
        unknown = gateway.client.post("/graphql", json=trusted(ME)).json()
        assert unknown["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_FOUND"
