from __future__ import annotations

import pytest

from domain.uploads import with_plain_name

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
