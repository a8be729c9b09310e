"""What a piece of a header line is divided into: parts, each with how surely it is an employer or a title."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from domain.analyses.firms import (
    FIELDS,
    SURE_FIRM,
    firm_score,
    has_firm_word,
    is_department,
    is_noise,
    known_firm,
)
from domain.analyses.labels import label_of
from domain.analyses.parts import EDGES
from domain.analyses.places import is_place, is_region
from domain.analyses.titles import SURE_TITLE, is_plural_title, modifies, split_title, title_score
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import has_chinese

_WORDS: Final = lexicon("employers")
_TITLES: Final = frozenset(lexicon("titles").words("ending"))
# 高级软件工程师 works with what the firm's name may end in.
_TRADES: Final = _WORDS.words("trade")
_GRADES: Final = lexicon("title_words").words("grade")
_GLUE_ENDINGS = tuple(
    ending
    for ending in sorted(_WORDS.words("ending"), key=len, reverse=True)
    if len(ending) >= 2 and ending not in _TITLES and ending not in _TRADES
)
# 抖音电商 is a trade, and may be somebody's title.
_FIELD_TITLES: Final = lexicon("titles").words("field")
_TRADES_AND_FIELDS = tuple({*_WORDS.words("ending")} & {*_FIELD_TITLES})
_FIELD: Final = 0.58
_PLATFORMS: Final = frozenset(_WORDS.words("platform"))
_OF_PLATFORMS: Final = _WORDS.words("at_platform")
_SHORTEST_GLUED: Final = 4
# 生物学教师, 投资银行部实习生: the word before goes on.
_GOES_ON: Final = _WORDS.words("goes_on")
_PUBLIC_BODY = re.compile(f"{_WORDS.pattern('public_body')}$")
_TITLE_AT_FIRM = re.compile(rf"^(.{{3,60}}?)\s+(?:@|{_WORDS.pattern('at')})\s+(.{{2,60}})$")
_IN_BRACKETS = re.compile(r"^(.{3,80}?)\s*\(([^()]{3,60})\)$")
_SHORT_NOTE = re.compile(r"\(([^()]{2,12})\)$")
_BETWEEN = re.compile(r"\s*[/,]\s*")
_LEGAL_FORM = re.compile(rf"(?:^|\s){_WORDS.pattern('legal_form')}\.?$", re.IGNORECASE)
_LONG_NOTE = re.compile(r"\s*\((?:\d|[^()]*\b[a-z]+ [a-z]+ [a-z]+)[^()]*\)?$")
_ASIDE = re.compile(
    rf"\s*\((?:{_WORDS.pattern('by_agency', whole=True)}\b[^()]*|[^()]*:[^()]*)\)$", re.IGNORECASE
)
_LIKELY_FIRM: Final = 0.7
_JOINED: Final = 0.7
_OF_FACULTY: Final = 0.4
_FACULTY = re.compile(_WORDS.pattern("faculty_start"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a header line.

    Attributes:
        title: How surely it is a title.
        firm: How surely it names an employer.
        said: What a label before it says: `company` or `title`.
        goes_on: What joins it to the part before it, where only a comma, a dash or a space does: `", "`.
        line: The number of its line.
        weight: How much its line stands out against the dated one.
        place: Its place among the parts of its line.
    """

    text: str
    title: float
    firm: float
    said: str | None = None
    goes_on: str = ""
    line: int = 0
    weight: float = 0.0
    place: int = 0

    @classmethod
    def of(cls, text: str, *, said: str | None = None, goes_on: str = "") -> Part:
        """Return a part with its scores."""
        title, firm = title_of(text), firm_score(text)
        if title >= SURE_TITLE and not has_chinese(text) and not _LEGAL_FORM.search(text):
            firm = min(firm, 0.5)  # "Vice President of Services"
        elif not has_chinese(text) and is_department(text):
            firm = min(firm, 0.4)
        return cls(text, title, firm, said, goes_on)

    def as_unit(self) -> Part:
        """Return a part behind an employer and a dash (`阿里 - 淘天集团`), which is a unit of it."""
        title = min(self.title, _FIELD) if self.text.endswith(_FIELD_TITLES) else self.title
        return replace(self, firm=min(self.firm, 0.3), title=title)


def title_of(text: str) -> float:
    """Return how surely a part is one person's title: "Voss Engineers" are several."""
    if not has_chinese(text):
        # "Clinical Neurophysiologist; CNIM"
        return 0.3 if is_plural_title(text) else title_score(text.partition(";")[0])
    bracket = _SHORT_NOTE.search(text)
    score = max(title_score(text), 0.95 * title_score(bracket[1]) if bracket else 0.0)
    core = text[: bracket.start()] if bracket else text
    # What ends names of employers too is hardly somebody's title: 北岸电商.
    return min(score, _FIELD) if core.endswith(_TRADES_AND_FIELDS) else score


def unbracketed(text: str) -> str:
    """Return a part without a bracket that is opened or closed elsewhere, or is all around it."""
    text = _LONG_NOTE.sub("", _ASIDE.sub("", text.strip(EDGES)))
    if text.startswith("(") and (text.find(")") in {-1, len(text) - 1}):
        text = text.strip("()")
    if text.count(")") != text.count("("):
        text = text.strip("()") if text.endswith(")") or text.startswith("(") else text
    return text.strip(EDGES)


