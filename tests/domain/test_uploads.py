from __future__ import annotations

import pytest

from domain.uploads import clean_file_name, clean_path, with_plain_name

START = b'form-data; name="file"'


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b"; filename*=UTF-8''%E7%AE%80%E5%8E%86.pdf", "简历.pdf"),
        (b"; filename*=utf-8'zh'%e7%ae%80%e5%8e%86.pdf", "简历.pdf"),
        (b"; filename*=\"UTF-8''%E7%AE%80%E5%8E%86.pdf\"", "简历.pdf"),
        (b"; filename*=GBK''%BC%F2%C0%FA.pdf", "简历.pdf"),
        (b"; filename*=UTF-8''a%22b%5Cc.pdf", '\\"'.join(("a", "b\\\\c.pdf"))),
    ],
)
def test_a_name_of_older_clients_is_given_in_the_plain_place(sent: bytes, name: str) -> None:
    assert with_plain_name(START + sent) == START + sent + b'; filename="' + name.encode() + b'"'


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b'; filename="a.pdf"',
        b"; filename=\"a.pdf\"; filename*=UTF-8''b.pdf",
        b"; filename*=UTF-8''%FF%FE.pdf",
        b"; filename*=NO-SUCH''a.pdf",
        b"; filename*=a.pdf",
    ],
)
def test_whatever_else_stays_as_it_is(sent: bytes) -> None:
    assert with_plain_name(START + sent) == START + sent


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("简历.pdf", "简历.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("", "resume"),
        ("/", "resume"),
        ("x" * 999, "x" * 255),
    ],
)
def test_file_names_are_made_harmless(given: str, kept: str) -> None:
    assert clean_file_name(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("简历/../a.pdf", "简历/../a.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a/\u2066b\x1b[2J\u200f.pdf ", "a/b[2J.pdf"),
        ("", ""),
        ("x" * 9999 + ".pdf", "x" * 996 + ".pdf"),
    ],
)
def test_whole_names_are_made_harmless_to_look_at(given: str, kept: str) -> None:
    assert clean_path(given) == kept
