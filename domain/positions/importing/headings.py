"""What the name of a column says: which field it holds, and of pay in which currency, period and scale.

A name is known as a whole, without what stands in brackets, by the grammar of names of pay (`最低月薪（K）`,
`Salary Range : From`, `baseSalary.value.minValue`), or without words that say nothing, as in `岗位学历要求`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.pay import PayPeriod
from domain.vocabulary.pay_words import CURRENCY, PERIOD, SCALES, currency_of
from domain.vocabulary.script import has_chinese, simplified

_LONGEST: Final = 120
_COLUMNS: Final = lexicon("columns")
_WORDS: Final = lexicon("headers")
_PAY_WORDS: Final = lexicon("pay")
FIELDS: Final = _COLUMNS.groups()
# A column's place among those that may hold its field: the likeliest name first.
_BY_NAME: Final = {name: (field, number) for number, (name, field) in enumerate(_COLUMNS.by_word().items())}

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETED: Final = re.compile(r"[(\[{<【《「]([^)\]}>】》」]*)[)\]}>】》」]?")
_INITIALS: Final = re.compile(r"\bp\.\s?([ahmwd])\b\.?")
_NO_WORDS: Final = re.compile(r"[^\w$€£¥₹₩/]+|_")


def words_of(*groups: str) -> str:
    """Return a pattern of words in names; those in Latin letters stand apart from other letters."""
    pattern = _WORDS.pattern(*groups)
    return rf"(?:(?<![a-z])(?=[a-z]){pattern}(?![a-z])|(?![a-z]){pattern})"


_PARTS: Final = ("pay", "low", "high", "currency", "period", "months")
_PERIODS: Final = [period.value.lower() for period in PayPeriod]
# Of months or minutes rather than of millions.
_NO_SCALES: Final = frozenset({"m", "mil", "百"})
_SCALE: Final = re.compile(
    "(?<![a-z])(?P<scale>{})s?(?![a-z])|(?<!\\d)(?P<zeros>000)s?(?!\\d)".format(
        "|".join(sorted(set(SCALES) - _NO_SCALES, key=len, reverse=True))
    )
)
# Periods go before the words that stand alone, for `per month` to be one; but `月薪` is pay first.
_PAY_NAME: Final = compiled_later(
    "|".join(
        (
            f"(?P<pay>{words_of('pay')})",
            PERIOD.pattern.replace("?P<", "?P<stated_"),
            *(f"(?P<{part}>{words_of(part)})" for part in _PARTS[1:]),
            CURRENCY,
            words_of("around_pay"),
            _SCALE.pattern,
            rf"(?<![a-z]){_PAY_WORDS.pattern(*(f'{period}_unit' for period in _PERIODS))}(?![a-z])",
        )
    )
)
_AROUND: Final = re.compile(words_of("around"))
_ALSO: Final = re.compile(rf"/|{words_of('also')}")
# The words of names whose words nothing parts, like `minsalary`.
_SQUEEZED: Final = frozenset(
    word
    for word in (
        *_WORDS.by_word(*_PARTS, "around_pay"),
        *_PAY_WORDS.by_word(*(f"{period}_alone" for period in _PERIODS)),
    )
    if word.isascii() and word.isalpha() and len(word) > 2
)


@dataclass(frozen=True, slots=True)
class PayUnits:
    """What a column's name says of the pay beneath; what it does not say is empty."""

    currency: str = ""
    period: str = ""
    scale: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds.

    Attributes:
        rank: Its place among the columns of its field; the least comes first.
    """

    field: str
    rank: int


@lru_cache(maxsize=2_000)
def heading_of(name: str) -> Heading | None:
    """Return what a column of this name holds, or None."""
    name = name[:_LONGEST]
    for number, candidate in enumerate(_candidates(name)):
        if candidate is not None:
            field, rank = candidate
            return Heading(field, rank + number * len(_BY_NAME))
    return None


@lru_cache(maxsize=2_000)
def units_of(name: str) -> PayUnits:
    """Return what a column's name says of the pay beneath."""
    words = plain_name(name)
    code = currency_of(words)
    named = next((found for found in re.findall(CURRENCY, words) if has_chinese(found)), code)
    parts = (PERIOD.fullmatch(f"/{plain_name(part).strip('/ ')}") for part in _bracketed(name))
    period = next((found for found in (*parts, PERIOD.search(words)) if found), None)
    scale = _SCALE.search(words)
    return PayUnits(
        named or "",
        "" if period is None else _unit(period.lastgroup or "", chinese=has_chinese(words)),
        "" if scale is None else _sign(scale),
    )


