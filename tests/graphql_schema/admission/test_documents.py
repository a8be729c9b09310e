from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import anyio
import pytest
from graphql import FieldNode, FragmentSpreadNode, build_schema

from domain.turns import WAITING_PER_CALLER
from graphql_schema.admission.documents import Documents
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.preparing import PreparedDocument, Preparing
from graphql_schema.admission.refusals import Refused
from tests.graphql_schema.asgi import acknowledged
from tests.graphql_schema.small import SDL, Small, codes

pytestmark = pytest.mark.anyio

SCHEMA = build_schema(SDL)
HELLO = "query Hello { hello }"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def persisted(text: str) -> dict[str, object]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text)}}


async def test_a_document_is_kept_when_it_is_seen_again() -> None:
    documents = Documents(SCHEMA, limits=Limits())
    first = await documents.by_text(HELLO)
    assert documents.kept(HELLO) is None
    second = await documents.by_text(HELLO)
    assert second is not first
    assert documents.kept(HELLO) is second
    assert await documents.by_text(HELLO) is second
    assert second.text_hash == sha256(HELLO)


async def test_a_document_that_many_bring_at_once_is_prepared_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []
    prepare = Preparing.prepare

    def told(self: Preparing, text: str, **how: bool) -> PreparedDocument:
        texts.append(text)
        return prepare(self, text, **how)

    monkeypatch.setattr(Preparing, "prepare", told)
    documents = Documents(SCHEMA, limits=Limits())
    async with anyio.create_task_group() as tasks:
        for number in range(5):
            tasks.start_soon(partial(documents.by_text, HELLO, caller=f"address {number}"))
    assert texts == [HELLO, HELLO]


async def test_a_new_document_is_prepared_off_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []
    prepare = Preparing.prepare

    def told(self: Preparing, text: str, **how: bool) -> PreparedDocument:
        threads.append(threading.get_ident())
        return prepare(self, text, **how)

    monkeypatch.setattr(Preparing, "prepare", told)
    await Documents(SCHEMA, limits=Limits()).by_text(HELLO)
    assert threads != [threading.get_ident()]
    assert len(threads) == 1


async def test_a_caller_with_too_many_new_documents_is_asked_to_come_again() -> None:
    small = Small()
    turns = small.executor.turns
    async with turns.turn("another"), anyio.create_task_group() as tasks:
        for number in range(WAITING_PER_CALLER):
            tasks.start_soon(small.post, {"query": f"{{ a{number}: hello }}"})
        await anyio.wait_all_tasks_blocked()
        answer = await small.post({"query": "{ late: hello }"})
        assert (answer.status_code, codes(answer)) == (503, ["TOO_BUSY"])
        assert answer.headers["retry-after"] == "1"
        tasks.cancel_scope.cancel()
    assert (await small.post({"query": "{ late: hello }"})).status_code == 200


async def test_the_documents_longest_unused_are_forgotten() -> None:
    def aliased(letter: str) -> str:
        return "{ " + " ".join(f"{letter}{number}: hello" for number in range(40)) + " }"

    size = (await Documents(SCHEMA, limits=Limits()).by_text(aliased("a"))).size_bytes
    documents = Documents(SCHEMA, limits=Limits(), kept_bytes=int(2.5 * (size + 200)))
    for letter in "abac":
        for _ in range(2):
            await documents.by_text(aliased(letter))
    assert [documents.kept(aliased(letter)) is not None for letter in "abc"] == [True, False, True]


async def test_texts_known_by_their_hashes_are_forgotten_too() -> None:
    documents = Documents(SCHEMA, limits=Limits(), kept_bytes=60_000)
    texts = [f"{{ hello }} #{number} {'x' * 500}" for number in range(20)]
    for text in texts:
        await documents.by_text(text)
    assert (await documents.by_hash(sha256(texts[-1]), None)).text_hash == sha256(texts[-1])
    with pytest.raises(Refused, match="PersistedQueryNotFound"):
        await documents.by_hash(sha256(texts[0]), None)


