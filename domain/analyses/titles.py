"""What reads like a job title, in both languages."""

from __future__ import annotations

import re
from typing import Final

from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese

_TITLES: Final = lexicon("titles")
_CHINESE: Final = frozenset(_TITLES.words("ending"))
_LONGEST = max(map(len, _CHINESE))
_HEADS: Final = frozenset(_TITLES.words("head"))
_MODIFIERS: Final = frozenset(_TITLES.words("modifier"))
_DUTY = re.compile(rf"{_TITLES.pattern('duty')}.")
_HEAD_ENDING = re.compile(rf"[a-z]{{2}}{_TITLES.pattern('head_end')}s?$")
_BY_ENDING = re.compile(f"^[{CHINESE}A-Za-z]{{2,9}}{_TITLES.pattern('person_end')}$")
_TRAINED = re.compile(_TITLES.pattern("trained"))
# 分析员 Investment Banking Analyst
_IN_LATIN = re.compile(rf"(?<=[{CHINESE}])\s+[A-Z][A-Za-z.&' -]{{3,}}$")
_WORKING = re.compile(f"{_TITLES.pattern('working')}$")
_SENTENCE = re.compile(r"[。;；!?]|[,，].{12,}|\.\s+[A-Z]")
_ABBREVIATED = re.compile(rf"\b({_TITLES.pattern('abbreviated')})\.", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]{1,30}[)）\]]")
_LEVEL = re.compile(r"(?:\s+(?:i{1,3}|iv|v|[1-5]|l\d))$", re.IGNORECASE)
_EMPLOYERS: Final = frozenset(_TITLES.words("employer"))
_OF: Final = frozenset(_TITLES.words("of"))
_GOES_ON: Final = frozenset(_TITLES.words("goes_on"))
_SMALL: Final = frozenset(_TITLES.words("small"))
_BINDING = re.compile(
    rf"\b(?:{_TITLES.pattern('binds')}|,|/|–|-|—|&)\b|,|\s[–—/&|-]\s",
)
_NAME_OF_TWO: Final = 2
SURE_TITLE: Final = 0.55
"""The score from which a text is taken for a title."""
_FIELD = re.compile(f"{_TITLES.pattern('field_end')}$")
_STRIP = " \t,;:|·•-–—/"


@remembered
def is_plural_title(text: str) -> bool:
    """Return whether an English text ends in the plural of a title's noun (`Voss Engineers`)."""
    words = _words(text)
    return len(words) > 1 and words[-1] not in _HEADS and words[-1][-1:] == "s" and words[-1][:-1] in _HEADS


def tells_duty(text: str) -> bool:
    """Return whether a Chinese text begins as the description of a task does."""
    return _DUTY.match(text) is not None


@remembered
def title_score(text: str) -> float:
    """Return how surely a short text is a job title, between 0 and 1."""
    text = text.strip(_STRIP)
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    if "." in text:
        text = _ABBREVIATED.sub(r"\1", text)
    if not 2 <= len(text) <= 90 or _SENTENCE.search(text):
        return 0.0
    return _chinese_score(text) if has_chinese(text) else _english_score(text)


def _chinese_score(text: str) -> float:
    core = _BRACKETS.sub("", text).strip(_STRIP)
    core = re.sub(r"\s+", "", _IN_LATIN.sub("", core))
    core = re.sub(r"[ⅠⅡⅢI\d]+级?$", "", core)
    trained = _TRAINED.search(core) is not None
    core = _WORKING.sub("", core) or core
    if not core or len(core) > 24 or _DUTY.match(core):
        return 0.0
    ending = next(
        (core[-n:] for n in range(min(_LONGEST, len(core)), 1, -1) if core[-n:].casefold() in _CHINESE), None
    )
    if ending is None:
        # Any 测量员, 调音师 or 管道工; a person's name may end so as well, hence the low score.
        return 0.58 if _BY_ENDING.search(core) or (trained and len(core) <= 6) else 0.0
    if len(core) > 14 and not re.search(r"[/、&]", core):
        return 0.3
    return 0.9 if core[0].isalpha() else 0.4


def _words(text: str) -> list[str]:
    return [word for raw in text.split() if (word := raw.strip(",.;:()[]\"'").casefold())]


def _english_score(text: str) -> float:
    core = _LEVEL.sub("", _BRACKETS.sub("", text)).strip(_STRIP)
    words = _words(re.sub(r"[/&–—|+-]", " ", core))
    if not words or len(words) > 14 or core[:1].islower():
        return 0.0
    heads = [i for i, word in enumerate(words) if _is_head(word)]
    if not heads:
        return 0.0
    known = sum(word in _MODIFIERS or _is_head(word) for word in words) / len(words)
    if words[-1] in _EMPLOYERS and heads[-1] == 0 and len(words) == _NAME_OF_TWO:
        return 0.2  # "Designer Group"
    if heads[-1] == len(words) - 1 or _BINDING.search(core):
        return 0.5 + 0.45 * known
    return 0.35 * known + 0.2


def _is_head(word: str) -> bool:
    return (
        word in _HEADS
        or _HEAD_ENDING.search(word) is not None
        or (word.endswith("s") and word[:-1] in _HEADS and len(word) > 5)
    )


def split_title(text: str) -> tuple[str, str] | None:
    """Split `employer title` or `title employer` where only a space divides them.

    Returns:
        The employer and the title, or None where no title stands at either end.
    """
    words = text.split()
    if not 2 <= len(words) <= 14 or has_chinese(text):
        return None
    folded = [word.strip(",.()").casefold() for word in words]
    for i in range(1, len(words) - 2):
        if folded[i + 1] in _OF and _is_head(folded[i]):
            start = _title_start(words, i)
            if start > 0:
                return " ".join(words[:start]).strip(_STRIP), " ".join(words[start:])
    if _is_head(words[-1].strip(",.()").casefold()) and not is_plural_title(text):
        start = _title_start(words, len(words) - 1)
        if start > 0:
            return " ".join(words[:start]).strip(_STRIP), " ".join(words[start:])
    end = 0
    for i, word in enumerate(words[:8]):
        if _is_head(word.strip(",.()").casefold()):
            end = i + 1
        elif not modifies(word):
            break
    if 0 < end < len(words) and words[end].casefold() not in _GOES_ON:
        return " ".join(words[end:]).strip(_STRIP), " ".join(words[:end])
    return None


def _title_start(words: list[str], head: int) -> int:
    """Return where the title that ends with this head noun starts."""
    start = head
    while start > 0 and modifies(words[start - 1]) and words[start - 1][-1:] not in ".,":
        # "Birchfield High School Science Teacher": the school is the employer's.
        if start - 1 > 0 and words[start - 1].casefold() in _EMPLOYERS:
            break
        start -= 1
    while start < head and words[start].casefold() in _SMALL:
        start += 1
    return start


def is_field(text: str) -> bool:
    """Return whether an English text is the field or the team of a title: `Plant Breeding`, `First Grade`."""
    words = [word for word in _words(text) if word not in _SMALL]
    return bool(words) and all(modifies(word) or _FIELD.search(word) for word in words)


def modifies(word: str) -> bool:
    """Return whether a word may stand before the noun of a title."""
    folded = word.strip("(),").casefold()
    return (
        folded in _MODIFIERS
        or (folded.isdigit() and len(folded) < 3)
        or _is_head(folded)
        or all(part in _MODIFIERS for part in folded.split("/") if part)
    )
