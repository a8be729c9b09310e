from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from graphql import build_schema

from graphql_schema.admission.documents import Documents
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.refusals import Refused
from tests.graphql_schema.small import SDL, Small, codes

pytestmark = pytest.mark.anyio

SCHEMA = build_schema(SDL)
HELLO = "query Hello { hello }"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def persisted(text: str) -> dict[str, object]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text)}}


def test_a_document_is_prepared_once() -> None:
    documents = Documents(SCHEMA, limits=Limits())
    assert documents.by_text(HELLO) is documents.by_text(HELLO)
    assert documents.by_text(HELLO).text_hash == sha256(HELLO)


def test_the_only_operation_needs_no_name() -> None:
    prepared = Documents(SCHEMA, limits=Limits()).by_text(HELLO)
    assert prepared.operations[None] is prepared.operations["Hello"]
    several = Documents(SCHEMA, limits=Limits()).by_text("query A { hello } query B { hello }")
    assert set(several.operations) == {"A", "B"}


def test_the_documents_longest_unused_are_forgotten() -> None:
    documents = Documents(SCHEMA, limits=Limits(), kept=2)
    first = documents.by_text("{ a: hello }")
    documents.by_text("{ b: hello }")
    assert documents.by_text("{ a: hello }") is first
    documents.by_text("{ c: hello }")
    assert documents.by_text("{ a: hello }") is first
    with pytest.raises(Refused, match="PersistedQueryNotFound"):
        documents.by_hash(sha256("{ b: hello }"), None)


def test_long_documents_take_more_of_the_room() -> None:
    documents = Documents(SCHEMA, limits=Limits(), kept_characters=100)
    documents.by_text(HELLO)
    documents.by_text("{ hello } #" + "x" * 85)
    with pytest.raises(Refused, match="PersistedQueryNotFound"):
        documents.by_hash(sha256(HELLO), None)


def test_a_wrong_document_is_not_kept() -> None:
    documents = Documents(SCHEMA, limits=Limits())
    with pytest.raises(Refused):
        documents.by_text("{ nothing }")
    with pytest.raises(Refused, match="PersistedQueryNotFound"):
        documents.by_hash(sha256("{ nothing }"), None)


async def test_a_persisted_query_is_sent_once_and_named_by_its_hash_afterwards() -> None:
    small = Small()
    unknown = await small.post({"extensions": persisted(HELLO)})
    assert codes(unknown) == ["PERSISTED_QUERY_NOT_FOUND"]
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    sent = await small.post({"query": HELLO, "extensions": persisted(HELLO)})
    by_post = await small.post({"extensions": persisted(HELLO)})
    by_get = await small.get({"extensions": json.dumps(persisted(HELLO))})
    assert sent.json()["data"] == by_post.json()["data"] == by_get.json()["data"] == {"hello": "hello world"}


async def test_a_hash_of_another_text_is_refused() -> None:
    answer = await Small().post({"query": "{ me { name } }", "extensions": persisted(HELLO)})
    assert answer.status_code == 400
    assert codes(answer) == ["PERSISTED_QUERY_MISMATCH"]


async def test_persisted_queries_can_be_off() -> None:
    answer = await Small(persisted_queries=False).post({"query": HELLO, "extensions": persisted(HELLO)})
    assert codes(answer) == ["PERSISTED_QUERY_NOT_SUPPORTED"]


@pytest.mark.parametrize(
    "extension",
    [[], {"version": 2, "sha256Hash": "0"}, {"version": 1}, {"version": 1, "sha256Hash": 7}],
)
async def test_a_malformed_persisted_query_is_a_bad_request(extension: object) -> None:
    answer = await Small().post({"extensions": {"persistedQuery": extension}})
    assert answer.status_code == 400
    assert codes(answer) == ["BAD_REQUEST"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hello.graphql").write_text(HELLO)
    (tmp_path / "relay.json").write_text(json.dumps({"who": "{ me { name } }"}))
    (tmp_path / "apollo.json").write_text(
        json.dumps(
            {
                "format": "apollo-persisted-query-manifest",
                "version": 1,
                "operations": [{"id": "rename", "name": "R", "type": "mutation", "body": RENAME}],
            }
        )
    )
    (tmp_path / "README").write_text("not a document")
    return tmp_path


RENAME = 'mutation R { rename(name: "x") }'


async def test_trusted_documents_are_named_by_their_ids(folder: Path) -> None:
    small = Small(trusted_documents=folder)
    for document_id in (f"sha256:{sha256(HELLO)}", f"sha256:{sha256(HELLO).upper()}"):
        answer = await small.post({"documentId": document_id})
        assert answer.json()["data"] == {"hello": "hello world"}
    assert (await small.get({"documentId": "who"})).json()["data"] == {"me": None}
    assert (await small.post({"documentId": "rename"})).json()["data"] == {"rename": "x"}
    assert (await small.post({"query": "{ hello }"})).status_code == 200


async def test_a_trusted_mutation_does_not_run_by_get(folder: Path) -> None:
    small = Small(trusted_documents=folder)
    assert (await small.get({"documentId": "rename"})).status_code == 405
    assert small.root.renamed == []


async def test_an_unknown_document_id_is_told() -> None:
    assert codes(await Small().post({"documentId": "sha256:00"})) == ["DOCUMENT_NOT_FOUND"]


async def test_nothing_but_trusted_documents_may_be_accepted(folder: Path) -> None:
    small = Small(trusted_documents=folder, trusted_only=True)
    assert codes(await small.post({"query": "{ hello }"})) == ["DOCUMENT_NOT_TRUSTED"]
    assert codes(await small.post({"query": "{ hello }", "extensions": persisted("{ hello }")})) == [
        "PERSISTED_QUERY_NOT_SUPPORTED"
    ]
    assert "data" in (await small.post({"query": HELLO})).json()
    assert "data" in (await small.post({"extensions": persisted(HELLO)})).json()


async def test_a_request_names_a_document_in_one_way(folder: Path) -> None:
    answer = await Small(trusted_documents=folder).post({"documentId": "who", "query": HELLO})
    assert codes(answer) == ["BAD_REQUEST"]


def test_a_trusted_document_that_cannot_run_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"old": "{ gone }"}))
    with pytest.raises(ValueError, match="The trusted document old cannot run: Cannot query field 'gone'"):
        Small(trusted_documents=tmp_path)
