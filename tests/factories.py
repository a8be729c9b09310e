"""Invented records for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from domain.analyses.models import Analysis, AnalysisField, EducationEntry, Evidence, ExperienceEntry, Gender
from domain.documents.formats import MediaType
from domain.documents.models import Box
from domain.matches.models import Match
from domain.resumes.models import NewResume
from domain.users.models import NewUser
from domain.viewers import Role
from domain.vocabulary.languages import Language

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


def new_analysis(name: str = "周敏") -> Analysis:
    """Return a full analysis."""
    return Analysis(
        language=Language.CHINESE,
        name=name,
        birth_date="1998-05",
        gender=Gender.FEMALE,
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


def new_evidence(field: AnalysisField, text: str, *, index: int | None = None) -> Evidence:
    """Return evidence on the second page."""
    box = Box(56.5, 120.0, 310.2, 132.4)
    return Evidence(field=field, index=index, page=2, box=box, text=text, confidence=0.93)


def detailed(analysis: Analysis) -> Analysis:
    """Return an analysis with entries of education and work, evidence and monthly pay."""
    study = new_evidence(AnalysisField.EDUCATION, "浙江大学 会计学 2016.09-2020.06", index=0)
    job = new_evidence(AnalysisField.EXPERIENCE, "瑞丰贸易有限公司 会计", index=0)
    return replace(
        analysis,
        expected_salary_min=8000,
        expected_salary_max=10000,
        expected_salary_currency="CNY",
        education=(
            EducationEntry(
                school="浙江大学",
                degree="本科",
                major="会计学",
                start="2016-09",
                end="2020-06",
                evidence=study,
            ),
        ),
        experience=(
            ExperienceEntry(
                company="瑞丰贸易有限公司",
                title="会计",
                start="2020-07",
                is_current=True,
                summary="成本核算\n月结",
                evidence=job,
            ),
            ExperienceEntry(title="实习生", evidence=replace(job, index=1, box=None)),
        ),
        evidence=(
            new_evidence(AnalysisField.NAME, "姓名：周敏"),
            replace(new_evidence(AnalysisField.EMAIL, "zhoumin@example.com"), box=None, confidence=0.3),
            new_evidence(AnalysisField.SKILLS, "Excel、成本核算", index=1),
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
