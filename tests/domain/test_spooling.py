from __future__ import annotations

import io
import os
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.spooling import EncryptedFile, Spool

TEXT = "姓名：周敏\n".encode() * 100


def on_disk(descriptor: int) -> bytes:
    return os.pread(descriptor, 10**6, 0)


def test_what_goes_to_the_disk_cannot_be_read_there() -> None:
    with Spool(max_size=1000) as spool:
        spool.write(TEXT)
        spool.seek(0)
        assert spool.read() == TEXT
        kept = on_disk(spool.fileno())
        assert len(kept) == len(TEXT)
        assert not any(line in kept for line in TEXT.splitlines())
        # Nobody finds the file itself.
        assert os.fstat(spool.fileno()).st_nlink == 0


def test_what_is_small_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", None)
    with Spool(max_size=len(TEXT)) as spool:
        spool.write(TEXT)
        spool.seek(3)
        assert spool.read(10) == TEXT[3:13]


def test_the_same_content_never_looks_the_same() -> None:
    with EncryptedFile() as first, EncryptedFile() as second:
        for file in (first, second):
            file.write(TEXT)
        assert on_disk(first.fileno()) != on_disk(second.fileno())


WRITES = st.lists(st.binary(max_size=60), max_size=8)
READS = st.lists(st.tuples(st.integers(0, 200), st.integers(-1, 60)), max_size=8)


@given(WRITES, READS, st.integers(1, 100))
def test_it_is_read_like_any_file(
    writes: Sequence[bytes], reads: Sequence[tuple[int, int]], max_size: int
) -> None:
    plain = io.BytesIO()
    with Spool(max_size=max_size) as spool:
        for content in writes:
            assert spool.write(content) == plain.write(content)
            assert spool.tell() == plain.tell()
        for place, size in reads:
            assert spool.seek(place) == plain.seek(place)
            assert spool.read(size) == plain.read(size)
