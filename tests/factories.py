"""Invented records for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from domain.analyses.declaring import Field, One
from domain.analyses.facts import EducationEntry, Evidence, ExperienceEntry
from domain.analyses.fields import EDUCATION, EMAIL, EXPERIENCE, FIELDS, NAME, SKILLS
from domain.analyses.models import Analysis
from domain.analyses.warnings import WarningKind, new_warning
from domain.documents.formats import MediaType
from domain.documents.models import Box
from domain.matches.models import Match
from domain.resumes.models import NewResume
from domain.users.models import NewUser
from domain.viewers import Role
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import read_degree
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import read_pay
from domain.vocabulary.periods import Period

NOW = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
_numbers = count(1)


def new_user(username: str = "wanglei", *, role: Role = Role.JOB_SEEKER) -> NewUser:
    """Return a user who can be stored."""
    return NewUser(
        username=username,
        username_key=username.casefold(),
        password_hash="$argon2id$invented",
        email=None,
        role=role,
        created_at=NOW,
    )


def new_resume(user_id: int, *, storage_key: str | None = None) -> NewResume:
    """Return a resume that can be stored."""
    return NewResume(
        user_id=user_id,
        storage_key=storage_key or f"resumes/2026/11/{next(_numbers):032x}.pdf",
        file_name="简历.pdf",
        media_type=MediaType.PDF,
        size_bytes=1234,
        sha256="0" * 64,
        upload_time=NOW,
    )


def stated(language: Language = Language.CHINESE, **values: Any) -> Analysis:
    """Return an analysis that states these values by the names of their fields, each as it is printed."""
    return Analysis(language=language, values=_typed(values))


def restated(analysis: Analysis, **values: Any) -> Analysis:
    """Return an analysis that states these values in place of, or beside, its own."""
    return replace(analysis, values=dict(analysis.values) | _typed(values))


_READ: dict[str, Callable[[Any], object]] = {
    **{field.name: field.read for field in FIELDS if isinstance(field, One)},
    "highest_degree": read_degree,
    "expected_salary": read_pay,
}


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _READ[name](value) if name in _READ else tuple(value)
        for name, value in values.items()
        if value not in (None, (), [])
    }


def new_analysis(name: str = "周敏") -> Analysis:
    """Return a full analysis."""
    return stated(
        name=name,
        birth_date="1998-05",
        gender="female",
        city="杭州",
        email="zhoumin@example.com",
        phone="13900001111",
        career_interest="会计",
        highest_degree="本科",
        years_of_experience=3.5,
        expected_salary="8k-10k",
        schools=("浙江大学",),
        companies=("瑞丰贸易有限公司",),
        titles=("会计",),
        skills=("Excel", "成本核算"),
    )


def new_evidence(field: Field[Any], text: str, *, index: int | None = None) -> Evidence:
    """Return evidence on the second page."""
    box = Box(56.5, 120.0, 310.2, 132.4)
    return Evidence(field=field.name, index=index, page=2, box=box, text=text, confidence=0.93)


def detailed(analysis: Analysis) -> Analysis:
    """Return an analysis with entries of education and work, evidence and warnings."""
    study = new_evidence(EDUCATION, "浙江大学 会计学 2016.09-2020.06", index=0)
    job = new_evidence(EXPERIENCE, "瑞丰贸易有限公司 会计", index=0)
    stay = EducationEntry(
        school="浙江大学",
        degree=read_degree("本科"),
        major="会计学",
        period=Period(PartialDate(2016, 9), PartialDate(2020, 6)),
        evidence=study,
    )
    employment = ExperienceEntry(
        company="瑞丰贸易有限公司",
        title="会计",
        period=Period(PartialDate(2020, 7), is_current=True),
        summary="成本核算\n月结",
        evidence=job,
    )
    other = ExperienceEntry(title="实习生", period=Period(), evidence=replace(job, index=1, box=None))
    return replace(
        restated(analysis, education=[stay], experience=[employment, other]),
        evidence=(
            new_evidence(NAME, "姓名：周敏"),
            replace(new_evidence(EMAIL, "zhoumin@example.com"), box=None, confidence=0.3),
            new_evidence(SKILLS, "Excel、成本核算", index=1),
        ),
        warnings=(
            new_warning(
                WarningKind.HIDDEN_BY_COLOUR,
                Language.CHINESE,
                page=2,
                box=Box(56.5, 700.0, 310.2, 712.4),
                text="总会计师 CPA",
            ),
            new_warning(WarningKind.HIDDEN_BY_MARKUP, Language.CHINESE, page=1, box=None, text="审计总监"),
        ),
    )


def new_matches(count: int = 3) -> tuple[Match, ...]:
    """Return matches, best first."""
    return tuple(
        Match(
            position_code=f"position-{number}",
            position=f"职位{number}",
            salary_range="8k-12k/月",
            score=0.9 - number / 10,
            analysis=f"理由{number}",
        )
        for number in range(count)
    )
