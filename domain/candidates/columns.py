"""What can be read of a candidate, beside what `domain.matches.columns` names."""

from __future__ import annotations

from enum import Enum

from domain.rows import Column, Key


class CandidateColumn(Column, Enum):
    """What a candidate has beyond a match."""

    RESUME_ID = "resume_id"


class DescribedKey(Key):
    """What was read of a job description; the values are the attributes of a `Position`, but `TITLE`."""

    TITLE = "title"
    SKILLS = "skills"
    DEGREE = "degree"
    YEARS_MIN = "years_min"
    CITY = "city"
    SALARY_TEXT = "salary_text"
    SALARY_MIN = "salary_min"
    SALARY_MAX = "salary_max"
    ISCO = "isco"
    LEVEL = "level"
