"""At the start: are the keys there that stored files need?"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from persistence.encryption import NO_KEYS, FileKeys, new_key, parse_keys
from persistence.files import ObjectFileStore
from persistence.key_use import KeyMissing, check_keys
from persistence.storage import Storage
from tests.factories import NOW
from tests.object_storage import Kept

pytestmark = pytest.mark.anyio

OLD, NEW = (new_key(NOW) for _ in range(2))
OLD_ID = OLD.partition(":")[0]


class Store:
    """Files in a store of either kind."""

    def __init__(self, kept: Kept) -> None:
        self.url, self.storage = kept.url, kept.storage

    async def put(self, keys: FileKeys, content: bytes = b"text") -> str:
        async def chunks() -> AsyncIterator[bytes]:
            yield content

        store = ObjectFileStore(self.url, clock=lambda: NOW, keys=keys)
        return (await store.put(chunks(), suffix=".txt")).key

    def check(self, listed: str | None = None) -> None:
        check_keys(Storage(self.url), parse_keys(listed) if listed else NO_KEYS)


@pytest.fixture
def store(kept: Kept) -> Store:
    return Store(kept)


@pytest.mark.parametrize("listed", [None, OLD, f"{OLD},plain"], ids=["none", "a key", "and plain"])
def test_an_empty_store_needs_no_key(store: Store, listed: str | None) -> None:
    store.check(listed)


async def test_a_key_that_files_need_has_to_be_listed(store: Store) -> None:
    await store.put(parse_keys(OLD))
    for listed in (OLD, f"{NEW},{OLD}", f"{NEW},{OLD_ID}:lost"):
        store.check(listed)
    for unlisted in (None, NEW, f"{NEW},plain"):
        with pytest.raises(KeyMissing, match=f"with the key '{OLD_ID}', which it does not list"):
            store.check(unlisted)


async def test_files_without_encryption_have_to_be_allowed(store: Store) -> None:
    await store.put(NO_KEYS)
    store.check()
    store.check(f"{NEW},plain")
    with pytest.raises(KeyMissing, match="not encrypted, and it does not list `plain`"):
        store.check(NEW)


async def test_a_key_that_no_file_needs_any_more_is_forgotten(store: Store) -> None:
    key = await store.put(parse_keys(OLD))
    await store.put(parse_keys(NEW))
    store.storage.delete(key)
    store.check(NEW)
    assert store.storage.marks() == {f"id-{NEW.partition(':')[0]}", "all-encrypted"}


async def test_files_are_looked_at_only_where_a_key_may_be_missing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.put(parse_keys(OLD))
    store.check(OLD)

    def looked(*_: object) -> bytes:
        raise AssertionError("a file was looked at")

    monkeypatch.setattr(Storage, "head", looked)
    for listed in (OLD, f"{OLD},plain", f"{NEW},{OLD}"):
        store.check(listed)


async def test_whoever_writes_without_a_key_takes_back_that_all_is_encrypted(store: Store) -> None:
    store.check(NEW)
    assert store.storage.marks() == {"all-encrypted"}
    await store.put(parse_keys(f"plain,{NEW}"))
    with pytest.raises(KeyMissing, match="not encrypted"):
        store.check(NEW)


async def test_a_store_without_encryption_has_no_marks(store: Store, kept: Kept) -> None:
    key = await store.put(NO_KEYS)
    store.check()
    assert kept.keys() == {key}
