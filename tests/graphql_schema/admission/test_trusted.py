from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from graphql_schema.admission.trusted import BuiltDocuments, load_trusted_documents

HELLO = "{ hello }"
WHO = "{ me { name } }"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_file_is_known_by_the_hash_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "hello.graphql").write_text(HELLO)
    (tmp_path / "README").write_text("not a document")
    name = f"sha256:{sha256(HELLO)}"
    assert load_trusted_documents(tmp_path) == {name: HELLO}


@pytest.mark.parametrize(
    "manifest",
    [{"hello": HELLO}, {"format": "apollo", "operations": [{"id": "hello", "type": "query", "body": HELLO}]}],
)
def test_a_manifest_gives_its_own_ids(tmp_path: Path, manifest: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(manifest))
    assert load_trusted_documents(tmp_path) == {"hello": HELLO}


@pytest.mark.parametrize("text", ["[]", "{", '{"a": 1}', '{"operations": [{}]}'])
def test_a_manifest_of_no_known_form_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ValueError, match=r"a\.json is no manifest"):
        load_trusted_documents(tmp_path)


def test_an_id_with_two_texts_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"x": "{ hello }"}')
    (tmp_path / "b.json").write_text('{"x": "{ me }"}')
    with pytest.raises(ValueError, match=r"b\.json: the id x names two"):
        load_trusted_documents(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        load_trusted_documents(tmp_path / "none")


def test_what_our_own_front_end_was_built_with_is_known_by_the_hashes_of_its_texts(tmp_path: Path) -> None:
    manifest = tmp_path / "documents.json"
    built = BuiltDocuments(manifest)
    assert (built(sha256(HELLO)), built.texts) == (None, [])
    manifest.write_text(json.dumps({sha256(HELLO): HELLO, "a name that is no hash": WHO}))
    assert (built(sha256(HELLO)), built(sha256(WHO)), built.texts) == (HELLO, WHO, [HELLO, WHO])
    assert built("a name that is no hash") is None


def test_pages_that_are_still_open_when_it_is_built_anew_ask_by_the_old_ones(tmp_path: Path) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({sha256(HELLO): HELLO}))
    built = BuiltDocuments(manifest)
    assert built(sha256(HELLO)) == HELLO
    manifest.write_text(json.dumps({sha256(WHO): WHO}))
    assert (built(sha256(WHO)), built(sha256(HELLO))) == (WHO, HELLO)


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', '{"operations": [{}]}'])
def test_a_manifest_of_ours_that_cannot_be_read_is_told_once_and_stops_nothing(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(content)
    built = BuiltDocuments(manifest)
    assert (built(sha256(HELLO)), built(sha256(HELLO))) == (None, None)
    (line,) = caplog.messages
    assert line.startswith("the front end is to be built again: ")
