from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import anyio
import obstore
import pytest
from obstore.exceptions import GenericError

from domain.errors import StorageFull, Unavailable, UnsupportedFileType
from persistence import files
from persistence.encryption import MAGIC, NO_KEYS, FileKeys, new_key, parse_keys
from persistence.files import ObjectFileStore
from persistence.new_objects import PART_BYTES
from persistence.storage import CHECK_KEY
from tests.factories import NOW
from tests.object_storage import Kept, S3Server

pytestmark = pytest.mark.anyio

KEYS = parse_keys(new_key(NOW))
LARGE = 2 * PART_BYTES + 5


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def store_of(kept: Kept, now: datetime = NOW, keys: FileKeys = NO_KEYS) -> ObjectFileStore:
    return ObjectFileStore(kept.url, clock=lambda: now, keys=keys)


def store_in(folder: Path) -> ObjectFileStore:
    return ObjectFileStore(folder.as_uri(), clock=lambda: NOW)


def pieces_of(content: bytes, size: int = 256 * 1024) -> AsyncIterator[bytes]:
    return chunks(*(content[start : start + size] for start in range(0, len(content), size)))


async def fetched(store: ObjectFileStore, key: str) -> bytes:
    async with store.local_copy(key) as content:
        return b"".join(content.pieces())


class Broken(NamedTuple):
    """An upload that breaks off."""

    after_bytes: int
    error: BaseException

    async def pieces(self) -> AsyncIterator[bytes]:
        left = self.after_bytes
        while left > 0:
            yield b"x" * min(left, 100_000)
            left -= 100_000
        raise self.error


@pytest.mark.parametrize("keys", [NO_KEYS, KEYS], ids=["plain", "encrypted"])
@pytest.mark.parametrize(
    ("size", "is_told"), [(1, True), (3 * 2**20, True), (LARGE, True), (11, False), (LARGE, False)]
)
async def test_a_file_comes_back_as_it_was_put(kept: Kept, size: int, is_told: bool, keys: FileKeys) -> None:
    content = random.Random(size).randbytes(size)
    store = store_of(kept, keys=keys)
    stored = await store.put(pieces_of(content), suffix=".pdf", size_bytes=size if is_told else None)
    assert stored.size_bytes == size
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.key.startswith("resumes/2026/11/")
    assert stored.key.endswith(".pdf")
    assert await fetched(store, stored.key) == content
    assert (kept.content(stored.key) == content) == (keys is NO_KEYS)


async def test_the_analysis_gets_a_descriptor_of_what_was_put(kept: Kept) -> None:
    for keys in (NO_KEYS, KEYS):
        store = store_of(kept, keys=keys)
        stored = await store.put(chunks(b"first ", b"second"), suffix=".txt")
        async with store.local_copy(stored.key) as content:
            descriptors = [content.opened(), content.opened()]
        for descriptor in descriptors:
            assert os.read(descriptor, 100) == b"first second"
            os.close(descriptor)


