from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest

from domain.documents import zip_guard
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.zip_guard import GuardedZip
from tests import hostile_files


def written(folder: Path, entries: dict[str, bytes]) -> Path:
    path = folder / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def opened(path: Path) -> BinaryIO:
    return io.BytesIO(path.read_bytes())


def code_of(path: Path, name: str) -> FailureCode:
    with pytest.raises(ReadFailure) as caught, GuardedZip(opened(path)) as archive:
        archive.read(name)
    return caught.value.code


def test_entries_are_read_by_name(tmp_path: Path) -> None:
    with GuardedZip(
        opened(written(tmp_path, {"word/b.xml": b"b", "word/a.xml": b"a", "other": b""}))
    ) as archive:
        assert archive.names(re.compile(r"word/.\.xml")) == ["word/a.xml", "word/b.xml"]
        assert archive.read("word/b.xml") == b"b"
        assert archive.read_if_there("missing") is None
        assert archive.has_read_all(re.compile(r"word/.*"))


def test_an_entry_is_measured_as_it_inflates(tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    for declared in (None, 10):
        path.write_bytes(hostile_files.docx_zip_bomb(megabytes=40, declared_size=declared))
        with pytest.raises(ReadFailure), GuardedZip(opened(path)) as archive:
            archive.read("word/document.xml")


def test_all_entries_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MAXIMUM_TOTAL_BYTES", 10)

    with GuardedZip(opened(written(tmp_path, {"a": b"x" * 8, "b": b"x" * 8}))) as archive:
        archive.read("a")
        assert not archive.has_read_all(re.compile("b"))
        with pytest.raises(ReadFailure) as caught:
            archive.read_if_there("b")
    assert caught.value.code is FailureCode.TOO_COMPLEX


def test_a_directory_that_takes_seconds_to_list_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "crowd"
    path.write_bytes(hostile_files.docx_with_entry_count(200_000))

    assert code_of(path, "word/document.xml") is FailureCode.TOO_COMPLEX


def test_what_is_no_zip_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"no zip at all")

    assert code_of(path, "a") is FailureCode.DAMAGED


def test_a_damaged_entry_is_damaged_and_may_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, {"a": b"some content " * 20})
    content = bytearray(path.read_bytes())
    content[33:40] = b"\xff" * 7
    path.write_bytes(content)

    assert code_of(path, "a") is FailureCode.DAMAGED
    with GuardedZip(opened(path)) as archive:
        assert archive.read_if_there("a") is None


def test_an_encrypted_entry_says_so(tmp_path: Path) -> None:
    content = bytearray(written(tmp_path, {"a": b"secret"}).read_bytes())
    directory = content.index(b"PK\x01\x02")
    content[6] |= 1
    content[directory + 8] |= 1
    path = tmp_path / "locked"
    path.write_bytes(content)

    assert zipfile.is_zipfile(io.BytesIO(content))
    assert code_of(path, "a") is FailureCode.ENCRYPTED
