"""Text of an unknown encoding, and the lines made of it."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from domain.documents.characters import clean_text, join_spaced, join_tokens
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Line

MAXIMUM_SIZE_BYTES = 4 * 2**20

_MINIMUM_PLAUSIBILITY = 0.6
_MAXIMUM_WESTERN_SHARE = 0.15
_TOKEN_GAP = re.compile(r"\t| {3,}|(?:\xa0| ){4,}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(raw: bytes, *, complete: bool = True) -> str | None:
    """Decode text whose encoding is not known, or tell by None that it is none.

    The order is: byte order mark, parity of NUL bytes (UTF-16 without a mark), UTF-8, then the likelier
    of GB18030 and Big5, then Windows-1252 where accents and quotation marks are few. With `complete`
    false the bytes are a file's beginning and may end in the middle of a character.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode(raw[len(mark) :], encoding, complete)
    if b"\0" in raw:
        utf16 = _utf16_by_parity(raw)
        return _decode(raw, utf16, complete) if utf16 else None
    utf8 = _decode(raw, "utf-8", complete)
    if utf8 is not None:
        return utf8
    candidates = [
        text for encoding in ("gb18030", "big5") if (text := _decode(raw, encoding, complete)) is not None
    ]
    best = max(candidates, key=_chinese_plausibility, default=None)
    if best is not None and _chinese_plausibility(best) >= _MINIMUM_PLAUSIBILITY:
        return best
    western = sum(byte > 0x7F for byte in raw) <= _MAXIMUM_WESTERN_SHARE * len(raw)
    return _decode(raw, "cp1252", complete) if western else None


def text_of(path: Path) -> str:
    """Decode a text file.

    Raises:
        ReadFailure: TOO_COMPLEX above 4 MiB, DAMAGED when it is not text.
    """
    if path.stat().st_size > MAXIMUM_SIZE_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, "more text than a resume holds")
    text = decode_text(path.read_bytes())
    if text is None:
        raise ReadFailure(FailureCode.DAMAGED, "no known text encoding")
    return text


def line_of(raw: str, *, font_size: float | None = None, bold: bool = False) -> Line | None:
    """Make a line of raw text; tabs and wide runs of spaces separate tokens. None when nothing is left."""
    spaced = join_spaced(raw.replace("\u3000", "  ").strip())
    tokens = join_tokens(
        cleaned for part in _TOKEN_GAP.split(spaced) if (cleaned := clean_text(part).strip())
    )
    return Line(" ".join(tokens), font_size=font_size, bold=bold, tokens=tokens) if tokens else None


def _decode(raw: bytes, encoding: str, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(raw, complete)
    except UnicodeDecodeError:
        return None


def _utf16_by_parity(raw: bytes) -> str | None:
    """Tell UTF-16 without a mark: the NUL bytes of Latin text stand all at odd or all at even places."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _chinese_plausibility(text: str) -> float:
    """The share of characters outside ASCII that the language really uses.

    Both encodings accept nearly any bytes; the wrong one gives rare ideographs and private-use characters.
    Level 1 of GB 2312 and of Big5 holds the common characters in the low rows of each set.
    """
    beyond_ascii = [character for character in text if character > "\x7f"]
    if not beyond_ascii:
        return 1.0
    return sum(map(_is_common, beyond_ascii)) / len(beyond_ascii)


def _is_common(character: str) -> bool:
    if character in "，。、；：！？（）《》“”‘’—…·　％＋－／～【】「」":
        return True
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            code = character.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False
