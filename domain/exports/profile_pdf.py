"""A profile for people: pages of A4 in the resume's language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from domain.analyses.facts import Gender
from domain.exports.pdf_fonts import Font, Markup, chinese_font
from domain.exports.profile import Employment, Profile, Span, Study
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import LASTING

_INK, _GREY = HexColor("#1f2933"), HexColor("#616e7c")
_LINE: Final = HexColor("#cbd2d9")

_WORDS: Final[dict[Language, dict[str, str]]] = {
    Language.CHINESE: {
        "unnamed": "个人简介",
        "is": "：",
        "gender": "性别",
        "birth": "出生日期",
        "age": "年龄",
        "interest": "求职意向",
        "pay": "期望薪资",
        "degree": "最高学历",
        "years": "工作年限",
        "year": "年",
        "experience": "工作经历",
        "education": "教育经历",
        "skills": "技能",
        Gender.MALE: "男",
        Gender.FEMALE: "女",
    },
    Language.ENGLISH: {
        "unnamed": "Profile",
        "is": ": ",
        "gender": "Gender",
        "birth": "Date of birth",
        "age": "Age",
        "interest": "Objective",
        "pay": "Expected pay",
        "degree": "Highest degree",
        "years": "Years of experience",
        "year": "",
        "experience": "Experience",
        "education": "Education",
        "skills": "Skills",
        Gender.MALE: "Male",
        Gender.FEMALE: "Female",
    },
}
_BESIDE: Final = " | "
_BULLET: Final = "-"


def profile_pdf(profile: Profile, *, font: Path | None = None) -> bytes:
    """Return a person as pages for people; the same profile gives the same bytes.

    Args:
        font: A TrueType font with Chinese, which the file is to hold.
    """
    written = io.BytesIO()
    page = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=_title(profile),
        lang="zh-CN" if profile.language is Language.CHINESE else "en",
        invariant=True,
    )
    page.build(list(_Pages(profile, chinese_font(font)).flowables()))
    return written.getvalue()


def _title(profile: Profile) -> str:
    name = profile.name or _WORDS[profile.language]["unnamed"]
    return "".join(sign if sign.isprintable() else " " for sign in name)


class _Pages:
    """What stands on the pages of a person."""

    def __init__(self, profile: Profile, chinese: Font) -> None:
        self._profile = profile
        self._words = _WORDS[profile.language]
        self._font = chinese.regular
        self._markup = Markup(profile.language, chinese)

    def flowables(self) -> Iterator[Any]:
        """Yield them from the top."""
        profile, words = self._profile, self._words
        yield self._text(profile.name or words["unnamed"], size=20, bold=True)
        yield Spacer(0, 2 * mm)
        born = None if profile.birth_date is None else str(profile.birth_date)
        stated = None if born or profile.age_stated is None else str(profile.age_stated)
        about = (
            self._labelled("gender", None if profile.gender is None else words[profile.gender]),
            self._labelled("birth", born),
            self._labelled("age", stated),
            profile.city,
            profile.phone,
            profile.email,
        )
        if any(about):
            yield self._text(_BESIDE.join(filter(None, about)), colour=_GREY)
        years = profile.years_of_experience
        for told in (
            self._labelled("interest", profile.career_interest),
            self._labelled("degree", profile.highest_degree),
            self._labelled("years", None if years is None else f"{years:g}{words['year']}"),
            self._labelled("pay", profile.expected_salary),
        ):
            if told:
                yield self._text(told)
        yield from self._section("experience", map(self._employment, profile.experience))
        yield from self._section("education", map(self._study, profile.education))
        if profile.skills:
            yield from self._heading("skills")
            yield self._text(_BESIDE.join(profile.skills))

    def _labelled(self, label: str, told: str | None) -> str | None:
        return f"{self._words[label]}{self._words['is']}{told}" if told else None

    def _section(self, name: str, entries: Iterator[Iterator[Any]]) -> Iterator[Any]:
        for number, entry in enumerate(entries):
            if number == 0:
                yield from self._heading(name)
            yield from entry
            yield Spacer(0, 2 * mm)

    def _heading(self, name: str) -> Iterator[Any]:
        yield Spacer(0, 4 * mm)
        yield self._text(self._words[name], size=13, bold=True, keep=True)
        yield HRFlowable(width="100%", thickness=0.6, color=_LINE, spaceBefore=1, spaceAfter=4)

    def _employment(self, employment: Employment) -> Iterator[Any]:
        head = _BESIDE.join(filter(None, (employment.company, employment.title)))
        yield self._text(head, bold=True, size=11, keep=True)
        yield from self._span(employment.span)
        for task in employment.tasks:
            yield self._text(task, bullet=_BULLET)

    def _study(self, study: Study) -> Iterator[Any]:
        yield self._text(study.school, bold=True, size=11, keep=True)
        studied = _BESIDE.join(filter(None, (study.degree, study.major)))
        if studied:
            yield self._text(studied)
        yield from self._span(study.span)

    def _span(self, span: Span) -> Iterator[Any]:
        start = "" if span.start is None else str(span.start)
        until = LASTING[self._profile.language] if span.is_current else span.end
        end = "" if until is None else str(until)
        told = f"{start} - {end}" if start and end else start or end
        if told:
            yield self._text(told, colour=_GREY)

    def _text(
        self,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        colour: Any = _INK,
        bullet: str | None = None,
        keep: bool = False,
    ) -> Paragraph:
        style = ParagraphStyle(
            "text",
            fontName=self._font,
            fontSize=size,
            leading=1.5 * size,
            textColor=colour,
            wordWrap="CJK",
            leftIndent=4 * mm if bullet else 0,
            bulletIndent=1 * mm,
            bulletColor=colour,
            keepWithNext=keep,
        )
        return Paragraph(self._markup.of(text, bold=bold), style, bulletText=bullet)
