"""The OpenAPI document is valid, complete, and true to what the server answers."""

from __future__ import annotations

import contextlib
import re
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from domain.errors import InvalidInput
from domain.users.validation import (
    LONGEST_EMAIL,
    LONGEST_PASSWORD,
    LONGEST_USERNAME,
    clean_email,
    clean_username,
)
from tests import pdf_files
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
        {"file": ("a.pdf", pdf_files.pdf_with_lines(["林晓"]))},
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
    home = gateway.client.get("/docs")
    assert home.status_code == 200
    assert "上传简历" in home.text
    assert "http://" not in home.text
    assert "https://" not in home.text
    assert home.headers["content-security-policy"].startswith("default-src 'none'")


def test_health_and_readiness_are_told(gateway: Gateway) -> None:
    assert gateway.client.get("/healthz").json() == {"status": "ok"}
    assert gateway.becomes_ready()
    body = gateway.client.get("/readyz").json()
    assert body == {
        "status": "ready",
        "checks": {"database": "ok", "migrations": "ok", "storage": "ok", "analyser": "ok"},
        "sandbox": {"missing": body["sandbox"]["missing"]},
    }


def test_the_document_states_what_registration_checks(document: dict[str, Any]) -> None:
    schema = document["components"]["schemas"]["RegisterRequest"]["properties"]
    assert (schema["username"]["minLength"], schema["username"]["maxLength"]) == (1, LONGEST_USERNAME)
    assert (schema["password"]["minLength"], schema["password"]["maxLength"]) == (6, LONGEST_PASSWORD)
    email, blank, nothing = schema["email"]["anyOf"]
    assert (email["format"], email["maxLength"], blank["maxLength"]) == ("email", LONGEST_EMAIL, 0)
    role, none = schema["role"]["anyOf"]
    assert role["enum"] == ["job_seeker", "admin"]
    assert nothing == none == {"type": "null"}


@pytest.mark.parametrize(
    ("name", "valid"),
    [("周敏", True), (" Zhou Min ", True), ("é", True), ("  ", False), ("a\0b", False), ("a\u200bb", False)],
)
def test_names_are_valid_where_the_server_takes_them(
    document: dict[str, Any], name: str, valid: bool
) -> None:
    pattern = document["components"]["schemas"]["RegisterRequest"]["properties"]["username"]["pattern"]
    assert bool(re.search(pattern, name)) is valid
    with contextlib.nullcontext() if valid else pytest.raises(InvalidInput):
        clean_username(name)


@pytest.mark.parametrize("address", ["a@b.test", "a@x.TEST", "a@localhost", "a@host.local"])
def test_reserved_domains_are_told_to_be_refused(document: dict[str, Any], address: str) -> None:
    email = document["components"]["schemas"]["RegisterRequest"]["properties"]["email"]["anyOf"][0]
    assert re.search(email["not"]["pattern"], address)
    with pytest.raises(InvalidInput):
        clean_email(address)
    assert not re.search(email["not"]["pattern"], "a@latest.example.com")


def test_every_operation_tells_when_it_can_be_tried_again(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            assert "Retry-After" in described["responses"]["503"]["headers"], (method, path)
    assert "507" in document["paths"]["/api/resumes/upload"]["post"]["responses"]


def test_a_refusal_for_asking_too_often_tells_its_limits(gateway: Gateway, document: dict[str, Any]) -> None:
    told = {"Retry-After", "RateLimit", "RateLimit-Policy"}
    for path in ("/api/register", "/api/login", "/api/resumes/upload"):
        assert set(document["paths"][path]["post"]["responses"]["429"]["headers"]) == told
    wrong = {"username": "guessed-often", "password": "wrong"}
    answers = [gateway.client.post("/api/login", json=wrong) for _ in range(12)]
    assert answers[-1].status_code == 429
    assert all(name in answers[-1].headers for name in told)
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3600


def test_every_number_has_its_limits_and_every_operation_its_words(document: dict[str, Any]) -> None:
    listed = {tag["name"] for tag in document["tags"]}
    for methods in document["paths"].values():
        for described in methods.values():
            assert described["description"]
            assert set(described["tags"]) <= listed
            for parameter in described.get("parameters", ()):
                assert parameter["schema"]["maximum"] == 2**63 - 1