@pytest.mark.parametrize("size_bytes", [200_000, None])
@pytest.mark.parametrize("after_bytes", [0, 100_000, LARGE])
@pytest.mark.parametrize("error", [ConnectionResetError(), UnsupportedFileType()], ids=["client", "refusal"])
async def test_an_upload_that_breaks_off_leaves_nothing(
    kept: Kept, after_bytes: int, size_bytes: int | None, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        await store_of(kept).put(Broken(after_bytes, error).pieces(), suffix=".pdf", size_bytes=size_bytes)
    assert kept.keys() == set()


async def test_an_upload_that_breaks_off_leaves_no_hidden_parts(s3_server: S3Server, s3_store: Kept) -> None:
    with pytest.raises(ConnectionResetError):
        await store_of(s3_store).put(Broken(LARGE, ConnectionResetError()).pieces(), suffix=".pdf")
    assert s3_server.unfinished_uploads(s3_store.bucket) == 0


async def test_an_upload_that_is_cancelled_leaves_nothing(s3_server: S3Server, s3_store: Kept) -> None:
    """Parts that were sent would else be paid for, where nobody sees them."""
    on_its_way, goes_on = anyio.Event(), anyio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield bytes(LARGE)
        on_its_way.set()
        await goes_on.wait()
        raise ConnectionResetError

    async with anyio.create_task_group() as tasks:

        async def upload() -> None:
            with contextlib.suppress(ConnectionResetError):
                await store_of(s3_store).put(slow(), suffix=".pdf")

        tasks.start_soon(upload)
        await on_its_way.wait()
        tasks.cancel_scope.cancel()
        goes_on.set()
    assert s3_store.keys() == set()
    assert s3_server.unfinished_uploads(s3_store.bucket) == 0


@pytest.mark.parametrize("size", [11, LARGE])
async def test_what_is_there_is_never_written_over(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(files, "new_key", lambda *_: "resumes/2026/11/taken.txt")
    store = store_of(kept)
    await store.put(chunks(b"first"), suffix=".txt")
    with pytest.raises(Unavailable):
        await store.put(pieces_of(bytes(size)), suffix=".txt", size_bytes=size)
    assert kept.content("resumes/2026/11/taken.txt") == b"first"


async def test_of_two_that_store_under_one_key_at_once_one_succeeds(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "new_key", lambda *_: "resumes/2026/11/taken.txt")
    refused: list[int] = []

    async def put(number: int) -> None:
        try:
            await store_of(kept).put(pieces_of(bytes((number,)) * LARGE), suffix=".txt")
        except Unavailable:
            refused.append(number)

    async with anyio.create_task_group() as tasks:
        for number in range(3):
            tasks.start_soon(put, number)
    [winner] = {0, 1, 2} - set(refused)
    assert kept.content("resumes/2026/11/taken.txt") == bytes((winner,)) * LARGE


async def test_what_looks_encrypted_already_is_refused(kept: Kept) -> None:
    with pytest.raises(UnsupportedFileType):
        await store_of(kept).put(chunks(MAGIC + b"rest"), suffix=".txt")
    assert kept.keys("resumes") == set()


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


async def test_a_missing_file_says_so(kept: Kept) -> None:
    store = store_of(kept)
    with pytest.raises(FileNotFoundError):
        await fetched(store, "resumes/2026/11/none.pdf")


async def test_deleting_twice_is_no_error(kept: Kept) -> None:
    store = store_of(kept)
    first, second, third = [(await store.put(chunks(b"text"), suffix=".txt")).key for _ in range(3)]
    await store.delete()
    await store.delete(first)
    await store.delete(first, second)
    assert kept.keys("resumes") == {third}


async def test_old_files_are_listed_and_young_ones_spared(kept: Kept) -> None:
    stored = await store_of(kept).put(chunks(b"text"), suffix=".txt")
    made = obstore.head(kept.storage.store, stored.key)["last_modified"]
    young = store_of(kept, made + timedelta(minutes=1))
    old = store_of(kept, made + timedelta(days=1))
    assert [keys async for keys in young.old_keys()] == []
    assert [keys async for keys in old.old_keys()] == [[stored.key]]


async def test_what_a_kill_left_of_a_put_is_removed(folder_store: Kept) -> None:
    stored = await store_of(folder_store).put(chunks(b"text"), suffix=".txt")
    assert folder_store.folder is not None
    leftover = folder_store.folder / f"{stored.key}#1"
    leftover.touch()
    made = datetime.fromtimestamp(leftover.stat().st_mtime, NOW.tzinfo)
    assert [keys async for keys in store_of(folder_store, made + timedelta(minutes=1)).old_keys()] == []
    assert leftover.exists()
    assert [keys async for keys in store_of(folder_store, made + timedelta(days=1)).old_keys()]
    assert not leftover.exists()


async def test_an_object_storage_gives_a_copy_without_a_name(
    s3_store: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = store_of(s3_store)
    stored = await store.put(chunks(b"text"), suffix=".txt")
    async with store.local_copy(stored.key) as content:
        assert b"".join(content.pieces()) == b"text"
        assert [path async for path in anyio.Path(tmp_path).iterdir()] == []
    with pytest.raises(FileNotFoundError):
        content.opened()


async def test_a_bucket_that_is_gone_is_no_missing_file(s3_server: S3Server) -> None:
    bucket = s3_server.make_bucket()
    store = ObjectFileStore(f"s3://{bucket}", clock=lambda: NOW)
    await store.check()
    await store.delete(CHECK_KEY)
    s3_server.remove_bucket(bucket)
    for refused in (
        store.check(),
        store.put(chunks(b"text"), suffix=".txt"),
        fetched(store, "resumes/2026/11/one.txt"),
        store.delete("resumes/2026/11/one.txt"),
        anext(aiter(store.old_keys())),
    ):
        with pytest.raises(Unavailable):
            await refused


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Unable to copy data to file: No space left on device (os error 28)", StorageFull),
        ("Unable to create dir: Read-only file system (os error 30)", Unavailable),
        ("Unable to open file: Operation not permitted (os error 1)", Unavailable),
        ("Error performing PUT in 30s, after 10 retries", Unavailable),
        ("Server returned non-2xx status code: 507 Insufficient Storage: ", StorageFull),
        ("non-2xx status code: 400: <Error><Code>QuotaExceeded</Code></Error>", StorageFull),
        ("non-2xx status code: 403 Forbidden: <Error><Code>AccessDenied</Code></Error>", Unavailable),
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
