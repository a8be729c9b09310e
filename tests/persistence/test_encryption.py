from __future__ import annotations

import base64
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persistence.encryption import (
    HEAD_BYTES,
    MAGIC,
    PLAIN,
    SEGMENT_BYTES,
    TAG_BYTES,
    Altered,
    CannotOpen,
    Encrypting,
    FileKeys,
    UnknownKey,
    decrypted,
    key_of,
    new_key,
    parse_keys,
)
from tests.factories import NOW

NAME = "resumes/2026/11/one.pdf"
OLD, NEW = (base64.b64encode(bytes((number,)) * 32).decode() for number in (1, 2))
KEYS = parse_keys(f"new:{NEW}")
HEAD = len(MAGIC) + 2 + len("new") + 32
SEGMENT = SEGMENT_BYTES + TAG_BYTES


def encrypted(content: bytes, *, keys: FileKeys = KEYS, name: str = NAME, pieces: int = 1) -> bytes:
    encrypting = Encrypting(keys, name=name)
    step = -(-len(content) // pieces) or 1
    parts = [encrypting.update(content[at : at + step]) for at in range(0, len(content), step)]
    return b"".join(parts) + encrypting.finish()


def opened(stored: bytes, *, keys: FileKeys = KEYS, name: str = NAME) -> bytes:
    return b"".join(decrypted(io.BytesIO(stored), keys, name=name))


AROUND = st.sampled_from([0, SEGMENT_BYTES, 2 * SEGMENT_BYTES, 3 * SEGMENT_BYTES])


@given(around=AROUND, offset=st.integers(-20, 20), pieces=st.integers(1, 9), byte=st.binary(min_size=1))
def test_what_is_encrypted_comes_back(around: int, offset: int, pieces: int, byte: bytes) -> None:
    size = max(0, around + offset)
    content = (byte * (size // len(byte) + 1))[:size]
    stored = encrypted(content, pieces=pieces)
    assert opened(stored) == content
    assert len(stored) == HEAD + size + TAG_BYTES * max(1, -(-size // SEGMENT_BYTES))
    assert key_of(stored[:HEAD_BYTES]) == "new"


@given(content=st.binary(max_size=300), name=st.text(max_size=40))
def test_any_content_under_any_name_comes_back(content: bytes, name: str) -> None:
    stored = encrypted(content, name=name)
    assert opened(stored, name=name) == content
    with pytest.raises(Altered):
        opened(stored, name=f"{name}x")


@given(size=AROUND, at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_no_changed_bit_goes_unseen(size: int, at: float, bit: int) -> None:
    stored = bytearray(encrypted(b"a" * size))
    place = int(at * len(stored))
    stored[place] ^= 1 << bit
    # One in the first bytes makes it a file without encryption, which these keys do not read.
    with pytest.raises(CannotOpen):
        opened(bytes(stored))


@given(size=AROUND, kept=st.floats(0, 1, exclude_max=True))
def test_no_file_that_was_cut_off_opens(size: int, kept: float) -> None:
    stored = encrypted(b"a" * size)
    with pytest.raises(CannotOpen):
        opened(stored[: int(kept * len(stored))])


def without_its_last_segment(stored: bytes) -> bytes:
    return stored[: HEAD + 2 * SEGMENT]


def with_its_segments_turned_round(stored: bytes) -> bytes:
    first, second = stored[HEAD : HEAD + SEGMENT], stored[HEAD + SEGMENT : HEAD + 2 * SEGMENT]
    return stored[:HEAD] + second + first + stored[HEAD + 2 * SEGMENT :]


def with_a_segment_twice(stored: bytes) -> bytes:
    return stored[: HEAD + SEGMENT] + stored[HEAD:]


def without_a_segment(stored: bytes) -> bytes:
    return stored[:HEAD] + stored[HEAD + SEGMENT :]


def with_more_behind_it(stored: bytes) -> bytes:
    return stored + b"x"


def with_a_segment_of_the_same_file_stored_twice(stored: bytes) -> bytes:
    again = encrypted(CONTENT)
    return stored[:HEAD] + again[HEAD : HEAD + SEGMENT] + stored[HEAD + SEGMENT :]


def of_another_version(stored: bytes) -> bytes:
    return MAGIC + b"\x02" + stored[len(MAGIC) + 1 :]


CONTENT = b"a" * SEGMENT_BYTES + b"b" * SEGMENT_BYTES + b"c" * 100


@pytest.mark.parametrize(
    "altering",
    [
        without_its_last_segment,
        with_its_segments_turned_round,
        with_a_segment_twice,
        without_a_segment,
        with_more_behind_it,
        with_a_segment_of_the_same_file_stored_twice,
        of_another_version,
    ],
)
def test_an_altered_file_is_never_taken_for_another(altering: Callable[[bytes], bytes]) -> None:
    given: list[bytes] = []
    with pytest.raises(Altered):
        given.extend(decrypted(io.BytesIO(altering(encrypted(CONTENT))), KEYS, name=NAME))
    # What was given before the fault was seen is right.
    assert CONTENT.startswith(b"".join(given))


def test_a_file_in_anothers_place_does_not_open() -> None:
    with pytest.raises(Altered):
        opened(encrypted(b"text"), name="resumes/2026/11/two.pdf")


def test_a_file_under_another_keys_name_does_not_open() -> None:
    stored = encrypted(b"text", keys=parse_keys(f"old:{OLD}")).replace(b"old", b"new", 1)
    with pytest.raises(Altered):
        opened(stored)


def test_every_listed_key_reads_and_the_first_one_writes() -> None:
    before, after = parse_keys(f"old:{OLD}"), parse_keys(f"new:{NEW},old:{OLD}")
    stored = encrypted(b"text", keys=before)
    assert opened(stored, keys=after) == b"text"
    assert key_of(encrypted(b"text", keys=after)) == "new"
    with pytest.raises(UnknownKey, match="'old'"):
        opened(stored)


@given(st.binary(max_size=200).filter(lambda content: not content.startswith(MAGIC)))
def test_without_encryption_a_file_is_read_only_where_plain_is_listed(content: bytes) -> None:
    assert key_of(content) == PLAIN
    assert opened(content, keys=parse_keys(f"new:{NEW},plain")) == content
    with pytest.raises(UnknownKey, match="not encrypted"):
        opened(content)


@given(st.binary(max_size=80))
def test_no_head_takes_the_reader_down(rest: bytes) -> None:
    with pytest.raises(CannotOpen):
        opened(MAGIC + rest)


def test_the_same_file_is_never_encrypted_alike() -> None:
    first, second = encrypted(b"a" * 100), encrypted(b"a" * 100)
    assert first[HEAD:] != second[HEAD:]


def test_a_new_key_is_one_that_can_be_listed() -> None:
    key = new_key(NOW)
    assert key.startswith(f"{NOW:%Y%m%d}-")
    keys = parse_keys(f"{key},plain")
    assert keys.first == key.partition(":")[0]
    assert opened(encrypted(b"text", keys=keys), keys=keys) == b"text"
    # Neither is shown where the keys are.
    assert str(keys.secrets[keys.first]) not in repr(keys)


def test_a_list_is_read_by_commas_and_lines() -> None:
    keys = parse_keys(f"\nnew:{NEW},\n old:{OLD}, lost-one:lost, plain\n")
    assert (keys.first, sorted(keys.secrets), keys.reads_plain) == ("new", ["new", "old"], True)
    assert keys.lost == {"lost-one"}
    assert parse_keys(f"plain,new:{NEW}").first == PLAIN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it names no key that could write"),
        (" ,\n", "it names no key that could write"),
        ("new", "its part 1 is not of the form id:key"),
        (f"{NEW}", "its part 1 is not of the form id:key"),
        (f"new:{NEW},,old", "its part 2 is not of the form id:key"),
        (f"näme:{NEW}", "its part 1 is not of the form id:key"),
        (f"{'x' * 33}:{NEW}", "its part 1 is not of the form id:key"),
        (f"plain:{NEW}", "its part 1 is not of the form id:key"),
        (f"new:{NEW},new:{OLD}", "it names 'new' twice"),
        (f"new:lost,new:{OLD}", "it names 'new' twice"),
        ("plain,plain", "it names 'plain' twice"),
        ("new:lost", "it names no key that could write"),
        ("new:not base64", "the key 'new' is not in base64"),
        ("new:bm90IDMyIGJ5dGVz", "the key 'new' has 12 bytes, but a key has 32"),
    ],
)
def test_a_wrong_list_is_told_without_a_key(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as caught:
        parse_keys(text)
    assert NEW not in str(caught.value)
