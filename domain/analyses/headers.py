"""The line that heads an employment: which part is the employer, which the title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from domain.analyses.labels import label_of
from domain.analyses.parts import split_parts, without_place
from domain.analyses.places import is_place, is_region
from domain.analyses.titles import is_plural_title, split_title, title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_WORDS: Final = lexicon("employers")
_CHINESE_ENDINGS: Final = tuple(sorted(_WORDS.words("ending"), key=len, reverse=True))
_TITLES: Final = frozenset(lexicon("titles").words("ending"))
_GLUE_ENDINGS = tuple(ending for ending in _CHINESE_ENDINGS if len(ending) >= 2 and ending not in _TITLES)
_CHINESE_FIRM = re.compile(
    f"{_WORDS.pattern('firm_end')}(?:\\([^()]*\\))?(?:[{CHINESE}]{{0,8}}{_WORDS.pattern('branch_end')})?$"
)
_ENGLISH_FIRM = re.compile(rf"{_WORDS.pattern('firm_word', whole=True)}\.?", re.IGNORECASE)
_KINDS = _WORDS.pattern("working")
_NOISE = re.compile(
    rf"^\W*{_KINDS}(?:\W{{1,3}}{_KINDS}){{0,3}}\W*$"
    rf"|^\(?(?:\d{{1,3}} {_WORDS.pattern('time_unit')}|{_WORDS.pattern('noise_start')})\b.*$"
    rf"|^\W*{_WORDS.pattern('duration')}\W*$",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(f"^[{CHINESE}A-Za-z]{{1,10}}{_WORDS.pattern('department_end')}$")
_URL = re.compile(r"\(?https?://\S{1,200}")
_DURATION = re.compile(_WORDS.pattern("printed_duration"), re.IGNORECASE)
_WHEN_OR_WHERE = re.compile(
    rf"{_WORDS.pattern('when', whole=True)}\s*:|{_WORDS.pattern('where', whole=True)}\s*:.*$"
)
_LABEL = re.compile(rf"^{_WORDS.pattern('label')}\s*:\s*", re.IGNORECASE)
_AT = re.compile(rf"\s(?:@|{_WORDS.pattern('at')})\s")
_TITLE_AT_FIRM = re.compile(rf"^(.{{3,60}}?)\s+(?:@|{_WORDS.pattern('at')})\s+(.{{2,60}})$")
_ENDING_ALONE = re.compile(f"^[{CHINESE}]{{0,2}}{_WORDS.pattern('cut_end')}$|^{_WORDS.pattern('cut_alone')}$")
# Words that end an employer's name: "Birch Nursery, Lagos" is no place.
_EMPLOYER_END = re.compile(rf"{_WORDS.pattern('firm_end', whole=True)}\.?$", re.IGNORECASE)
_HOURS = re.compile(rf"\s*\([^()]{{0,20}}{_WORDS.pattern('hours', whole=True)}[^()]{{0,20}}\)")
_TRIM = " \t,;:|·•-–—/、"


def _score(text: str) -> float:
    """Return how surely a part is one person's title: "Voss Engineers" are several."""
    return 0.3 if is_plural_title(text) else title_score(text)


@dataclass(slots=True)
class Parts:
    """What one header line holds."""

    company: str | None = None
    title: str | None = None


def firm_score(text: str) -> float:
    """Return how surely a text names an employer."""
    if has_chinese(text):
        core = re.sub(r"\s*\([^()]*\)$", "", text)
        if _CHINESE_FIRM.search(core):
            return 0.95
        return 0.6 if core.endswith(_CHINESE_ENDINGS) else 0.3
    return 0.8 if _ENGLISH_FIRM.search(text) else 0.4


def parse_header(rest: str, *, beside: bool = False, titled: bool = False) -> Parts:
    """Return the employer and the title in a header line without its dates.

    Args:
        rest: The line, its parts divided by tabs where they are known.
        beside: The line stands beside the dated one; a title there may have an unknown word in it.
        titled: The title is known from elsewhere, what else there is will be the employer.
    """
    rest = _URL.sub("", _DURATION.sub("\t", _HOURS.sub("", rest)))
    rest = _WHEN_OR_WHERE.sub("\t", _LABEL.sub("", rest))
    chinese = has_chinese(rest)
    parts = [
        part for part in split_parts(rest, by_space=chinese) if not is_noise(part) and label_of(part) is None
    ]
    if not parts or len(parts) > 7:
        return Parts()
    if chinese:
        return _chinese_header(_with_endings(parts), beside=beside, titled=titled)
    if not chinese and len(parts) == 1:
        # "Employer / Title", but "Engineer / Architect" is one title.
        slashed = [piece.strip() for piece in parts[0].split(" / ")]
        if len(slashed) == 2 and sorted(_score(piece) >= 0.55 for piece in slashed) == [False, True]:
            parts = slashed
    alone = beside and len(parts) == 1 and "," not in parts[0] and not _AT.search(parts[0])
    if alone and _score(parts[0]) >= 0.6:
        return Parts(None, parts[0])
    return _english_header(parts, beside=beside)


def is_noise(part: str) -> bool:
    """Return whether a part is neither: a place, a working time, a web address."""
    if is_place(part) and not has_chinese(part):
        first = part.split(",")[0]
        if _ENGLISH_FIRM.search(part) or _EMPLOYER_END.search(first) or is_plural_title(first):
            return False
    if part.count(",") >= 2 and not is_region(part.split(",")[0]):
        return False
    return (
        bool(_NOISE.match(part))
        or is_place(part)
        or is_region(part)
        or not any(map(str.isalpha, part))
        or "://" in part
    )


