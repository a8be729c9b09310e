"""Which fonts the characters of a PDF are set in.

Chinese is set in a font that the operator names, of which the file then holds what it needs. Without one it
is set in STSong-Light, a font of Adobe's Asian collections that a PDF may name without holding it: the
program that shows the file brings it, or another in its place. Letters that Helvetica lacks are set in
Bitstream Vera, which comes with the library, and what no font has without its marks, or as a box.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from domain.vocabulary.languages import Language
from domain.vocabulary.script import CHINESE

_NAMED: Final = "STSong-Light"
# In a Chinese text punctuation beyond ASCII is left to the Chinese font.
_LATIN_SIGN: Final = {
    Language.CHINESE: re.compile("[\x20-\x7e\xc0-\xff]"),
    Language.ENGLISH: re.compile(
        "[\x20-\x7e\xa1-\xac\xae-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]"
    ),
}
_CHINESE_SIGN: Final = re.compile(f"[{CHINESE}]")
_LAST_OF_BASIC_PLANE: Final = "\uffff"
_NO_GLYPH: Final = "□"


class Font(NamedTuple):
    """A font by its names in the library, and what it has."""

    regular: str
    bold: str
    has: Callable[[str], bool]


class Markup:
    """Sets texts in the library's markup, each run in a font that has it."""

    def __init__(self, language: Language, chinese: Font) -> None:
        latin = _LATIN_SIGN[language]
        self._latin = Font("Helvetica", "Helvetica-Bold", lambda sign: bool(latin.match(sign)))
        self._chinese = chinese
        self._set: dict[str, tuple[Font, str]] = {}

    def of(self, text: str, *, bold: bool) -> str:
        """Return a text as markup."""
        pieces = [self._piece(sign) for sign in unicodedata.normalize("NFC", text)]
        runs = groupby(pieces, key=lambda piece: piece[0].bold if bold else piece[0].regular)
        return "".join(
            f'<font name="{escape(font)}">{escape("".join(printed for _, printed in run))}</font>'
            for font, run in runs
        )

    def _piece(self, sign: str) -> tuple[Font, str]:
        """Return in which font a character is set, and how."""
        if sign not in self._set:
            self._set[sign] = self._found(sign)
        return self._set[sign]

    def _found(self, sign: str) -> tuple[Font, str]:
        kind = unicodedata.category(sign)
        if kind[0] == "Z" or kind == "Cc":
            return self._latin, " "
        # The library sets no others in fonts of collections.
        if sign <= _LAST_OF_BASIC_PLANE:
            for font in (self._latin, _letters(), self._chinese):
                if font.has(sign):
                    return font, sign
        if kind[0] == "M" or kind in ("Cf", "Co"):
            return self._latin, ""
        # `ę` without its mark, `ﬀ` as two letters.
        parts = unicodedata.normalize("NFKD", sign)
        for font in (self._latin, self._chinese):
            if plain := "".join(part for part in parts if part <= _LAST_OF_BASIC_PLANE and font.has(part)):
                return font, plain
        return self._chinese, _NO_GLYPH


@lru_cache(maxsize=8)
def chinese_font(path: Path | None) -> Font:
    """Return the Chinese font: the one at that place, or the one that a PDF only names."""
    if path is None:
        pdfmetrics.registerFont(UnicodeCIDFont(_NAMED))
        return Font(_NAMED, _NAMED, _is_in_collection)
    held = TTFont(f"own-{path}", str(path))
    pdfmetrics.registerFont(held)
    return Font(held.fontName, held.fontName, lambda sign: ord(sign) in held.face.charToGlyph)


def _is_in_collection(sign: str) -> bool:
    try:
        return bool(_CHINESE_SIGN.match(sign) or sign.encode("gbk"))
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=1)
def _letters() -> Font:
    """Return a font with letters of more languages."""
    regular, bold = TTFont("Vera", "Vera.ttf"), TTFont("VeraBd", "VeraBd.ttf")
    pdfmetrics.registerFont(regular)
    pdfmetrics.registerFont(bold)
    return Font(
        regular.fontName,
        bold.fontName,
        lambda sign: sign.isalpha() and ord(sign) in regular.face.charToGlyph,
    )
