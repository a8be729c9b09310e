"""Which new usernames are refused since somebody would read them as another's.

After UTS #39: no character that nobody sees, and no letters of scripts that are not written together. The
script of a letter is the first word of its name in Unicode's data. Names that were given before this rule
stay as they are: it is asked of new ones only.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from domain.errors import InvalidInput
from domain.input_rules import InputRule

# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties, and the blank Braille pattern.
_UNSEEN = (
    *(
        range(0xAD, 0xAE),
        range(0x34F, 0x350),
        range(0x61C, 0x61D),
        range(0x115F, 0x1161),
        range(0x17B4, 0x17B6),
    ),
    *(range(0x180B, 0x1810), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070)),
    *(range(0x2800, 0x2801), range(0x3164, 0x3165), range(0xFE00, 0xFE10), range(0xFEFF, 0xFF00)),
    *(range(0xFFA0, 0xFFA1), range(0xFFF0, 0xFFF9), range(0x1BCA0, 0x1BCA4), range(0x1D173, 0x1D17B)),
    range(0xE0000, 0xE1000),
)
# Scripts that are written together, see "Highly Restrictive" of UTS #39.
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
_NAMED_OTHERWISE = {
    "IDEOGRAPHIC": "CJK",
    "KANGXI": "CJK",
    "KATAKANA-HIRAGANA": "KATAKANA",
    "ARABIC-INDIC": "ARABIC",
    "EXTENDED": "ARABIC",
}
# Latin as languages write it; phonetic letters and small capitals look like others of it.
_WRITTEN_LATIN = (range(0x41, 0x1C0), range(0x1C4, 0x250), range(0x1E00, 0x1F00))
# Letters of other scripts that look like Latin ones: a name of nothing else is read as a Latin one.
_LIKE_LATIN = frozenset(
    "АВЕЅІЈКМНОРСТУХЬаеѕіјкморстухԁһӏԛԝѵу"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνικυχα"  # Greek
    "ՕՍԼոսօցհզ"  # Armenian
)


def check_new_username(name: str) -> None:
    """Raise `InvalidInput` where a name, in NFKC, could be taken for another."""
    if any(_is_unseen(character) for character in name) or _has_stray_marks(name) or "  " in name:
        raise InvalidInput("用户名包含不可见的字符", rule=InputRule.USERNAME_UNSEEN)
    letters = [character for character in name if unicodedata.category(character)[0] == "L"]
    scripts = {_script(character) for character in name} - {None}
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        raise InvalidInput("用户名不能混用不同文字中相似的字母", rule=InputRule.USERNAME_MIXED_SCRIPTS)
    if any(_script(letter) == "LATIN" and not _is_written_latin(letter) for letter in letters):
        raise InvalidInput("用户名包含易混淆的字符", rule=InputRule.USERNAME_LOOKALIKE)
    if letters and _LIKE_LATIN.issuperset(letters):
        raise InvalidInput("用户名包含易混淆的字符", rule=InputRule.USERNAME_LOOKALIKE)


def _is_unseen(character: str) -> bool:
    separates = unicodedata.category(character)[0] == "Z" and character != " "
    return separates or any(ord(character) in unseen for unseen in _UNSEEN)


def _has_stray_marks(name: str) -> bool:
    """Whether a mark stands at the start, on another mark of any script, or around a letter."""
    categories = [unicodedata.category(character) for character in name]
    of_any = [unicodedata.name(character, "").startswith("COMBINING ") for character in name]
    return (
        categories[:1] in (["Mn"], ["Mc"])
        or "Me" in categories
        or any(one and other for one, other in pairwise(of_any))
    )


def _script(character: str) -> str | None:
    """Return the script of a letter, mark or digit; None for what belongs to all scripts."""
    category = unicodedata.category(character)
    if character.isascii():
        return "LATIN" if category[0] == "L" else None
    if category[0] not in "LM" and category != "Nd":
        return None
    script = unicodedata.name(character, "").partition(" ")[0]
    if script in ("COMBINING", "MODIFIER"):
        return None
    return _NAMED_OTHERWISE.get(script, script)


def _is_written_latin(letter: str) -> bool:
    return any(ord(letter) in written for written in _WRITTEN_LATIN)