def _with_endings(parts: list[str]) -> list[str]:
    """Join what a stray space has cut from an employer's name (`北岸科 技有限公司`)."""
    joined: list[str] = []
    for part in parts:
        if joined and _ENDING_ALONE.match(part):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _chinese_header(parts: list[str], *, beside: bool, titled: bool) -> Parts:
    split: list[str] = []
    for part in parts:
        pieces = (
            [piece.strip(_TRIM) for piece in re.split(r"\s*[/,]\s*", part)]
            if not _CHINESE_FIRM.search(part)
            else [part]
        )
        if len(pieces) > 1 and any(firm_score(piece) > 0.9 or _score(piece) > 0.6 for piece in pieces):
            # 工程师/经理 is one title; 摄影社/副社长 an employer and a title.
            split += (
                [part]
                if all(_score(piece) > 0.6 for piece in pieces)
                else [piece for piece in pieces if piece]
            )
        else:
            split.append(part)
    split = [part for whole in split if not is_noise(whole) for part in _unglued(whole)]
    result = Parts()
    firms = [part for part in split if firm_score(part) >= 0.9 and len(part) <= 40]
    titles = [part for part in split if part not in firms and _chinese_title(part) and len(part) <= 26]
    if firms:
        result.company = firms[0]
    if titles:
        result.title = titles[-1] if result.company or len(titles) == 1 else titles[0]
    rest = [part for part in split if part not in firms and part not in titles]
    if result.company is None:
        short = [part for part in rest if 2 <= len(part) <= 30]
        weak = [part for part in short if not _DEPARTMENT.match(part)] or ([] if beside else short)
        if weak and (result.title or titled or firm_score(weak[0]) >= 0.6):
            result.company = weak[0]
        elif len(titles) > 1:
            result.company, result.title = titles[0], titles[1]
    elif result.title is None and not beside:
        others = [part for part in rest if 2 <= len(part) <= 14 and not _DEPARTMENT.match(part)]
        if others:
            result.title = others[-1]
    return result


def _unglued(part: str) -> list[str]:
    """Split `某某有限公司产品经理`, an employer and a title without a space."""
    if len(part) < 6:
        return [part]
    for end in range(len(part) - 2, 3, -1):
        if part[:end].endswith(_GLUE_ENDINGS) and _score(part[end:]) > 0.55:
            return [part[:end].strip(), part[end:].strip()]
    return [part]


def _chinese_title(part: str) -> bool:
    if _score(part) > 0.55:
        return True
    bracket = re.search(r"\(([^()]{2,12})\)$", part)
    return bool(bracket and _score(bracket[1]) > 0.55)


def _names_firm(part: str) -> bool:
    """Return whether a part looks like a firm: "Halden Consulting", "Halden & Voss Engineers"."""
    return _ENGLISH_FIRM.search(part) is not None or is_plural_title(part)


def _english_header(parts: list[str], *, beside: bool) -> Parts:
    result = Parts()
    scored = [(_score(part), part) for part in parts]
    if len(parts) == 1:
        return _one_english_part(parts[0], scored[0][0])
    whole = [part for score, part in scored if score >= 0.55]
    if whole:
        # A firm's suffix makes "Summit Consulting Partners" the employer, not the title.
        result.title = max(whole, key=lambda part: _score(part) - 0.5 * _names_firm(part))
    rest = [part for part in parts if part != result.title]
    if rest:
        result.company = without_place(rest[0]) or None
    if result.title and "," in result.title and not rest:
        return _one_english_part(result.title, _score(result.title))
    if result.title is None and result.company:
        inner = _one_english_part(result.company, 0.0)
        if inner.title and inner.company:
            return inner
        # Two parts and one is plainly a firm: the other is its title, however rare.
        firms = [part for part in parts if _ENGLISH_FIRM.search(part)]
        if len(parts) == 2 and len(firms) == 1 and not beside:
            title = next(part for part in parts if part not in firms)
            if len(title.split()) <= 5 and title[:1].isupper() and not title.endswith("."):
                return Parts(without_place(firms[0]), title)
    return result


def _one_english_part(part: str, score: float) -> Parts:
    bracket = re.search(r"^(.{3,80}?)\s*\(([^()]{3,60})\)$", part)
    if bracket and _ENGLISH_FIRM.search(bracket[2]) and _score(bracket[1]) >= 0.55:
        return Parts(bracket[2], bracket[1])
    if "," in part:
        pieces = [piece.strip() for piece in part.split(",")]
        for count in range(1, len(pieces)):
            first, second = ", ".join(pieces[:count]), ", ".join(pieces[count:])
            second = without_place(second)
            if not second or is_region(second) or is_place(f"{first}, {second}"):
                continue
            front, back = _score(first), _score(second)
            if score >= 0.85 and not _ENGLISH_FIRM.search(part):
                break
            if front >= 0.55 and front > back:
                return Parts(second, first)
            if back >= 0.55:
                return Parts(first, second)
    place_less = without_place(part)
    match = _TITLE_AT_FIRM.match(place_less)
    if match and _score(match[1]) >= 0.55:
        return Parts(match[2], match[1])
    if score >= 0.85 and not _ENGLISH_FIRM.search(place_less):
        return Parts(None, place_less)
    if split := split_title(place_less):
        return Parts(split[0], split[1])
    if score >= 0.6 and not _ENGLISH_FIRM.search(place_less):
        return Parts(None, place_less)
    words = place_less.split()
    if 1 <= len(words) <= 9 and (words[0][:1].isupper() or words[0][:1].isdigit() or "." in words[0]):
        return Parts(place_less, None)
    return Parts()
