"""Employers and job titles, entry by entry, and years of experience."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.analyses.candidates import Candidate
from domain.analyses.dates import PERIOD, cut_period, is_period
from domain.analyses.education import degree_of, school_in
from domain.analyses.entries import header_records, is_prose, split_parts, without_place
from domain.analyses.labels import Pairs, label_of
from domain.analyses.places import is_place, is_region
from domain.analyses.sections import PERSONAL, Section, SectionKind, Sections
from domain.analyses.text import CJK, Text, TextLine, has_cjk
from domain.analyses.titles import split_title, title_score
from domain.analyses.vocabulary import load_words

_CHINESE_ENDINGS: Final = tuple(sorted(load_words("company_endings_zh.txt"), key=len, reverse=True))
_GLUE_ENDINGS = tuple(
    ending
    for ending in _CHINESE_ENDINGS
    if len(ending) >= 2 and ending not in load_words("job_titles_zh.txt")
)
_CHINESE_FIRM = re.compile(
    f"(?:公司|集团|事务所|工作室|医院|银行|研究院|研究所|中心|学校|中学|小学|幼儿园|酒店|酒楼|厂)(?:\\([^()]*\\))?(?:[{CJK}]{{0,8}}(?:分公司|支行|分行|部|店))?$"
)
_ENGLISH_FIRM = re.compile(
    r"\b(?:inc|ltd|llc|llp|plc|corp|corporation|co|company|gmbh|group|holdings|technologies|systems|solutions|labs?|"
    r"consulting|partners|associates|hospital|clinic|university|college|school|bank|agency|studios?|restaurant|bistro|"
    r"hotel|services|industries|international|foundation|institute|center|centre|society|association|council|department)\b\.?",
    re.I,
)
_NOISE = re.compile(
    r"^\(?(?:\d{1,3} (?:hours|months?|years?|yrs?)|remote|hybrid|on-?site|full[- ]time|part[- ]time|contract|internship|freelance"
    r"|全职|兼职|实习|date|location|.{0,12}team)\b.*$",
    re.I,
)
_DEPARTMENT = re.compile(f"^[{CJK}A-Za-z]{{1,10}}(?:部|处|科|组|部门|事业部|中心)$")
_NO_HEADER = (
    "duties",
    "referee",
    "hotline",
    "courses",
    "web",
    "email",
    "phone",
    "company",
    "title",
    "period",
    "skill",
)
_URL = re.compile(r"\(?https?://\S{1,200}")
_HOURS = re.compile(r"\s*\([^()]{0,20}\b(?:hours?|hrs)\b[^()]{0,20}\)")
_TRIM = " \t,;:|·•-–—/、"


@dataclass(frozen=True, slots=True)
class Entry:
    """An employer and a title found together; either may be missing."""

    company: str | None
    title: str | None
    company_line: TextLine | None
    title_line: TextLine | None
    confidence: float


def entries(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Entry]:
    """Yield the employments, in the order printed."""
    found = False
    for section in sections.of(SectionKind.EXPERIENCE, SectionKind.CAMPUS):
        campus = section.kind is SectionKind.CAMPUS
        records, taken = header_records(section, "company", "title")
        for record in records:
            company, title = record.get("company"), record.get("title")
            found = True
            yield Entry(
                company.text if company else None,
                title.text if title else None,
                company.line if company else None,
                title.line if title else None,
                0.95,
            )
        yield from _labelled(section, pairs)
        lines = [line for line in section.lines if line.index not in taken]
        for entry in _Reader(lines, pairs, campus=campus).read():
            found = found or bool(entry.company)
            yield entry
    if not found:
        free = {
            SectionKind.HEAD,
            SectionKind.BASIC,
            SectionKind.OTHER,
            SectionKind.DOCUMENT,
            SectionKind.INTEREST,
            SectionKind.SUMMARY,
            SectionKind.CERTIFICATES,
            SectionKind.SKILLS,
            SectionKind.AWARDS,
        }
        lines = [
            line
            for line in text.lines
            if sections.kind_at(line) in free and line.index not in sections.headings
        ]
        for entry in _Reader(lines, pairs, campus=False).read():
            if entry.company and entry.title and _firm_score(entry.company) >= 0.9:
                yield entry


def _labelled(section: Section, pairs: Pairs) -> Iterator[Entry]:
    lines = {line.index for line in section.lines}
    for pair in pairs.of("company", "title"):
        if pair.source.index in lines and 1 < len(pair.value) <= 60:
            is_company = pair.key == "company"
            yield Entry(
                pair.value if is_company else None,
                None if is_company else pair.value,
                pair.source if is_company else None,
                None if is_company else pair.source,
                0.9,
            )


@dataclass(slots=True)
class _Parts:
    """What one header line holds."""

    company: str | None = None
    title: str | None = None


class _Reader:
    """Reads a section's header lines: the dated ones and their neighbours."""

    def __init__(self, lines: list[TextLine], pairs: Pairs, *, campus: bool) -> None:
        self.lines = lines
        self.labelled = {pair.source.index for pair in pairs.of(*_NO_HEADER)}
        self.campus = campus
        self.used: set[int] = set()

    def read(self) -> Iterator[Entry]:
        dated: list[tuple[int, str]] = []
        for number, line in enumerate(self.lines):
            rest = self._dated(line)
            if rest is not None:
                dated.append((number, rest))
        self.dated = {number for number, _ in dated}
        for number, rest in dated:
            yield from self._entry(number, rest)
        if not dated and not self.campus:
            yield from self._undated()

    def _dated(self, line: TextLine) -> str | None:
        if len(line.text) > 180 or not any(map(str.isdigit, line.text)):
            return None
        joined = "\t".join(line.pieces) if len(line.pieces) > 1 else line.text
        rest, found = cut_period(joined)
        if not found or len(rest) > 120 or re.search(r"[。;；]", rest) or rest.endswith("."):
            if not (found and re.search(r"(?:inc|ltd|co|corp|llc)\.$", rest, re.I)):
                return None
        if line.bullet and len(line.pieces) > 1 and is_period(line.pieces[-1]):
            return ""
        if line.bullet and not PERIOD.search(line.text):
            return None
        if line.bullet and (len(rest) > 60 or (not has_cjk(rest) and len(rest.split()) > 8)):
            return None
        return rest

    def _entry(self, number: int, rest: str) -> Iterator[Entry]:
        line = self.lines[number]
        if degree_of(rest) and (school_in(line) or not has_cjk(rest)):
            return
        own = parse_header(rest)
        company_line = line if own.company else None
        title_line = line if own.title else None
        for neighbour in self._neighbours(number, own):
            if own.company and own.title:
                break
            other = self.lines[neighbour]
            if degree_of(other.text):
                return
            parts = parse_header(_text_of(other), beside=True)
            taken = False
            if own.title is None and parts.title:
                own.title, title_line, taken = parts.title, other, True
            if own.company is None and parts.company and (parts.title is None or taken):
                own.company, company_line, taken = parts.company, other, True
            if taken:
                self.used.add(neighbour)
        if self.campus and not (own.title and own.company):
            return
        if own.company or own.title:
            confidence = 0.9 if own.company and own.title else 0.65
            if own.company and not own.title and _firm_score(own.company) < 0.5:
                confidence = 0.55
            yield Entry(own.company, own.title, company_line, title_line, confidence)

    def _neighbours(self, number: int, own: _Parts) -> Iterator[int]:
        """Yield the lines an entry may continue on, the likelier side first."""
        above = self._run(number, -1)
        below = self._run(number, 1) if not self.lines[number].bullet else []
        if own.company and not own.title:
            # "Company  2019 - 2021" stands above its title far more often than below.
            yield from below[:1]
            yield from above[:1]
        else:
            yield from above
            yield from below

    def _run(self, number: int, step: int) -> list[int]:
        """Return the nearest two header lines on one side, seeing through lines that are only a place."""
        found: list[int] = []
        for distance in range(1, 4):
            n = number + step * distance
            if not self._is_header(n):
                break
            if not all(map(_is_noise, self.lines[n].pieces)):
                found.append(n)
        return found

    def _is_header(self, number: int) -> bool:
        if not 0 <= number < len(self.lines) or number in self.dated or number in self.used:
            return False
        line = self.lines[number]
        if line.index in self.labelled:
            return False
        if line.bullet and (is_prose(line) or len(line.text) > 40):
            return False
        return not is_prose(line) and len(line.text) <= 110 and label_of(line.text) is None

    def _undated(self) -> Iterator[Entry]:
        """Read entries without any date: a pair of header lines above bullets."""
        self.dated = set()
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            if line.bullet or is_prose(line) or len(line.text) > 90:
                number += 1
                continue
            parts = parse_header(_text_of(line))
            after = self.lines[number + 1] if number + 1 < len(self.lines) else None
            second = line
            if (
                after is not None
                and not after.bullet
                and not is_prose(after)
                and not (parts.title and parts.company)
            ):
                other = parse_header(_text_of(after))
                if parts.title and other.company and not other.title:
                    parts.company, second = other.company, after
                    number += 1
                elif parts.company and other.title and not other.company and not parts.title:
                    yield Entry(parts.company, other.title, line, after, 0.7)
                    number += 2
                    continue
            if parts.title and parts.company:
                yield Entry(parts.company, parts.title, second, line, 0.75)
            number += 1


