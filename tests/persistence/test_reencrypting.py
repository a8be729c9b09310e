from __future__ import annotations

import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import anyio
import pytest

from persistence.encryption import (
    NO_KEYS,
    PLAIN,
    FileKeys,
    decrypted,
    key_of,
    new_key,
    parse_keys,
)
from persistence.files import ObjectFileStore
from persistence.reencrypting import Counts, reencrypt
from persistence.storage import Storage
from tests.factories import NOW
from tests.object_storage import Kept

pytestmark = pytest.mark.anyio

PROJECT = Path(__file__).parents[2]
OLD, NEW = (new_key(NOW) for _ in range(2))
ROTATING = parse_keys(f"{NEW},{OLD},plain")
NEW_ID = ROTATING.first
CONTENTS = [bytes((number,)) * 70_000 * number for number in range(1, 4)]


def everything(keys: list[str]) -> set[str]:
    return set(keys)


async def put(url: str, keys: FileKeys, content: bytes) -> str:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    return (await ObjectFileStore(url, clock=lambda: NOW, keys=keys).put(chunks(), suffix=".txt")).key


class Filled:
    """A store with files of three keys: none, an old one, the new one."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.url, self.storage = kept.url, kept.storage
        self.keys: list[str] = []

    async def fill(self) -> None:
        for keys, content in zip((NO_KEYS, parse_keys(OLD), parse_keys(NEW)), CONTENTS, strict=True):
            self.keys.append(await put(self.url, keys, content))

    def path(self, number: int) -> Path:
        """Where a file of a folder lies."""
        assert self.kept.folder is not None
        return self.kept.folder / self.keys[number]

    def contents(self, keys: FileKeys) -> list[bytes]:
        found = []
        for key in self.keys:
            with self.storage.reading(key) as file:
                found.append(b"".join(decrypted(file, keys, name=key)))
        return found

    def written_with(self) -> list[str]:
        return [key_of(self.storage.head(key)) for key in self.keys]

    def names(self) -> set[str]:
        return self.kept.keys("resumes")


@pytest.fixture
async def filled(kept: Kept) -> Filled:
    made = Filled(kept)
    await made.fill()
    return made


@pytest.fixture
async def folder(folder_store: Kept) -> Filled:
    made = Filled(folder_store)
    await made.fill()
    return made


@pytest.mark.parametrize("first", [NEW_ID, PLAIN], ids=["a key", "plain"])
async def test_all_files_come_to_the_first_key_and_keep_what_they_hold(filled: Filled, first: str) -> None:
    keys = ROTATING.writing(first)
    counts = reencrypt(filled.storage, keys, known=everything)
    assert counts == Counts(written=2, already=1)
    assert filled.written_with() == [first] * 3
    assert filled.contents(keys) == CONTENTS
    assert reencrypt(filled.storage, keys, known=everything) == Counts(already=3)
    assert filled.names() == set(filled.keys)


async def test_files_keep_their_age_and_are_closed_to_others(folder: Filled) -> None:
    path = folder.path(0)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    umask = os.umask(0o077)
    try:
        reencrypt(folder.storage, ROTATING, known=everything)
    finally:
        os.umask(umask)
    assert path.stat().st_mtime == 1_000_000_000
    assert path.stat().st_mode & 0o777 == 0o600


async def test_what_is_deleted_meanwhile_does_not_come_back(filled: Filled) -> None:
    answers = iter([{filled.keys[0]}, set[str](), {filled.keys[1]}, {filled.keys[1]}])
    order = [filled.keys[0], filled.keys[1]]

    def known(keys: list[str]) -> set[str]:
        return next(answers) if keys[0] in order else set(keys)

    filled.storage.file_keys = lambda: iter([order])  # type: ignore[method-assign]
    assert reencrypt(filled.storage, ROTATING, known=known) == Counts(written=1)
    assert filled.names() == set(filled.keys[1:])


async def test_a_file_deleted_between_the_listing_and_its_turn_is_passed_over(filled: Filled) -> None:
    listed = list(filled.storage.file_keys())
    filled.storage.delete(filled.keys[0])
    filled.storage.file_keys = lambda: iter(listed)  # type: ignore[method-assign]
    assert reencrypt(filled.storage, ROTATING, known=everything) == Counts(written=1, already=1)
    assert filled.names() == set(filled.keys[1:])


async def test_a_file_of_no_resume_is_left_to_the_sweep(filled: Filled) -> None:
    assert reencrypt(filled.storage, ROTATING, known=lambda _: set()) == Counts(ownerless=2, already=1)
    assert filled.written_with()[0] == PLAIN


async def test_one_that_cannot_be_read_stays_as_it_is_and_holds_up_no_other(
    filled: Filled, caplog: pytest.LogCaptureFixture
) -> None:
    changed = bytearray(filled.kept.content(filled.keys[1]))
    changed[-1] ^= 1
    filled.kept.write(filled.keys[1], bytes(changed))
    assert reencrypt(filled.storage, ROTATING, known=everything) == Counts(written=1, already=1, failed=1)
    assert filled.kept.content(filled.keys[1]) == changed
    assert caplog.messages == [f"{filled.keys[1]}: its segment 2 does not open"]
    assert filled.names() == set(filled.keys)


@pytest.mark.parametrize("before", ["replace", "fsync"])
async def test_a_kill_at_any_point_leaves_each_file_whole(folder: Filled, before: str) -> None:
    """A process is killed the moment that it would put a file into its place; its work goes on."""
    target = {"replace": "pathlib.Path", "fsync": "os"}[before]
    program = f"""