async def test_any_number_of_documents_takes_no_more_room_than_is_set() -> None:
    documents = Documents(SCHEMA, limits=Limits(), kept_bytes=2**20)
    for seen in (1, 2):
        for number in range(100 // seen):
            text = "{ " + " ".join(f"a{number}_{field}: hello" for field in range(49)) + " }"
            for _ in range(seen):
                await documents.by_text(text)
            assert documents.kept_bytes <= 2**20 * 5 // 4
        assert (documents.kept_bytes > 2**19) == (seen == 2)


async def test_documents_leave_nothing_of_themselves_to_the_garbage_collector() -> None:
    documents = Documents(SCHEMA, limits=Limits(selections=100, comparisons=500))
    chain = "".join(f"fragment f{n} on Query {{ hello ...f{n + 1} ...f{n + 1} }} " for n in range(9))
    repeated = "{ " + "hello " * 90 + "}"
    texts = [
        HELLO,
        "{ " + " ".join(f"a{n}: hello" for n in range(40)) + " }",
        f"{{ ...f0 }} {chain} fragment f9 on Query {{ hello }}",
        repeated,
        f"{{ {'x' * 30} {'y' * 30} {'hello ' * 50} }}",
        "{ hello ",
    ]
    for text in texts:
        with contextlib.suppress(Refused):
            await documents.by_text(text + "#0")
    gc.collect()
    gc.disable()
    try:
        before = nodes()
        for text in texts:
            with contextlib.suppress(Refused):
                await documents.by_text(text + "#1")
        left = nodes()
    finally:
        gc.enable()
    # What other tests hold on to is there before, too.
    assert len(left) == len(before)


def nodes() -> list[object]:
    """Return the fields of documents that there are in memory."""
    return [thing for thing in gc.get_objects() if isinstance(thing, FieldNode | FragmentSpreadNode)]


async def test_a_wrong_document_is_not_kept() -> None:
    documents = Documents(SCHEMA, limits=Limits())
    with pytest.raises(Refused):
        await documents.by_text("{ nothing }")
    with pytest.raises(Refused, match="PersistedQueryNotFound"):
        await documents.by_hash(sha256("{ nothing }"), None)
    assert documents.kept_bytes == 0


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


def built(text: str) -> Callable[[str], str | None]:
    return {sha256(text): text}.get


async def test_a_document_of_our_own_front_end_is_prepared_when_it_is_asked_for_and_kept() -> None:
    texts: list[str] = []

    def asked(wanted: str) -> str | None:
        texts.append(wanted)
        return HELLO if wanted == sha256(HELLO) else None

    documents = Documents(SCHEMA, limits=Limits(), built=asked, trusted_only=True)
    assert texts == []
    first = await documents.by_id(f"sha256:{sha256(HELLO)}")
    assert await documents.by_text(HELLO) is first
    assert await documents.by_hash(sha256(HELLO), None) is first
    assert texts == [sha256(HELLO)]
    for wanted in (
        documents.by_id("sha256:00"),
        documents.by_id(sha256(HELLO)),
        documents.by_text("{ who }"),
    ):
        with pytest.raises(Refused):
            await wanted


async def test_one_that_the_schema_does_not_know_any_more_is_refused_and_stops_nothing() -> None:
    small = Small(built_documents=built("{ gone }"))
    for _ in range(2):
        answer = await small.post({"documentId": f"sha256:{sha256('{ gone }')}"})
        assert codes(answer) == ["GRAPHQL_VALIDATION_FAILED"]


async def test_every_transport_takes_the_id_of_a_document() -> None:
    small = Small(built_documents=built(HELLO), trusted_only=True)
    asked = {"documentId": f"sha256:{sha256(HELLO)}", "operationName": "Hello", "variables": {}}
    assert (await small.post(asked)).json()["data"] == {"hello": "hello world"}
    assert (await small.get({"documentId": str(asked["documentId"])})).json()["data"] is not None
    streamed = await small.post(asked, accept="text/event-stream")
    assert '"data":{"hello":"hello world"}' in streamed.text
    async with acknowledged(small.app) as socket:
        await socket.send("subscribe", id="1", payload=asked)
        assert (await socket.receive())["payload"]["data"] == {"hello": "hello world"}
    keep = "mutation Keep($f: Upload!) { keep(file: $f) }"
    small = Small(built_documents=built(keep), trusted_only=True)
    operations = {"documentId": f"sha256:{sha256(keep)}", "variables": {"f": None}}
    form = {"operations": json.dumps(operations), "map": '{"0": ["variables.f"]}'}
    async with small.client(authorization="Bearer good", graphql_require_preflight="1") as client:
        kept = await client.post("", data=form, files={"0": ("a.txt", b"abc")})
    assert kept.json()["data"] == {"keep": "a.txt: 3 bytes"}