def _text_of(line: TextLine) -> str:
    return "\t".join(line.pieces) if len(line.pieces) > 1 else line.text


def _firm_score(text: str) -> float:
    """Return how surely a text names an employer."""
    if has_cjk(text):
        core = re.sub(r"\s*\([^()]*\)$", "", text)
        if _CHINESE_FIRM.search(core):
            return 0.95
        return 0.6 if core.endswith(_CHINESE_ENDINGS) else 0.3
    return 0.8 if _ENGLISH_FIRM.search(text) else 0.4


def parse_header(rest: str, *, beside: bool = False) -> _Parts:
    """Return the employer and the title in a header line without its dates.

    Args:
        rest: The line, its parts divided by tabs where they are known.
        beside: The line stands beside the dated one; a title there may have an unknown word in it.
    """
    rest = _URL.sub("", _HOURS.sub("", rest))
    rest = re.sub(
        r"^(?:公司|单位|职位|职务|岗位|工作单位|公司名称|employer|company|position|role|title)\s*:\s*",
        "",
        rest,
        flags=re.I,
    )
    rest = re.sub(r"\bDate\s*:|\bLocation\s*:.*$", "\t", rest)
    chinese = has_cjk(rest)
    parts = [part for part in split_parts(rest, by_space=chinese) if not _is_noise(part)]
    if not parts or len(parts) > 7:
        return _Parts()
    if chinese:
        return _chinese_header(parts)
    if beside and len(parts) == 1 and "," not in parts[0] and title_score(parts[0]) >= 0.6:
        return _Parts(None, parts[0])
    return _english_header(parts)


