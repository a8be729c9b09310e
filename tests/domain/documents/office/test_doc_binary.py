from __future__ import annotations

import struct

import pytest
from legacy_doc.ole import OleReader  # type: ignore[import-untyped]
from legacy_doc.types import ExtractionOptions  # type: ignore[import-untyped]

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.office.doc_binary import WordBinary
from tests.office_files import DocParagraph, doc_with_paragraphs


def streams(*paragraphs: DocParagraph, encrypted: bool = False) -> tuple[bytes, bytes]:
    ole = OleReader(doc_with_paragraphs(paragraphs, encrypted=encrypted), options=ExtractionOptions())
    return ole.read_stream("WordDocument"), ole.read_stream("1Table")


def test_runs_tell_their_text_with_its_letters_and_paragraph() -> None:
    word, table = streams(
        DocParagraph("方晓晴", bold=True, size=22),
        DocParagraph("138\x07", in_table=True),
        DocParagraph("no", hidden=True),
    )

    document = WordBinary(word, {1: table})
    runs = list(document.runs(0, document.part_lengths[0]))

    assert [run.text for run in runs] == ["方晓晴\r", "138\x07", "no\r"]
    assert [run.letters.size for run in runs] == [22, 10.5, 10.5]
    assert [run.letters.bold for run in runs] == [True, False, False]
    assert [run.letters.hidden for run in runs] == [False, False, True]
    assert [run.paragraph.in_table for run in runs] == [False, True, False]


def test_a_part_of_the_text_is_cut_out() -> None:
    word, table = streams(DocParagraph("Grace Field"))

    assert [run.text for run in WordBinary(word, {1: table}).runs(6, 11)] == ["Field"]


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (0, 0x1234, FailureCode.DAMAGED),
        (2, 0x0065, FailureCode.DAMAGED),
        (0x0A, 0x0300, FailureCode.ENCRYPTED),
    ],
    ids=["no Word", "Word 6", "encrypted"],
)
def test_what_cannot_be_read_fails_with_a_reason(place: int, value: int, code: FailureCode) -> None:
    word, table = streams(DocParagraph("Grace"))
    changed = bytearray(word)
    struct.pack_into("<H", changed, place, value)

    with pytest.raises(ReadFailure) as caught:
        WordBinary(bytes(changed), {1: table})
    assert caught.value.code is code


@pytest.mark.parametrize(
    "pieces",
    [
        b"",
        b"\x02",
        struct.pack("<BI2i", 2, 16, 0, 2**30) + bytes(8),
        struct.pack("<BI2i", 2, 16, 9, 3) + bytes(8),
    ],
    ids=["none", "cut off", "longer than any resume", "out of order"],
)
def test_a_damaged_piece_table_is_refused(pieces: bytes) -> None:
    word, table = streams(DocParagraph("Grace"))
    changed = bytearray(word)
    struct.pack_into("<2I", changed, 0x1A2, len(table), len(pieces))

    with pytest.raises((ReadFailure, struct.error)):
        WordBinary(bytes(changed), {1: table + pieces})
