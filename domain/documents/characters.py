"""Characters as files hold them become text that can be searched and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from domain.vocabulary.later import compiled_later
from domain.vocabulary.script import CHINESE

# Bullets of Symbol and Wingdings, as Word and pdfium give them.
_ICON_BULLETS = "\uf06c\uf06e\uf071\uf075\uf076\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc"

# CJK radicals that NFKC leaves alone and that printed pages hold in place of the characters.
_RADICALS = dict(
    zip(
        "⺁⺄⺅⺈⺋⺌⺘⺝⺠⺡⺣⺦⺩⺰⺼⺿⻁⻄⻅⻆⻈⻉⻋⻌⻏⻐⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乙亻刀卩小扌月民氵灬丬王纟月艹虎西见角讠贝车辶阝钅长门青韦页风飞食饣马鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀",
        strict=True,
    )
)

_TRANSLATION: dict[int, str | None] = {
    **{ord(radical): character for radical, character in _RADICALS.items()},
    **dict.fromkeys((ord(icon) for icon in _ICON_BULLETS), "•"),
    # Zero-width characters and marks of direction.
    **dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]),
}
_NOISE = compiled_later(
    "\\(cid:\\d+\\)|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
    "\U000f0000-\U000fffff\U00100000-\U0010ffff]"
)
_SPACES = compiled_later(r"[^\S\t\n]+")
_LINE_END_HYPHENS = compiled_later("[\x02\ufffe]")


def clean_text(raw: str) -> str:
    """Normalise (NFKC) and drop what carries no meaning: icons, NUL, lone surrogates, zero-width marks.

    Tabs and line feeds stay; every other run of white space becomes one space.
    """
    if raw.isascii() and raw.isprintable():
        return _SPACES.sub(" ", raw) if "(cid:" not in raw else _SPACES.sub(" ", _NOISE.sub(" ", raw))
    text = _LINE_END_HYPHENS.sub("-", raw).translate(_TRANSLATION)
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", _NOISE.sub(" ", text)))


def is_wide(character: str) -> bool:
    """Tell whether a character is of the East Asian kind that is set without spaces."""
    return character > "\u2e7f" and unicodedata.east_asian_width(character) in "WF"


def words_of(text: str) -> list[re.Match[str]]:
    """Return what a text falls into: runs of letters set alike, and signs one by one."""
    return list(_WORD.finditer(text))


def readable_count(text: str) -> int:
    """Count letters, digits and ideographs: what a reader would call text."""
    return sum(map(str.isalnum, text))


def names_in(text: str) -> frozenset[str]:
    """The words of a text: how long sets of names are written down."""
    return frozenset(text.split())


_IDEOGRAPH = f"[{CHINESE}]"
_WORD = re.compile(r"[^\W\u2e80-\uffff]+|[\u2e80-\uffff]+|[^\w\s]")
_SPACED_LABEL = compiled_later(rf"(?<!{_IDEOGRAPH})({_IDEOGRAPH})[ \t]+({_IDEOGRAPH})[ \t]*(?=[:：])")
_SPACED_IDEOGRAPHS = compiled_later(rf"(?<![^\s]){_IDEOGRAPH}(?: {{1,40}}{_IDEOGRAPH}){{2,200}}(?![^\s:：])")
_ONE_IDEOGRAPH = compiled_later(_IDEOGRAPH)
_IDEOGRAPH_ALONE = compiled_later(rf"{_IDEOGRAPH}(?: *[:：]|$)")
_SPACED_PAIR = compiled_later(rf"{_IDEOGRAPH} +{_IDEOGRAPH}")
_SPACED_LETTERS = compiled_later(r"(?<!\S)[^\W\d_](?: {1,3}[^\W\d_]){3,200}(?!\S)")


def join_spaced(text: str) -> str:
    """Join words set with a space after each letter: "张 三", "姓  名:", "个 人 简 历", "J O H N  D O E"."""
    if " " not in text and "\t" not in text:
        return text
    text = _SPACED_LABEL.sub(r"\1\2", text)
    text = _SPACED_IDEOGRAPHS.sub(lambda match: match[0].replace(" ", ""), text)
    if _SPACED_PAIR.fullmatch(text):
        text = text.replace(" ", "")
    return _SPACED_LETTERS.sub(_join_letters, text)


def join_tokens(tokens: Iterable[str]) -> tuple[str, ...]:
    """Join what only looks separate: a bullet and its text, a label's letters set wide apart ("姓", "名")."""
    joined: list[str] = []
    for token in tokens:
        last = joined[-1] if joined else ""
        if len(last) == 1 and not last.isalnum():
            joined[-1] = f"{last} {token}"
        elif _ONE_IDEOGRAPH.fullmatch(last) and _IDEOGRAPH_ALONE.match(token):
            joined[-1] = last + token
        else:
            joined.append(token)
    return tuple(joined)


def _join_letters(match: re.Match[str]) -> str:
    letters = match[0]
    if is_wide(letters[0]):
        return letters
    words = re.split(" {2,}", letters)
    return " ".join(word.replace(" ", "") for word in words)
