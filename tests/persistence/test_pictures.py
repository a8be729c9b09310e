"""Pictures of pages in a store: encrypted as files are, removed with theirs, and no loss."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.errors import Unavailable
from persistence.encryption import NO_KEYS, FileKeys, new_key, parse_keys
from persistence.files import ObjectFileStore
from persistence.pictures import file_of, folder_of
from persistence.reencrypting import reencrypt
from tests.factories import NOW
from tests.object_storage import Kept

pytestmark = pytest.mark.anyio

OLD, NEW = (new_key(NOW) for _ in range(2))
ENCRYPTED = parse_keys(OLD)
PICTURE = b"RIFF....WEBP of nobody"


def store_of(kept: Kept, *, keys: FileKeys = NO_KEYS, now: datetime = NOW) -> ObjectFileStore:
    return ObjectFileStore(kept.url, clock=lambda: now, keys=keys)


async def stored(store: ObjectFileStore, content: bytes = b"a file") -> str:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    return (await store.put(chunks(), suffix=".pdf")).key


def pictures_in(kept: Kept) -> set[str]:
    return {key for batch in kept.storage.picture_keys() for key in batch}


@pytest.mark.parametrize("keys", [NO_KEYS, ENCRYPTED], ids=["plain", "encrypted"])
async def test_a_picture_comes_back_as_it_was_put_and_another_takes_its_place(
    kept: Kept, keys: FileKeys
) -> None:
    store = store_of(kept, keys=keys)
    file = await stored(store)
    assert await store.pictures.get(file, "1.webp") is None
    await store.pictures.put(file, "1.webp", b"the first")
    await store.pictures.put(file, "1.webp", PICTURE)
    assert await store.pictures.get(file, "1.webp") == PICTURE
    (key,) = pictures_in(kept)
    assert file_of(key) == file
    with kept.storage.reading(key) as written:
        assert (written.read() == PICTURE) is (keys is NO_KEYS)


async def test_it_tells_how_large_the_pictures_of_a_file_are_together(kept: Kept) -> None:
    store = store_of(kept)
    file, other = await stored(store), await stored(store)
    assert await store.pictures.kept_bytes(file) == 0
    for name in ("1.webp", "2.webp"):
        await store.pictures.put(file, name, PICTURE)
    await store.pictures.put(other, "1.webp", PICTURE)
    assert await store.pictures.kept_bytes(file) == 2 * len(PICTURE)


async def test_a_picture_that_does_not_open_is_none(kept: Kept) -> None:
    store = store_of(kept, keys=ENCRYPTED)
    file = await stored(store)
    await store.pictures.put(file, "1.webp", PICTURE)
    assert await store_of(kept, keys=parse_keys(NEW)).pictures.get(file, "1.webp") is None
    assert await store_of(kept).pictures.get(file, "1.webp") is None
    kept.storage.replace(f"{folder_of(file)}/1.webp", [b""])
    assert await store_of(kept).pictures.get(file, "1.webp") is None


async def test_pictures_go_with_their_file_and_no_others(kept: Kept) -> None:
    store = store_of(kept)
    gone, stays = await stored(store), await stored(store)
    for file in (gone, stays):
        for name in ("1.webp", "2.webp"):
            await store.pictures.put(file, name, PICTURE)
    await store.delete(gone)
    assert {file_of(key) for key in pictures_in(kept)} == {stays}
    await store.delete(gone, stays)
    assert pictures_in(kept) == set()


async def test_the_sweep_is_told_of_older_pictures_and_removes_those_that_nobody_looked_at(
    kept: Kept,
) -> None:
    store = store_of(kept)
    file = await stored(store)
    await store.pictures.put(file, "1.webp", PICTURE)
    # The storage has a clock of its own.
    now = datetime.now(NOW.tzinfo)
    await store.delete(await stored(store))
    assert await swept(store_of(kept, now=now + timedelta(minutes=10))) == set()
    assert await swept(store_of(kept, now=now + timedelta(hours=2))) == {file}
    assert len(pictures_in(kept)) == 1
    await swept(store_of(kept, now=now + timedelta(days=31)))
    assert pictures_in(kept) == set()


async def swept(store: ObjectFileStore) -> set[str]:
    return {key for keys in [batch async for batch in store.old_keys()] for key in keys}


async def test_pictures_with_another_key_go_when_keys_are_changed(kept: Kept) -> None:
    old = store_of(kept, keys=ENCRYPTED)
    file = await stored(old)
    await old.pictures.put(file, "1.webp", PICTURE)
    changing = parse_keys(f"{NEW},{OLD}")
    await store_of(kept, keys=changing).pictures.put(file, "2.webp", PICTURE)
    assert reencrypt(kept.storage, changing, known=set).written == 1
    assert pictures_in(kept) == {f"{folder_of(file)}/2.webp"}


async def test_a_folder_that_takes_nothing_is_told_as_unavailable(tmp_path: Path) -> None:
    store = ObjectFileStore(tmp_path.as_uri(), clock=lambda: NOW)
    (tmp_path / "pages").write_bytes(b"in the way of the folder")
    with pytest.raises(Unavailable):
        await store.pictures.put("resumes/2026/11/a.pdf", "1.webp", PICTURE)
