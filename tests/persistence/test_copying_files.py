from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from persistence.copying_files import Copied, FilesDiffer, copy_files
from persistence.encryption import FileKeys, new_key, parse_keys
from persistence.files import ObjectFileStore
from persistence.key_use import KeyMissing, check_keys
from persistence.reencrypting import reencrypt
from persistence.storage import Storage
from tests.factories import NOW
from tests.object_storage import Kept

pytestmark = pytest.mark.anyio

OLD, NEW = (new_key(NOW) for _ in range(2))
PLAIN = parse_keys("plain")
CONTENTS = [b"text", b"", b"x" * 6_000_000]


@pytest.fixture(params=["to s3", "to a folder"])
def pair(request: pytest.FixtureRequest, folder_store: Kept, s3_store: Kept) -> tuple[Kept, Kept]:
    """A store and another one of the other kind."""
    return (folder_store, s3_store) if request.param == "to s3" else (s3_store, folder_store)


async def put(kept: Kept, content: bytes, keys: FileKeys = PLAIN) -> str:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    return (await ObjectFileStore(kept.url, clock=lambda: NOW, keys=keys).put(chunks(), suffix=".txt")).key


def contents(kept: Kept) -> dict[str, bytes]:
    return {key: kept.content(key) for key in sorted(kept.keys())}


async def test_all_files_are_copied_as_they_are_and_only_once(pair: tuple[Kept, Kept]) -> None:
    source, target = pair
    for content in CONTENTS:
        await put(source, content)
    source.write("resumes/2025/01/older.txt", b"older")
    assert copy_files(source.storage, target.storage) == {Copied.COPIED: 4}
    assert contents(target) == contents(source)
    assert copy_files(source.storage, target.storage) == {Copied.ALREADY: 4}


async def test_pictures_of_pages_are_not_copied(pair: tuple[Kept, Kept]) -> None:
    source, target = pair
    file = await put(source, b"a file")
    await ObjectFileStore(source.url, clock=lambda: NOW).pictures.put(file, "1.webp", b"a picture")
    assert copy_files(source.storage, target.storage, removes=True) == {Copied.COPIED: 1}
    assert set(contents(target)) == {file}


async def test_a_copy_that_was_broken_off_goes_on(
    pair: tuple[Kept, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = pair
    keys = [await put(source, content) for content in CONTENTS]
    real = Storage.write

    def failing(self: Storage, key: str, *rest: object) -> None:
        if key == keys[1]:
            raise OSError("the cable is out")
        real(self, key, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Storage, "write", failing)
    with pytest.raises(OSError, match="cable"):
        copy_files(source.storage, target.storage)
    monkeypatch.undo()
    target.write(keys[2], b"half of it")
    assert copy_files(source.storage, target.storage)[Copied.COPIED] >= 2
    assert contents(target) == contents(source)


async def test_what_is_encrypted_opens_where_it_was_copied(pair: tuple[Kept, Kept]) -> None:
    source, target = pair
    key = await put(source, b"text", parse_keys(OLD))
    copy_files(source.storage, target.storage)
    assert b"text" not in target.content(key)
    store = ObjectFileStore(target.url, clock=lambda: NOW, keys=parse_keys(OLD))
    async with store.local_copy(key) as content:
        assert b"".join(content.pieces()) == b"text"
    with pytest.raises(KeyMissing):
        check_keys(target.storage, parse_keys(NEW))


async def test_what_was_written_anew_with_another_key_is_copied_again(pair: tuple[Kept, Kept]) -> None:
    source, target = pair
    await put(source, b"text", parse_keys(OLD))
    copy_files(source.storage, target.storage)
    reencrypt(source.storage, parse_keys(f"{NEW},{OLD}"), known=set)
    assert copy_files(source.storage, target.storage) == {Copied.COPIED: 1}
    assert contents(target) == contents(source)


async def test_what_was_deleted_is_removed_where_that_is_asked_for(pair: tuple[Kept, Kept]) -> None:
    source, target = pair
    kept, deleted = await put(source, b"kept"), await put(source, b"deleted")
    copy_files(source.storage, target.storage)
    target.write("resumes/2020/01/of-a-month-that-is-gone.txt", b"text")
    source.storage.delete(deleted)
    assert copy_files(source.storage, target.storage) == {Copied.ALREADY: 1}
    assert copy_files(source.storage, target.storage, removes=True) == {Copied.ALREADY: 1, Copied.REMOVED: 2}
    assert target.keys() == {kept}


async def test_what_does_not_arrive_is_told(pair: tuple[Kept, Kept], monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = pair
    key = await put(source, b"text")
    monkeypatch.setattr(Storage, "write", lambda *_: None)
    with pytest.raises(FilesDiffer, match=key):
        copy_files(source.storage, target.storage)


async def test_what_is_deleted_meanwhile_is_no_fault(
    pair: tuple[Kept, Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = pair
    key = await put(source, b"text")
    real = source.storage.reading

    def reading(name: str) -> object:
        source.storage.delete(name)
        return real(name)

    monkeypatch.setattr(source.storage, "reading", reading)
    assert copy_files(source.storage, target.storage) == {Copied.GONE: 1}
    assert target.keys().isdisjoint({key})
