"""Which encoding a text is written in: of files that are uploaded, and of postings that are imported.

The order is: byte order mark, parity of NUL bytes (UTF-16 without a mark), UTF-8, then the likelier of
GB18030 and Big5, then Windows-1252 where accents and quotation marks are few, and for postings Shift JIS
where it gives kana. A general detector knows more encodings and is wrong more often about short texts: see
the decision on encodings.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from domain.errors import InvalidInput
from domain.input_rules import InputRule

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE: Final = ("gb18030", "big5")
_WESTERN: Final = "cp1252"
_JAPANESE: Final = "cp932"
_KANA: Final = re.compile("[\u3040-\u30ff]")
_MINIMUM_PLAUSIBILITY = 0.6
_MAXIMUM_WESTERN_SHARE = 0.15
_MARKS_OF_SENTENCES = "，。、；：！？（）《》“”‘’—…·　％＋－／～【】「」"
_JUDGED_CHARACTERS = 2_000
_SAMPLE_BYTES = 256 * 1024
_HEAD_BYTES = 4 * 1024
_CHUNK_BYTES = 1024 * 1024
_REPLACED = "\ufffd"


def decode_text(raw: bytes, *, complete: bool = True) -> str | None:
    """Decode text whose encoding is not known, or tell by None that it is none.

    Args:
        raw: The text.
        complete: Whether it is whole; a file's beginning may end in the middle of a character.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _decode(raw, name, complete)
    if b"\0" in raw:
        wide = _wide(raw)
        return _decode(raw, wide, complete) if wide else None
    utf8 = _decode(raw, "utf-8", complete)
    if utf8 is not None:
        return utf8
    texts = [text for name in _CHINESE if (text := _decode(raw, name, complete)) is not None]
    best = max(texts, key=_plausibility, default=None)
    if best is not None and _plausibility(best) >= _MINIMUM_PLAUSIBILITY:
        return best
    return _decode(raw, _WESTERN, complete) if _may_be_western(raw) else None


def check_encoding(name: str) -> str:
    """Return an encoding's usual name. Raises `InvalidInput` for one that is not known."""
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError) as error:
        raise InvalidInput(f"未知的编码：{name}", rule=InputRule.ENCODING) from error


def detect_encoding(path: Path) -> str:
    """Tell the encoding of a large file without reading it whole; stray bytes do not count against it.

    Raises:
        InvalidInput: The file is no text.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
        for mark, name in _MARKS:
            if sample.startswith(mark):
                return name
        head = sample[:_HEAD_BYTES]
        # A stray NUL in a table is only a slip.
        if head.count(0) > len(head) // 10:
            if (wide := _wide(head)) is None:
                raise InvalidInput("文件不是文本", rule=InputRule.NOT_TEXT)
            return wide
        file.seek(0)
        foreign = _not_utf8(file)
    return "utf-8" if foreign is None else _likeliest(foreign)


def _decode(raw: bytes, encoding: str, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(raw, complete)
    except UnicodeDecodeError:
        return None


def _wide(raw: bytes) -> str | None:
    """Tell UTF-16 without a mark: the NUL bytes of Latin text stand all at odd or all at even places."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _not_utf8(file: BinaryIO) -> bytes | None:
    """Return the bytes around the first that are not UTF-8; None where a good part of the file is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    told = 0
    while chunk := file.read(_CHUNK_BYTES):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            # A stray byte in a text that is UTF-8 otherwise does not make it another encoding.
            text = chunk.decode("utf-8", "replace")
            bad, good = text.count(_REPLACED), sum(character > "\x7f" for character in text)
            return chunk if bad * 20 > good else None
        told += not chunk.isascii()
        if told > 8:
            break
    return None


def _likeliest(raw: bytes) -> str:
    scores = {name: _plausibility(raw.decode(name, "replace")) for name in _CHINESE}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _MINIMUM_PLAUSIBILITY:
        return best
    if _may_be_western(raw):
        return _WESTERN
    kana = _KANA.sub("，", raw.decode(_JAPANESE, "replace"))
    return _JAPANESE if _plausibility(kana) >= _MINIMUM_PLAUSIBILITY else best


def _may_be_western(raw: bytes) -> bool:
    """Return whether letters with accents and signs are as few as in texts that are ASCII otherwise."""
    return len(raw.translate(None, _ASCII)) <= _MAXIMUM_WESTERN_SHARE * len(raw)


_ASCII: Final = bytes(range(0x80))


def _plausibility(text: str) -> float:
    """Return the share of characters outside ASCII that Chinese really uses, of the first of them.

    Both encodings accept nearly any bytes; the wrong one gives rare ideographs and private-use characters.
    """
    foreign = "".join(islice((sign for sign in text if sign > "\x7f"), _JUDGED_CHARACTERS))
    if not foreign:
        return 1.0
    common = _common()
    # A character that cannot be read counts against the encoding.
    return sum(sign in common for sign in foreign) / len(foreign) - 5 * foreign.count(_REPLACED) / len(
        foreign
    )


@cache
def _common() -> frozenset[str]:
    """Return the common characters: level 1 of GB 2312 and of Big5, which are the low rows of each set."""
    levels = (
        ("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),
        ("big5", range(0xA4, 0xC7), range(0x40, 0xFF)),
    )
    signs = set(_MARKS_OF_SENTENCES)
    for encoding, rows, cells in levels:
        signs.update(*(bytes((row, cell)).decode(encoding, "ignore") for row in rows for cell in cells))
    return frozenset(signs)