import importlib, os, signal
from persistence.encryption import parse_keys
from persistence.reencrypting import reencrypt
from persistence.storage import Storage
module, _, name = {target!r}.partition(".")
place = importlib.import_module(module)
place = getattr(place, name) if name else place
storage = Storage({folder.url!r})
storage.marks()
setattr(place, {before!r}, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
reencrypt(storage, parse_keys({f"{NEW},{OLD},plain"!r}), known=set)
"""
    ended = await anyio.run_process([sys.executable, "-c", program], check=False, cwd=PROJECT)
    assert ended.returncode == -signal.SIGKILL
    assert sorted(folder.written_with()) == sorted([PLAIN, parse_keys(OLD).first, NEW_ID])
    assert folder.contents(ROTATING) == CONTENTS
    assert reencrypt(folder.storage, ROTATING, known=everything) == Counts(written=2, already=1)
    assert folder.contents(parse_keys(NEW)) == CONTENTS
    # What the killed one left is swept by age.
    assert len(folder.names()) == 4
    late = ObjectFileStore(folder.url, clock=lambda: NOW + timedelta(days=10_000))
    assert sorted([key async for keys in late.old_keys() for key in keys]) == sorted(folder.keys)
    assert folder.names() == set(folder.keys)


async def test_a_server_reads_and_writes_meanwhile(filled: Filled) -> None:
    """Files are uploaded and read, whole and right, while all are written anew again and again."""
    store = ObjectFileStore(filled.url, clock=lambda: NOW, keys=ROTATING)
    ended = anyio.Event()

    async def rotate() -> None:
        for turn in range(6):
            keys = ROTATING.writing((PLAIN, NEW_ID)[turn % 2])
            rotation = partial(reencrypt, Storage(filled.url), keys, known=acknowledged)
            await anyio.to_thread.run_sync(rotation)
        ended.set()

    def acknowledged(keys: list[str]) -> set[str]:
        # A row comes after its file: what is still on its way has none.
        return set(keys).intersection(filled.keys)

    async def serve() -> None:
        while not ended.is_set():
            await store_grows()
            for key, content in zip(filled.keys, CONTENTS * len(filled.keys), strict=False):
                async with store.local_copy(key) as found:
                    assert b"".join(await anyio.to_thread.run_sync(list, found.pieces())) == content

    async def store_grows() -> None:
        if len(filled.keys) < 30:
            filled.keys.append(await put(filled.url, ROTATING, CONTENTS[len(filled.keys) % 3]))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(rotate)
        tasks.start_soon(serve)
    assert reencrypt(filled.storage, ROTATING, known=everything).failed == 0
    assert set(filled.written_with()) == {NEW_ID}
