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
    HEAD_BYTES,
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


class Folder:
    """A store with files of three keys: none, an old one, the new one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.storage = Storage(path.as_uri())
        self.keys: list[str] = []

    async def fill(self) -> None:
        for keys, content in zip((NO_KEYS, parse_keys(OLD), parse_keys(NEW)), CONTENTS, strict=True):
            self.keys.append(await put(self.path.as_uri(), keys, content))

    def contents(self, keys: FileKeys) -> list[bytes]:
        found = []
        for key in self.keys:
            with self.storage.reading(key) as file:
                found.append(b"".join(decrypted(file, keys, name=key)))
        return found

    def written_with(self) -> list[str]:
        return [key_of(self.storage.head(key)) for key in self.keys]

    def names(self) -> set[str]:
        return {
            str(path.relative_to(self.path)) for path in self.path.rglob("resumes/**/*") if path.is_file()
        }


@pytest.fixture
async def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "files")
    await made.fill()
    return made


@pytest.mark.parametrize("first", [NEW_ID, PLAIN], ids=["a key", "plain"])
async def test_all_files_come_to_the_first_key_and_keep_what_they_hold(folder: Folder, first: str) -> None:
    keys = ROTATING.writing(first)
    counts = reencrypt(folder.storage, keys, known=everything)
    assert counts == Counts(written=2, already=1)
    assert folder.written_with() == [first] * 3
    assert folder.contents(keys) == CONTENTS
    assert reencrypt(folder.storage, keys, known=everything) == Counts(already=3)
    assert folder.names() == set(folder.keys)


async def test_files_keep_their_age_and_are_closed_to_others(folder: Folder) -> None:
    path = folder.path / folder.keys[0]
    os.utime(path, (1_000_000_000, 1_000_000_000))
    umask = os.umask(0o077)
    try:
        reencrypt(folder.storage, ROTATING, known=everything)
    finally:
        os.umask(umask)
    assert path.stat().st_mtime == 1_000_000_000
    assert path.stat().st_mode & 0o777 == 0o600


async def test_what_is_deleted_meanwhile_does_not_come_back(folder: Folder) -> None:
    answers = iter([{folder.keys[0]}, set[str](), {folder.keys[1]}, {folder.keys[1]}])
    order = [folder.keys[0], folder.keys[1]]

    def known(keys: list[str]) -> set[str]:
        return next(answers) if keys[0] in order else set(keys)

    folder.storage.file_keys = lambda: iter([order])  # type: ignore[method-assign]
    assert reencrypt(folder.storage, ROTATING, known=known) == Counts(written=1)
    assert folder.names() == set(folder.keys[1:])


async def test_a_file_deleted_between_the_listing_and_its_turn_is_passed_over(folder: Folder) -> None:
    listed = list(folder.storage.file_keys())
    folder.storage.delete(folder.keys[0])
    folder.storage.file_keys = lambda: iter(listed)  # type: ignore[method-assign]
    assert reencrypt(folder.storage, ROTATING, known=everything) == Counts(written=1, already=1)
    assert folder.names() == set(folder.keys[1:])


async def test_a_file_of_no_resume_is_left_to_the_sweep(folder: Folder) -> None:
    assert reencrypt(folder.storage, ROTATING, known=lambda _: set()) == Counts(ownerless=2, already=1)
    assert folder.written_with()[0] == PLAIN


async def test_one_that_cannot_be_read_stays_as_it_is_and_holds_up_no_other(
    folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    path = folder.path / folder.keys[1]
    changed = bytearray(path.read_bytes())
    changed[-1] ^= 1
    path.write_bytes(changed)
    assert reencrypt(folder.storage, ROTATING, known=everything) == Counts(written=1, already=1, failed=1)
    assert path.read_bytes() == changed
    assert caplog.messages == [f"{folder.keys[1]}: its segment 2 does not open"]
    assert folder.names() == set(folder.keys)


@pytest.mark.parametrize("before", ["replace", "fsync"])
async def test_a_kill_at_any_point_leaves_each_file_whole(folder: Folder, before: str) -> None:
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
storage = Storage({folder.path.as_uri()!r})
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
    late = ObjectFileStore(folder.path.as_uri(), clock=lambda: NOW + timedelta(days=10_000))
    assert sorted([key async for keys in late.old_keys() for key in keys]) == sorted(folder.keys)
    assert folder.names() == set(folder.keys)


async def test_a_server_reads_and_writes_meanwhile(folder: Folder) -> None:
    """Files are uploaded and read, whole and right, while all are written anew again and again."""
    store = ObjectFileStore(folder.path.as_uri(), clock=lambda: NOW, keys=ROTATING)
    ended = anyio.Event()

    async def rotate() -> None:
        for turn in range(6):
            keys = ROTATING.writing((PLAIN, NEW_ID)[turn % 2])
            rotation = partial(reencrypt, Storage(folder.path.as_uri()), keys, known=everything)
            await anyio.to_thread.run_sync(rotation)
        ended.set()

    async def serve() -> None:
        while not ended.is_set():
            await folder_grows()
            for key, content in zip(folder.keys, CONTENTS * len(folder.keys), strict=False):
                async with store.local_copy(key) as found:
                    assert b"".join(await anyio.to_thread.run_sync(list, found.pieces())) == content

    async def folder_grows() -> None:
        if len(folder.keys) < 30:
            folder.keys.append(await put(folder.path.as_uri(), ROTATING, CONTENTS[len(folder.keys) % 3]))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(rotate)
        tasks.start_soon(serve)
    assert reencrypt(folder.storage, ROTATING, known=everything).failed == 0
    assert set(folder.written_with()) == {NEW_ID}


@pytest.mark.parametrize("fails", [False, True])
def test_object_stores_are_written_anew_alike(fails: bool) -> None:
    storage = Storage("memory:///")
    key = "resumes/2026/11/one.txt"
    storage.replace(key, [b"a" * 200_000])
    assert reencrypt(storage, ROTATING, known=everything) == Counts(written=1)
    head = storage.head(key)
    assert (len(head), key_of(head)) == (HEAD_BYTES, NEW_ID)
    if fails:
        with storage.reading(key) as file:
            altered = bytearray(file.read(10**6))
        altered[-1] ^= 1
        storage.replace(key, [bytes(altered)])
    counts = reencrypt(storage, ROTATING.writing(PLAIN), known=everything)
    assert counts == (Counts(failed=1) if fails else Counts(written=1))
    with storage.reading(key) as file:
        assert file.read(10**6) == (bytes(altered) if fails else b"a" * 200_000)
