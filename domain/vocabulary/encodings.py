"""Which encoding a text file is written in."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from domain.errors import InvalidInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 256 * 1024
_CHUNK_BYTES = 1024 * 1024
# Frequent in postings and in any text; a text read in the wrong encoding hardly has any of them.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定"
    "行学法所民得经三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些"
    "然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月"
    "公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知"
    "较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压"
    "職務業師開發經驗學歷薪資銷售軟體員專術設計區歲聯電腦網會計這個為們來時對說國過動後從產種實現應間關與無線數變條問"
    "职位司城市薪验历技能编号岗要求责聘招软件销售财务护士教师助司机厨，。、；：（）一二三四五六七八九十"
)
_REPLACED = "\ufffd"


def check_encoding(name: str) -> str:
    """Return an encoding's usual name. Raises `InvalidInput` for one that is not known."""
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except LookupError as error:
        raise InvalidInput(f"未知的编码：{name}") from error


def detect_encoding(path: Path) -> str:
    """Tell a file's encoding: by its BOM, as UTF-8, else the likeliest of GB18030, Big5 and Windows-1252.

    Raises:
        InvalidInput: The file is no text.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
        for bom, name in _BOMS:
            if sample.startswith(bom):
                return name
        if b"\0" in sample[:4096]:
            if (wide := _wide(sample[:4096])) is not None:
                return wide
            if sample[:4096].count(0) > len(sample[:4096]) // 10:
                raise InvalidInput("文件不是文本")
        file.seek(0)
        foreign = _not_utf8(file)
    return "utf-8" if foreign is None else _likeliest(foreign)


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 without a BOM: every other byte of its ASCII is zero."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 10 and odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) // 10 and even > 10 * odd else None


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


def _likeliest(sample: bytes) -> str:
    scores = {name: _score(sample, name) for name in ("gb18030", "big5", "cp1252")}
    return max(scores, key=lambda name: scores[name])


def _score(sample: bytes, name: str) -> float:
    """Return how much of what is not ASCII reads well, from 0 to 1; what cannot be read counts against it."""
    foreign = [character for character in sample.decode(name, "replace") if character > "\x7f"]
    if not foreign:
        return 0.0
    replaced = sum(character == _REPLACED for character in foreign) / len(foreign)
    if name == "cp1252":
        # Letters with accents and signs of currency stand alone among ASCII.
        known = sum(byte >= 0x80 and max(around) < 0x80 for byte, *around in _around(sample)) / len(foreign)
        return 0.5 * known - 5 * replaced
    known = sum(character in _COMMON for character in foreign) / len(foreign)
    return known - 5 * replaced


def _around(sample: bytes) -> zip[tuple[int, int, int]]:
    return zip(sample[1:-1], sample[:-2], sample[2:], strict=True)
