from __future__ import annotations

import io

import pytest

from persistence.comparing_files import Compared, compare_files
from persistence.copying_files import FilesDiffer, copy_files
from persistence.storage import Storage
from tests.object_storage import Kept

KEYS = [f"resumes/2026/11/{number}.pdf" for number in range(3)]


@pytest.fixture
def pair(folder_store: Kept, s3_store: Kept) -> tuple[Storage, Storage]:
    """A folder with three files, and an object storage with a copy of them."""
    source, target = folder_store.storage, s3_store.storage
    for number, key in enumerate(KEYS):
        source.write(key, io.BytesIO(bytes((number,)) * 70_000 * number))
    copy_files(source, target)
    return source, target


def test_files_that_are_the_same_are_told_as_such(pair: tuple[Storage, Storage]) -> None:
    assert compare_files(*pair, iter([KEYS[:2], KEYS[2:]])) == {Compared.SAME: 3}


def test_a_file_of_the_same_size_and_other_content_is_written_anew(pair: tuple[Storage, Storage]) -> None:
    pair[1].write(KEYS[1], io.BytesIO(bytes(70_000)))
    assert compare_files(*pair, iter([KEYS])) == {Compared.SAME: 2, Compared.MENDED: 1}
    assert compare_files(*pair, iter([KEYS])) == {Compared.SAME: 3}


def test_a_file_that_neither_has_is_told(pair: tuple[Storage, Storage]) -> None:
    assert compare_files(*pair, iter([["resumes/none.pdf"]])) == {Compared.MISSING: 1}


def test_what_does_not_come_back_as_it_was_written_is_no_copy(
    pair: tuple[Storage, Storage], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = pair
    target.delete(KEYS[1])
    monkeypatch.setattr(target, "write", lambda key, _file: Storage.write(target, key, io.BytesIO(b"other")))
    with pytest.raises(FilesDiffer, match="does not come back"):
        compare_files(source, target, iter([KEYS]))