def plain_name(name: str) -> str:
    """Return a name as its grammar reads it: in words with spaces between, without marks."""
    text = unicodedata.normalize("NFKC", name[:_LONGEST])
    text = simplified(_CAMEL.sub(" ", text).casefold())
    text = _NO_WORDS.sub(" ", _INITIALS.sub(r"p\1", text)).strip()
    return " ".join(_segmented(text)) or text if text.isalpha() and text.isascii() else text


def _candidates(name: str) -> Iterator[tuple[str, int] | None]:
    """Yield what a name may hold, the surest way of telling first."""
    outside = _BRACKETED.sub(" ", unicodedata.normalize("NFKC", name))
    yield _BY_NAME.get(_squeezed(name))
    yield _BY_NAME.get(_squeezed(outside))
    field = _pay_field(plain_name(name)) or _pay_field(plain_name(outside))
    yield None if field is None else (field, 0)
    for words in (plain_name(outside), *_ALSO.split(plain_name(outside))[:-1][:1]):
        yield from (_BY_NAME.get(_squeezed(part)) for part in _without_words_around(words))


def _without_words_around(words: str) -> Iterator[str]:
    """Yield a name without the first words that say nothing, one after another, and without all of them."""
    yield words
    rest = words
    while (found := _AROUND.match(rest)) is not None:
        rest = rest[found.end() :].strip()
        yield rest
    yield _AROUND.sub(" ", words)


def _pay_field(words: str) -> str | None:
    """Return which field of pay a name means, where it is made of nothing but words of such names."""
    found: set[str] = set()

    def note(match: re.Match[str]) -> str:
        found.add(match.lastgroup or "")
        return " "

    if any(map(str.isalnum, _PAY_NAME.sub(note, words))) or "pay" not in found:
        return None
    for part in ("currency", "months", "period"):
        if part in found:
            return f"salary_{part}"
    if ("low" in found) == ("high" in found):
        return "salary"
    return "salary_min" if "low" in found else "salary_max"


def _segmented(letters: str) -> list[str]:
    """Return the words of a name without spaces, where words of names of pay make it up; else none."""
    ways: list[list[str] | None] = [[], *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(end):
            before, word = ways[start], letters[start:end]
            if before is not None and word in _SQUEEZED:
                ways[end] = [*before, word]
                break
    return ways[-1] or []


def _bracketed(name: str) -> list[str]:
    return _BRACKETED.findall(unicodedata.normalize("NFKC", name))


def _squeezed(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in text if character.isalnum())


def _unit(group: str, *, chinese: bool) -> str:
    """Return how a period is printed behind pay, in the language of the name."""
    unit = f"{group.removeprefix('stated_').lower()}_unit"
    if unit not in _PAY_WORDS.groups():
        return ""
    words = _PAY_WORDS.of("zh" if chinese else "en").by_word(unit)
    # The sign of a year is a pattern, for what stands behind it.
    return next(iter(words), "年")


def _sign(found: re.Match[str]) -> str:
    """Return what scales figures as it is printed behind them."""
    word = found["scale"] or "k"
    return word.upper() if word in ("k", "w") or has_chinese(word) else f" {word}"
