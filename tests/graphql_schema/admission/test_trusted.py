from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from graphql_schema.admission.trusted import load_trusted_documents

HELLO = "{ hello }"


def test_a_file_is_known_by_the_hash_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "hello.graphql").write_text(HELLO)
    (tmp_path / "README").write_text("not a document")
    name = f"sha256:{hashlib.sha256(HELLO.encode()).hexdigest()}"
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
