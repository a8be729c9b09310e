from __future__ import annotations

import codecs
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.vocabulary.encodings import check_encoding, decode_text, detect_encoding

SIMPLIFIED = "姓名：林清川，应聘会计，三年经验"
TRADITIONAL = "姓名：單曉嵐，應徵會計，三年經驗"
WESTERN = "José Núñez – waiter, “Café Müller”, Köln, since 2019 and before that in Basel and Bern"
LATIN = "Ann Holt, baker, Leeds, 2014 to 2019 and again from 2021"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-32"),
        (TRADITIONAL, "big5"),
        (WESTERN, "cp1252"),
        (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"),
        ("会计", "gbk"),
        ("會計", "big5"),
    ],
)
def test_a_text_is_read_in_its_encoding(text: str, encoding: str, tmp_path: Path) -> None:
    raw = text.encode(encoding)
    assert decode_text(raw) == text
    file = tmp_path / "text"
    file.write_bytes(raw)
    assert raw.decode(detect_encoding(file)) == text


def test_a_beginning_may_end_within_a_character() -> None:
    raw = SIMPLIFIED.encode()[:-1]
    assert decode_text(raw, complete=False) == SIMPLIFIED[:-1]
    assert decode_text(SIMPLIFIED.encode("gb18030")[:-1], complete=False) == SIMPLIFIED[:-1]


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 8, b"\x00\x00\x01\x01" * 9, bytes(range(0x81, 0xFF)) * 4]
)
def test_bytes_that_are_no_text_are_told(raw: bytes) -> None:
    assert decode_text(raw) is None


def test_a_stray_byte_does_not_change_the_encoding_of_a_table(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes((SIMPLIFIED * 9).encode() + b"\xe6," + SIMPLIFIED.encode())
    assert detect_encoding(file) == "utf-8"
    file.write_bytes(b"title,city\nChef\x00,Bern\n" * 9)
    assert detect_encoding(file) == "utf-8"


def test_a_file_of_nul_bytes_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "nothing").write_bytes(bytes(500))
    with pytest.raises(InvalidInput):
        detect_encoding(tmp_path / "nothing")


def test_a_given_encoding_is_checked() -> None:
    assert check_encoding("GBK") == "gbk"
    for unknown in ("rot13", "utf-8\0"):
        with pytest.raises(InvalidInput):
            check_encoding(unknown)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_none(raw: bytes) -> None:
    assert isinstance(decode_text(raw), str | None)


def test_the_head_of_a_file_is_told_without_holding_others_up() -> None:
    raw = (SIMPLIFIED * 4_000).encode("gb18030")[: 64 * 1024]
    decode_text(raw)
    started = time.perf_counter()
    decode_text(raw, complete=False)
    assert time.perf_counter() - started < 0.1


def test_a_mark_is_no_part_of_the_text() -> None:
    assert decode_text(codecs.BOM_UTF16_BE + LATIN.encode("utf-16-be")) == LATIN
