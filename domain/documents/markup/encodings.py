"""The encoding of a web page: what the page says of it, where that is true."""

from __future__ import annotations

import codecs
import contextlib
import re

from domain.vocabulary.encodings import decode_text

_HEAD_BYTES = 8_192
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?([\w-]{2,30})""", re.I
)
_ENCODINGS = re.compile(r"utf-?8|gb|big5|windows-|cp\d|iso-?8859|latin|(?:us-)?ascii|euc|shift_jis|koi8")


def decode_html(raw: bytes, *, complete: bool = True) -> str | None:
    """Decode a page by what it says of its encoding; where that is nothing or wrong, as any text."""
    match = (
        None
        if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
        else _CHARSET.search(raw[:_HEAD_BYTES])
    )
    name = match[1].decode("ascii", "replace").lower() if match else ""
    # A page that says UTF-16 in bytes that can be searched is wrong about it.
    if _ENCODINGS.match(name):
        name = {"gb2312": "gb18030", "gbk": "gb18030"}.get(name, name)
        with contextlib.suppress(LookupError, UnicodeError):
            return codecs.getincrementaldecoder(name)().decode(raw, complete)
    return decode_text(raw, complete=complete)
