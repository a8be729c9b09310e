from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import obstore
import pytest
from obstore.exceptions import GenericError

from domain.errors import StorageFull, Unavailable
from persistence.files import ObjectFileStore
from tests.factories import NOW

pytestmark = pytest.mark.anyio


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def store_in(folder: Path, now: datetime = NOW) -> ObjectFileStore:
    return ObjectFileStore(folder.as_uri(), clock=lambda: now)


async def test_a_file_comes_back_as_it_was_put(tmp_path: Path) -> None:
    store = store_in(tmp_path / "files")
    stored = await store.put(chunks(b"first ", b"second"), suffix=".pdf")
    assert stored.size_bytes == 12
    assert stored.sha256 == hashlib.sha256(b"first second").hexdigest()
    assert stored.key.startswith("resumes/2026/11/")
    assert stored.key.endswith(".pdf")
    async with store.local_copy(stored.key) as content:
        assert b"".join(content.pieces()) == b"first second"


async def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * 100_000
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await store_in(tmp_path).put(broken(), suffix=".pdf")
    assert not any(files for _, _, files in os.walk(tmp_path))


async def test_a_put_is_synced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def spy(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    stored = await store_in(tmp_path).put(chunks(b"text"), suffix=".txt")
    file = tmp_path / stored.key
    assert synced == [str(path) for path in (file, *list(file.parents)[:4])]


async def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        async with store_in(tmp_path).local_copy("resumes/2026/11/none.pdf"):
            pass


async def test_deleting_twice_is_no_error(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    stored = await store.put(chunks(b"text"), suffix=".txt")
    await store.delete(stored.key)
    await store.delete(stored.key)
    assert not (tmp_path / stored.key).exists()


async def test_old_files_are_listed_and_young_ones_spared(tmp_path: Path) -> None:
    stored = await store_in(tmp_path).put(chunks(b"text"), suffix=".txt")
    leftover = tmp_path / f"{stored.key}#1"
    leftover.touch()
    made = datetime.fromtimestamp((tmp_path / stored.key).stat().st_mtime, NOW.tzinfo)
    young = store_in(tmp_path, made + timedelta(minutes=1))
    old = store_in(tmp_path, made + timedelta(days=1))
    assert [keys async for keys in young.old_keys()] == []
    assert leftover.exists()
    assert [keys async for keys in old.old_keys()] == [[stored.key]]
    assert not leftover.exists()


async def test_other_object_stores_give_a_temporary_copy() -> None:
    store = ObjectFileStore("memory:///", clock=lambda: NOW)
    stored = await store.put(chunks(b"text"), suffix=".txt")
    async with store.local_copy(stored.key) as content:
        assert b"".join(content.pieces()) == b"text"
    with pytest.raises(FileNotFoundError):
        content.opened()
    with pytest.raises(FileNotFoundError):
        async with store.local_copy("resumes/none"):
            pass


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Unable to copy data to file: No space left on device (os error 28)", StorageFull),
        ("Unable to create dir: Read-only file system (os error 30)", Unavailable),
        ("Unable to open file: Operation not permitted (os error 1)", Unavailable),
        ("Error performing PUT in 30s, after 10 retries", Unavailable),
    ],
)
async def test_a_store_that_cannot_keep_a_file_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, message: str, told: type[Unavailable]
) -> None:
    async def failing(*_: object, **__: object) -> None:
        raise GenericError(message)

    store = store_in(tmp_path)
    monkeypatch.setattr(obstore, "put_async", failing)
    for refused in (store.put(chunks(b"text"), suffix=".txt"), store.check()):
        with pytest.raises(Unavailable) as refusal:
            await refused
        assert type(refusal.value) is told


async def test_a_file_that_cannot_be_synced_is_not_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store = store_in(tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull):
        await store.put(chunks(b"text"), suffix=".txt")


async def test_a_folder_that_is_gone_takes_no_files(tmp_path: Path) -> None:
    store = store_in(tmp_path / "files")
    await store.check()
    (tmp_path / "files").rename(tmp_path / "away")
    with pytest.raises(Unavailable):
        await store.put(chunks(b"text"), suffix=".txt")
    with pytest.raises(Unavailable):
        await store.check()