def _is_noise(part: str) -> bool:
    if is_place(part) and not has_cjk(part) and _ENGLISH_FIRM.search(part):
        return False
    if part.count(",") == 2 and not all(map(is_region, part.split(",")[1:])):
        return False
    return (
        bool(_NOISE.match(part))
        or is_place(part)
        or is_region(part)
        or not any(map(str.isalpha, part))
        or "://" in part
    )


def _chinese_header(parts: list[str]) -> _Parts:
    split: list[str] = []
    for part in parts:
        pieces = (
            [piece.strip(_TRIM) for piece in re.split(r"\s*[/,]\s*", part)]
            if not _CHINESE_FIRM.search(part)
            else [part]
        )
        if len(pieces) > 1 and any(_firm_score(piece) > 0.9 or title_score(piece) > 0.6 for piece in pieces):
            # 工程师/经理 is one title; 学生会/副主席 an employer and a title.
            split += (
                [part]
                if all(title_score(piece) > 0.6 for piece in pieces)
                else [piece for piece in pieces if piece]
            )
        else:
            split.append(part)
    split = [part for whole in split if not _is_noise(whole) for part in _unglued(whole)]
    result = _Parts()
    firms = [part for part in split if _firm_score(part) >= 0.9 and len(part) <= 40]
    titles = [part for part in split if part not in firms and _chinese_title(part) and len(part) <= 26]
    if firms:
        result.company = firms[0]
    if titles:
        result.title = titles[-1] if result.company or len(titles) == 1 else titles[0]
    rest = [part for part in split if part not in firms and part not in titles]
    if result.company is None:
        weak = [part for part in rest if 2 <= len(part) <= 30 and not _DEPARTMENT.match(part)] or [
            part for part in rest if 2 <= len(part) <= 30
        ]
        if weak and (result.title or _firm_score(weak[0]) >= 0.6):
            result.company = weak[0]
        elif len(titles) > 1:
            result.company, result.title = titles[0], titles[1]
    elif result.title is None:
        others = [part for part in rest if 2 <= len(part) <= 14 and not _DEPARTMENT.match(part)]
        if others:
            result.title = others[-1]
    return result


def _unglued(part: str) -> list[str]:
    """Split `某某有限公司产品经理`, an employer and a title without a space."""
    if len(part) < 6:
        return [part]
    for end in range(len(part) - 2, 3, -1):
        if part[:end].endswith(_GLUE_ENDINGS) and title_score(part[end:]) > 0.55:
            return [part[:end].strip(), part[end:].strip()]
    return [part]


def _chinese_title(part: str) -> bool:
    if title_score(part) > 0.55:
        return True
    bracket = re.search(r"\(([^()]{2,12})\)$", part)
    return bool(bracket and title_score(bracket[1]) > 0.55)