def chinese_parts(piece: str) -> list[Part]:
    bracket = _IN_BRACKETS.match(piece)
    if bracket and firm_score(bracket[1]) >= 0.9 and title_score(bracket[2]) >= SURE_TITLE:
        return [Part.of(bracket[1]), Part.of(bracket[2])]
    if all(label_of(part) for part in _BETWEEN.split(piece)):
        return []
    while "," in piece and is_place(piece.rpartition(",")[2].strip()):
        piece = piece.rpartition(",")[0].rstrip()
    parts = [unbracketed(part) for part in _BETWEEN.split(piece)]
    split = [piece]
    if len(parts) > 1 and not (has_firm_word(piece) and "/" in piece):
        titles = [title_of(part) >= SURE_TITLE for part in parts]
        # 工程师/经理 is one title; 摄影社/副社长 an employer and a title.
        if (any(titles) and not all(titles)) or any(firm_score(part) > 0.9 for part in parts):
            split = parts if "," in piece or not titles[0] else [piece]
    return [Part.of(whole) for part in split if part and not is_noise(part) for whole in unglued(part)]


def unglued(part: str) -> list[str]:
    """Split `某某有限公司产品经理`, an employer and a title without a space."""
    if len(part) < _SHORTEST_GLUED:
        return [part]
    known = known_firm(part)
    for end in range(len(part) - 2, 3, -1):
        employer, title = part[:end], part[end:]
        if (
            (
                employer.endswith(_GLUE_ENDINGS)
                or (known and employer.endswith(_TRADES))
                or _PUBLIC_BODY.search(employer)
            )
            and not employer.removeprefix(known or "").startswith(_GRADES)
            and employer.count("(") == employer.count(")")
            and (title in _TITLES or not title.startswith(_GOES_ON))
            and title_score(title) >= SURE_TITLE
        ):
            return [employer.strip(), title.strip()]
    if known is None:
        return [part]
    title = part[len(known) :]
    # 淘宝客服 serves at another's shop.
    employed = known not in _PLATFORMS or title.endswith(_OF_PLATFORMS)
    if employed and not title.startswith(_GOES_ON) and title_score(title) >= SURE_TITLE:
        return [known, title]
    return [part]


def english_parts(piece: str) -> list[Part]:
    bracket = _IN_BRACKETS.match(piece)
    if bracket and has_firm_word(bracket[2]) and title_of(bracket[1]) >= SURE_TITLE:
        return [Part.of(bracket[1]), Part.of(bracket[2])]
    sides = [side.strip() for side in piece.split(" / ")]
    if len(sides) == 2 and sorted(title_of(side) >= SURE_TITLE for side in sides) == [False, True]:
        # "Employer / Title", but "Engineer / Architect" is one title.
        return [Part.of(side) for side in sides]
    if "," in piece:
        return _by_comma(piece)
    if (match := _TITLE_AT_FIRM.match(piece)) and title_of(match[1]) >= SURE_TITLE:
        return [Part.of(match[1]), Part.of(match[2])]
    return [Part.of(piece)]


def _by_comma(piece: str) -> list[Part]:
    """Divide at commas, but for the places at the end and what belongs to the part before it."""
    segments: list[str] = []
    for segment in (raw.strip() for raw in piece.split(",")):
        if segments and (not segment or (_LEGAL_FORM.fullmatch(segment) and segment != "CO")):
            segments[-1] = f"{segments[-1]}, {segment}".rstrip(", ")
        elif segment:
            segments.append(segment)
    segments = _without_places(segments)
    whole = ", ".join(segments)
    scored = [(title_of(segment), firm_score(segment)) for segment in segments]
    titles = [
        score >= SURE_TITLE and not has_firm_word(text)
        for text, (score, _) in zip(segments, scored, strict=True)
    ]
    if not any(titles) and not any(firm >= SURE_FIRM for _, firm in scored):
        return [Part.of(whole)]
    parts = [Part.of(segment, goes_on=", " if number else "") for number, segment in enumerate(segments)]
    last = max((number for number, part in enumerate(parts) if part.firm >= SURE_FIRM), default=0)
    # "School of Historical Studies, Elm Institute"
    return [
        replace(part, firm=_OF_FACULTY) if 0 < number < last and _FACULTY.match(part.text) else part
        for number, part in enumerate(parts)
    ]


def _without_places(segments: list[str]) -> list[str]:
    """Leave out the `City, Region` at the end; the first segment stays."""
    kept = list(segments)
    while len(kept) > 1 and _is_place_end(kept[-1]):
        region = kept.pop().replace(".", "")
        town = kept[-1]
        plain = not (has_firm_word(town) or title_of(town) >= SURE_TITLE)
        if len(kept) > 1 and plain and not is_region(town) and is_place(f"{town}, {region}"):
            kept.pop()
    return kept


def _is_place_end(segment: str) -> bool:
    return is_region(segment.replace(".", "")) or is_place(segment) or is_place(f"Town, {segment}")


def by_space(piece: str) -> list[Part]:
    """Divide an employer from a title where only a space does, as far as the employer's words tell."""
    split = split_title(piece)
    # "Trade Services Officer" is one title.
    if split is None or not _heads_firm(split[0]) or all(map(modifies, split[0].split())):
        return [Part.of(piece)]
    first, second = split if piece.startswith(split[0]) else split[::-1]
    return [Part.of(first), Part.of(second, goes_on=" ")]


def joined(parts: list[Part]) -> list[Part]:
    """Return the parts of a line with what only a space divides in one."""
    if len(parts) == 2 and parts[1].goes_on == " ":
        return [replace(parts[0], text=f"{parts[0].text} {parts[1].text}", title=_JOINED, firm=0.0)]
    return parts


def _heads_firm(text: str) -> bool:
    last = text.split()[-1]
    return has_firm_word(last) or (firm_score(last) >= _LIKELY_FIRM and last.casefold() not in FIELDS)
