"""A profile for people: pages of A4 in the resume's language.

Chinese is set in a font that the operator names, of which the file then holds what it needs. Without one it
is set in STSong-Light, a font of Adobe's Asian collections that a PDF may name without holding it: the
program that shows the file brings it, or another in its place.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from domain.analyses.facts import Gender
from domain.exports.profile import Employment, Profile, Span, Study
from domain.vocabulary.languages import Language

_NAMED: Final = "STSong-Light"
_LATIN, _BOLD = "Helvetica", "Helvetica-Bold"
_INK, _GREY = HexColor("#1f2933"), HexColor("#616e7c")
_LINE: Final = HexColor("#cbd2d9")

_WORDS: Final[dict[Language, dict[str, str]]] = {
    Language.CHINESE: {
        "unnamed": "个人简介",
        "interest": "求职意向",
        "pay": "期望薪资",
        "degree": "最高学历",
        "years": "工作年限",
        "year": "年",
        "experience": "工作经历",
        "education": "教育经历",
        "skills": "技能",
        "now": "至今",
        "between": "、",
        Gender.MALE: "男",
        Gender.FEMALE: "女",
    },
    Language.ENGLISH: {
        "unnamed": "Profile",
        "interest": "Position wanted",
        "pay": "Expected pay",
        "degree": "Highest degree",
        "years": "Years of experience",
        "year": "",
        "experience": "Experience",
        "education": "Education",
        "skills": "Skills",
        "now": "present",
        "between": ", ",
        Gender.MALE: "Male",
        Gender.FEMALE: "Female",
    },
}

# What the Latin fonts have: in a Chinese text its punctuation is left to the Chinese font.
_LATIN_RUN: Final = {
    Language.CHINESE: re.compile("[\x20-\x7e\xc0-\xff]+"),
    Language.ENGLISH: re.compile(
        "[\x20-\x7e\xa0-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]+"
    ),
}
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\U00010000-\U0010ffff]")
_NO_GLYPH: Final = "□"


def profile_pdf(profile: Profile, *, font: Path | None = None) -> bytes:
    """Return a person as pages for people; the same profile gives the same bytes.

    Args:
        font: A TrueType font with Chinese, which the file is to hold.
    """
    chinese = _registered(font)
    written = io.BytesIO()
    page = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=_UNPRINTABLE.sub(" ", profile.name or _WORDS[profile.language]["unnamed"]),
        lang="zh-CN" if profile.language is Language.CHINESE else "en",
        invariant=True,
    )
    page.build(list(_Pages(profile, chinese).flowables()))
    return written.getvalue()


@lru_cache(maxsize=8)
def _registered(font: Path | None) -> str:
    """Return the name under which the library knows the Chinese font."""
    name = _NAMED if font is None else f"own-{font}"
    pdfmetrics.registerFont(UnicodeCIDFont(name) if font is None else TTFont(name, str(font)))
    return name


class _Pages:
    """What stands on the pages of a person."""

    def __init__(self, profile: Profile, chinese: str) -> None:
        self._profile = profile
        self._chinese = chinese
        self._words = _WORDS[profile.language]
        self._latin = _LATIN_RUN[profile.language]

    def flowables(self) -> Iterator[Any]:
        """Yield them from the top."""
        profile, words = self._profile, self._words
        yield self._text(profile.name or words["unnamed"], size=20, latin=_BOLD)
        yield Spacer(0, 2 * mm)
        about = (
            None if profile.gender is None else words[profile.gender],
            None if profile.birth_date is None else str(profile.birth_date),
            profile.city,
            profile.phone,
            profile.email,
        )
        if any(about):
            yield self._text("  |  ".join(filter(None, about)), colour=_GREY)
        years = profile.years_of_experience
        for label, told in (
            ("interest", profile.career_interest),
            ("degree", profile.highest_degree),
            ("years", None if years is None else f"{years:g}{words['year']}"),
            ("pay", profile.expected_salary),
        ):
            if told:
                yield self._text(f"{words[label]}: {told}")
        yield from self._section("experience", map(self._employment, profile.experience))
        yield from self._section("education", map(self._study, profile.education))
        if profile.skills:
            yield from self._heading("skills")
            yield self._text(words["between"].join(profile.skills))

    def _section(self, name: str, entries: Iterator[Iterator[Any]]) -> Iterator[Any]:
        for number, entry in enumerate(entries):
            if number == 0:
                yield from self._heading(name)
            yield from entry
            yield Spacer(0, 2 * mm)

    def _heading(self, name: str) -> Iterator[Any]:
        yield Spacer(0, 4 * mm)
        yield self._text(self._words[name], size=13, latin=_BOLD, keep=True)
        yield HRFlowable(width="100%", thickness=0.6, color=_LINE, spaceBefore=1, spaceAfter=4)

    def _employment(self, employment: Employment) -> Iterator[Any]:
        head = "  ".join(filter(None, (employment.company, employment.title)))
        yield self._text(head, latin=_BOLD, size=11, keep=True)
        yield from self._span(employment.span)
        for task in employment.tasks:
            yield self._text(task, indent=4 * mm)

    def _study(self, study: Study) -> Iterator[Any]:
        yield self._text(study.school, latin=_BOLD, size=11, keep=True)
        studied = "  ".join(filter(None, (study.degree, study.major)))
        if studied:
            yield self._text(studied)
        yield from self._span(study.span)

    def _span(self, span: Span) -> Iterator[Any]:
        start = "" if span.start is None else str(span.start)
        end = self._words["now"] if span.is_current else "" if span.end is None else str(span.end)
        told = f"{start} - {end}" if start and end else start or end
        if told:
            yield self._text(told, colour=_GREY)

    def _text(
        self,
        text: str,
        *,
        size: float = 10,
        latin: str = _LATIN,
        colour: Any = _INK,
        indent: float = 0,
        keep: bool = False,
    ) -> Paragraph:
        style = ParagraphStyle(
            "text",
            fontName=self._chinese,
            fontSize=size,
            leading=1.5 * size,
            textColor=colour,
            wordWrap="CJK",
            leftIndent=indent,
            keepWithNext=keep,
        )
        return Paragraph(self._marked(text, latin), style)

    def _marked(self, text: str, latin: str) -> str:
        """Return a text in the library's markup, its Latin runs in their font."""
        parts, end = [], 0
        clean = _UNPRINTABLE.sub(lambda found: " " if found[0] < " " else _NO_GLYPH, text)
        for run in self._latin.finditer(clean):
            parts.append(escape(clean[end : run.start()]))
            parts.append(f'<font name="{latin}">{escape(run[0])}</font>')
            end = run.end()
        return "".join(parts) + escape(clean[end:])
