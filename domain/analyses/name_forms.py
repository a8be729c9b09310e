"""The forms of personal names: Chinese, of the minorities, and of other peoples."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.headings import heading_kind
from domain.analyses.labels import label_of
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.one_look import OneLook
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese

_NAMES: Final = lexicon("names")
SURNAMES: Final = frozenset(_NAMES.words("surname"))
_COMMON_SURNAMES: Final = frozenset(_NAMES.words("common_surname"))
_MINORITY: Final = tuple(sorted(_NAMES.words("part"), key=len, reverse=True))
NOT_NAMES: Final = frozenset(_NAMES.words("no_name"))
_MIDDLE_DOTS = "·•・‧∙⋅．"
_CHINESE_NAME = re.compile(f"^[{CHINESE}]{{2,4}}$")
_DOTTED_NAME = re.compile(f"^[{CHINESE}]{{1,8}}(?:[{_MIDDLE_DOTS}][{CHINESE}]{{1,8}}){{1,4}}$")
_LONG_NAME = re.compile(f"^[{CHINESE}]{{4,12}}$")
_SOMEBODY = _NAMES.pattern("somebody")
_FILLER = re.compile(f"^(?:[xX×*]{{2,4}}|{_SOMEBODY}{{2,3}}|[{CHINESE}](?:[xX×*]|{_SOMEBODY}){{1,2}})$")
_TAIL = re.compile(rf"\s*{_NAMES.pattern('after')}\s*$", re.IGNORECASE)
_has_tail: Final = OneLook(_NAMES.pattern("after"))
_HEAD = re.compile(rf"^{_NAMES.pattern('document')}\s*(?:{_NAMES.pattern('of')}|[-–—:|/])\s*", re.IGNORECASE)
CREDENTIALS: Final = re.compile(
    r"(?:,\s*(?>[A-Z][A-Za-z.]{0,3}[A-Z][A-Za-z.\-]{0,6}|[A-Z]{2,6}(?:-[A-Z]{1,3})?"
    rf"|{_NAMES.pattern('credential')}))+\s*$"
)
ENGLISH_WORD: Final = re.compile(r"^[\"“]?[^\W\d_][^\W\d_'’.\-]*(?:['’\-][^\W\d_]+)*\.?[\"”]?$")
# A degree behind a name without a comma: dotted, so that it is no initial and no surname.
_DEGREE_BEHIND = re.compile(
    r"(?<=[^\W\d_]) (?:M\.?Sc\.|B\.?Sc\.|Ph\.?\s?D\.?|M\.B\.A\.|M\.D\.|B\.A\.|M\.A\.|B\.?Eng\.|M\.?Eng\.)$",
    re.I,
)
# "Ann Holt RN": behind two names or more.
_CREDENTIAL_BEHIND = re.compile(rf"^(\S{{2,}} (?:\S+ )*\S{{2,}}),? {_NAMES.pattern('credential_alone')}$")
_PARTICLES: Final = frozenset(_NAMES.words("particle"))
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{1,40})(?:[)\]]\s*|$)")
_HONORIFIC = re.compile(rf"^(?:{_NAMES.pattern('honorific')}\.?\s+){{1,3}}", re.IGNORECASE)


@remembered
def clean_name(text: str) -> str | None:
    """Return the name a text consists of, without brackets, titles and credentials; else None."""
    text = text.strip(" \t|:·•,;*-–—/")
    if head := _HEAD.match(text):
        text = text[head.end() :]
    if _has_tail(text):
        text = _TAIL.sub("", text)
    if honorific := _HONORIFIC.match(text):
        text = text[honorific.end() :]
    text = text.strip(" |:,-–—/")
    if not text.isascii():
        text = re.sub(r"(?<=[^\W\d_])[–—](?=[^\W\d_])", "-", text)
    bracket = _BRACKETED.search(text)
    core = _BRACKETED.sub(" ", text).strip() if bracket else text
    if has_chinese(core):
        chinese = re.match(
            f"^([{CHINESE}{_MIDDLE_DOTS} ]{{2,24}}?)(?:[ /|,]+([A-Za-z][A-Za-z .,'-]{{1,30}}))?$", core
        )
        if not chinese:
            chinese = re.match(
                f"^[A-Za-z][A-Za-z .,'-]{{1,30}}?[ /|,]+([{CHINESE}{_MIDDLE_DOTS} ]{{2,12}})$", core
            )
        return chinese_name(chinese[1]) if chinese else None
    if _FILLER.match(core):
        return core
    if bracket and has_chinese(bracket[1]) and (name := chinese_name(bracket[1])):
        return name if not _english_name(core) else _english_name(core)
    return _english_name(core)


def chinese_name(text: str) -> str | None:
    name = "".join(text.split()).strip(_MIDDLE_DOTS)
    if name in NOT_NAMES or heading_kind(name) or label_of(name):
        return None
    if _FILLER.match(name):
        return name
    if _DOTTED_NAME.match(name):
        return name
    if _CHINESE_NAME.match(name):
        if name[:2] in SURNAMES and len(name) >= 3:
            return name
        if name[0] in SURNAMES and len(name) <= 3:
            return name
        if name[0] in SURNAMES and len(name) == 4 and (name[1] in SURNAMES or text.count(" ") > 1):
            return name
        if name[-1] in _COMMON_SURNAMES and len(name) == 2:
            return name
    if _LONG_NAME.match(name) and _is_transliterated(name):
        return name
    return None


def _is_transliterated(name: str) -> bool:
    """Return whether most of a name is made of the parts of minority names (达娃卓嘎)."""
    covered = i = 0
    while i < len(name):
        part = next((part for part in _MINORITY if name.startswith(part, i)), None)
        covered += len(part) if part else 0
        i += len(part) if part else 1
    return covered >= 0.6 * len(name)


def _english_name(text: str) -> str | None:
    text = _DEGREE_BEHIND.sub("", CREDENTIALS.sub("", text)).strip(" ,")
    text = _CREDENTIAL_BEHIND.sub(r"\1", text)
    words = text.split()
    if not 1 < len(words) <= 6 or len(text) > 48:
        return None
    if len(words) > 2 and all(len(word) == 1 for word in words):
        return None
    for number, word in enumerate(words):
        if not ENGLISH_WORD.match(word):
            return None
        if word.casefold() in _PARTICLES and number > 0:
            continue
        if not word.lstrip('"“').partition("-")[2 * (word.partition("-")[0] in _PARTICLES)][:1].isupper():
            return None
    folded = [word.casefold().strip(".") for word in words]
    if folded[0] != "an":  # Nguyen Van An
        folded = [word for word in folded if word != "an"]
    if any(len(word) > 1 and word in NOT_NAMES for word in folded) or heading_kind(text):
        return None
    return text


def is_reversed_name(text: str) -> bool:
    """Return whether a text is `Last, First`: names and nothing else on both sides of the comma."""
    last, _, first = text.partition(", ")
    words = [*last.split(), *first.split()]
    if not last or not first or len(last.split()) > 3 or len(first.split()) > 4 or len(text) > 48:
        return False
    if not all(ENGLISH_WORD.match(word) or re.match(r"^[A-Z]\.$", word) for word in words):
        return False
    capital = [word for word in words if word.casefold() not in _PARTICLES]
    return all(word[0].isupper() for word in capital) and NOT_NAMES.isdisjoint(map(str.casefold, words))


def loose_name(value: str) -> str | None:
    """Return a labelled name that follows no known form, unless it is plainly none."""
    value = _BRACKETED.sub(" ", value.strip()).strip()
    if not value or len(value) > 24 or any(map(str.isdigit, value)) or "@" in value or heading_kind(value):
        return None
    if has_chinese(value):
        return "".join(value.split()) if len(value) <= 16 and not label_of(value) else None
    # Behind a Chinese label a name in small letters is a name as well: a nickname.
    return value if value[:1].isupper() or re.fullmatch("[a-z]{6,20}", value) else None
