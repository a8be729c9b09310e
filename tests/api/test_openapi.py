"""The OpenAPI document is valid, complete, and true to what the server answers."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests import files
from tests.gateway import Account, Gateway

DOCUMENTED = {
    ("post", "/api/register"),
    ("post", "/api/login"),
    ("post", "/api/resumes/upload"),
    ("get", "/api/resumes"),
    ("get", "/api/resumes/{resume_id}"),
    ("get", "/api/resumes/{resume_id}/analysis"),
    ("get", "/api/resumes/{resume_id}/matches"),
    ("get", "/api/admin/users"),
    ("get", "/api/admin/resumes"),
}


@pytest.fixture(scope="module")
def document(gateway: Gateway) -> dict[str, Any]:
    found: dict[str, Any] = gateway.client.get("/openapi.json").json()
    return found


def conforms(document: dict[str, Any], method: str, path: str, answer: httpx.Response) -> None:
    responses = document["paths"][path][method]["responses"]
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    root = {**schema, "components": document["components"]}
    Draft202012Validator(root).validate(answer.json())


def test_the_document_is_valid_and_names_the_nine_routes(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()
    found = {(method, path) for path, methods in document["paths"].items() for method in methods}
    assert found == DOCUMENTED


def test_answers_conform_to_the_document(gateway: Gateway, document: dict[str, Any]) -> None:
    client = gateway.client
    credentials = {"username": "conforming", "password": "secret1"}
    for status in (201, 409):
        answer = client.post("/api/register", json=credentials)
        assert answer.status_code == status
        conforms(document, "post", "/api/register", answer)
    for body in (credentials, {"username": "conforming"}, {**credentials, "password": "wrong"}):
        conforms(document, "post", "/api/login", client.post("/api/login", json=body))
    account = Account("conforming", client.post("/api/login", json=credentials).json()["access_token"])
    for part in (
        {"file": ("a.pdf", files.pdf_with_lines(["林晓"]))},
        {"file": ("a.exe", b"MZ\x90" * 99)},
        {"no": b"x"},
    ):
        answer = client.post("/api/resumes/upload", files=part, headers=account.headers)
        conforms(document, "post", "/api/resumes/upload", answer)
    [resume] = gateway.get(account, "/api/resumes").json()
    gateway.finished(account, resume["id"])
    for method, path in DOCUMENTED:
        if method == "get":
            for resume_id in (resume["id"], 10**15):
                url = path.format(resume_id=resume_id)
                for caller in (account, gateway.login("root")):
                    answer = gateway.get(caller, url)
                    if (answer.status_code, "resume_id" in path) != (404, False):
                        conforms(document, method, path, answer)
                conforms(document, method, path, client.get(url))


def test_the_page_for_people_needs_no_internet(gateway: Gateway) -> None:
    home = gateway.client.get("/", follow_redirects=True)
    assert home.status_code == 200
    assert home.url.path == "/docs"
    assert "上传简历" in home.text
    assert "http://" not in home.text
    assert "https://" not in home.text
    assert home.headers["content-security-policy"].startswith("default-src 'none'")


def test_health_and_readiness_are_told(gateway: Gateway) -> None:
    assert gateway.client.get("/healthz").json() == {"status": "ok"}
    body = gateway.client.get("/readyz").json()
    assert body == {
        "status": "ready",
        "checks": {"database": "ok", "storage": "ok", "analyser": "ok"},
        "sandbox": {"missing": body["sandbox"]["missing"]},
    }
