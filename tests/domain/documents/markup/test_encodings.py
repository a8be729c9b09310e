from __future__ import annotations

import pytest

from domain.documents.markup.encodings import decode_html


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('<meta charset="gb2312">方晓镕'.encode("gb18030"), '<meta charset="gb2312">方晓镕'),
        ("<?xml encoding='big5'?>方".encode("big5"), "<?xml encoding='big5'?>方"),
        ("<meta charset=utf-16>方晓".encode(), "<meta charset=utf-16>方晓"),
        ("<meta charset=gbk>\ufeff方".encode()[18:], "方"),
        ("<meta charset=nonsense>方晓".encode(), "<meta charset=nonsense>方晓"),
        ("<p>方晓".encode("utf-16"), "<p>方晓"),
    ],
    ids=["gb2312", "xml", "utf-16 said", "mark first", "unknown", "utf-16"],
)
def test_a_page_s_own_word_counts_where_it_is_true(raw: bytes, text: str) -> None:
    decoded = decode_html(raw)

    assert decoded is not None
    assert decoded.removeprefix("\ufeff") == text


def test_a_page_that_is_wrong_about_itself_is_decoded_as_any_text() -> None:
    raw = "<meta charset=utf-8>方晓晴是一个人".encode("gb18030")

    assert decode_html(raw) == "<meta charset=utf-8>方晓晴是一个人"


def test_a_beginning_may_end_within_a_character() -> None:
    raw = "<meta charset=utf-8>方".encode()[:-1]

    assert decode_html(raw, complete=False) == "<meta charset=utf-8>"