def _english_header(parts: list[str]) -> _Parts:
    result = _Parts()
    scored = [(title_score(part), part) for part in parts]
    if len(parts) == 1:
        return _one_english_part(parts[0], scored[0][0])
    whole = [part for score, part in scored if score >= 0.55]
    if whole:
        # A firm's suffix makes "Summit Consulting Partners" the employer, not the title.
        result.title = max(whole, key=lambda part: title_score(part) - 0.5 * bool(_ENGLISH_FIRM.search(part)))
    rest = [part for part in parts if part != result.title]
    if rest:
        result.company = without_place(rest[0]) or None
    if result.title and "," in result.title and not rest:
        return _one_english_part(result.title, title_score(result.title))
    if result.title is None and result.company:
        inner = _one_english_part(result.company, 0.0)
        if inner.title and inner.company:
            return inner
    return result


def _one_english_part(part: str, score: float) -> _Parts:
    if "," in part:
        pieces = [piece.strip() for piece in part.split(",")]
        for count in range(1, len(pieces)):
            first, second = ", ".join(pieces[:count]), ", ".join(pieces[count:])
            second = without_place(second)
            if not second or is_region(second) or is_place(f"{first}, {second}"):
                continue
            front, back = title_score(first), title_score(second)
            if score >= 0.85 and not _ENGLISH_FIRM.search(part):
                break
            if front >= 0.55 and front > back:
                return _Parts(second, first)
            if back >= 0.55:
                return _Parts(first, second)
    place_less = without_place(part)
    if match := re.match(r"^(.{3,60}?)\s+(?:at|@)\s+(.{2,60})$", place_less):
        if title_score(match[1]) >= 0.55:
            return _Parts(match[2], match[1])
    if score >= 0.85 and not _ENGLISH_FIRM.search(place_less):
        return _Parts(None, place_less)
    if split := split_title(place_less):
        return _Parts(split[0], split[1])
    if score >= 0.6 and not _ENGLISH_FIRM.search(place_less):
        return _Parts(None, place_less)
    words = place_less.split()
    if 1 <= len(words) <= 9 and (words[0][:1].isupper() or words[0][:1].isdigit() or "." in words[0]):
        return _Parts(place_less, None)
    return _Parts()


_YEARS_ENGLISH = re.compile(
    r"\b((?:over|more than|nearly|almost|about|around|approximately)\s+)?(\d{1,2}(?:\.\d)?)\s?(\+|plus)?\s?[- ]?(?:years?|yrs?)[’']?\s"
    r"(?:of\s)?(?:[\w/&-]+,?\s){0,6}?(?:experience|expertise|building|leading|developing|designing|managing|working|delivering)|"
    r"\b(\d{1,2})(\+)?\s?years? in (?!school|college)",
    re.I,
)
_YEARS_CHINESE = re.compile(
    r"(\d{1,2}(?:\.\d)?)\s?(?:多|余)?\s?\+?\s?年(?:以上|多)?(?:的)?(?:[\u4e00-\u9fffA-Za-z/+#]{0,14}?)(?:工作|从业|开发|行业|实战|管理|相关)?(?:经验|经历|工龄)"
)
_WORKED_CHINESE = re.compile(r"从事[^,。;]{1,24}?(\d{1,2})\s?(?:多|余)?\s?年")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d)?")
_CHINESE_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九十")}


def years(text: Text, pairs: Pairs, sections: Sections) -> Iterator[Candidate[float]]:
    """Yield the years of experience, as stated."""
    for pair in pairs.of("years"):
        value = pair.value[:30]
        if (match := _NUMBER.search(value)) and not re.search(r"(?:19|20)\d\d", value):
            yield Candidate(float(match.group()), 0.95, pair.source)
        elif match := re.match(r"([一二三四五六七八九十])年", value):
            yield Candidate(float(_CHINESE_DIGITS[match[1]]), 0.9, pair.source)
    for line in text.lines:
        kind = sections.kind_at(line)
        if kind not in PERSONAL | {SectionKind.SUMMARY} or len(line.text) > 900:
            continue
        following = text.next_to(line)
        window = line.text
        if following is not None and sections.kind_at(following) is kind and len(line.text) < 200:
            window = (
                f"{line.text} {following.text[:60]}"
                if not has_cjk(line.text[-1:])
                else line.text + following.text[:30]
            )
        for pattern in (_YEARS_CHINESE, _WORKED_CHINESE, _YEARS_ENGLISH):
            if match := pattern.search(window[:1_000]):
                number = next(group for group in match.groups() if group and group[:1].isdigit())
                if match.start() < len(line.text):
                    yield Candidate(float(number), 0.85 if kind in PERSONAL else 0.75, line)
