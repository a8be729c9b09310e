"""The columns of an analysis that a query may ask for, and the keys of what they hold as JSON."""

from __future__ import annotations

from enum import Enum

from domain.rows import Column, Key


class AnalysisColumn(Column, Enum):
    """What can be read of an analysis; all null where a resume has none."""

    RESUME_ID = "resume_id"
    NAME = "name"
    AGE_STATED = "age_stated"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    CITY = "city"
    EMAIL = "email"
    PHONE = "phone"
    CAREER_INTEREST = "career_interest"
    HIGHEST_DEGREE = "highest_degree"
    YEARS_OF_EXPERIENCE = "years_of_experience"
    EXPECTED_SALARY = "expected_salary"
    EXPECTED_SALARY_MIN = "expected_salary_min"
    EXPECTED_SALARY_MAX = "expected_salary_max"
    EXPECTED_SALARY_CURRENCY = "expected_salary_currency"
    SCHOOLS = "schools"
    COMPANIES = "companies"
    TITLES = "titles"
    SKILLS = "skills"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    EVIDENCE = "evidence"


class EntryKey(Key):
    """Keys of an entry of the education or the experience."""

    SCHOOL = "school"
    DEGREE = "degree"
    MAJOR = "major"
    COMPANY = "company"
    TITLE = "title"
    START = "start"
    END = "end"
    IS_CURRENT = "is_current"
    SUMMARY = "summary"
    EVIDENCE = "evidence"


class EvidenceKey(Key):
    """Keys of a piece of evidence."""

    FIELD = "field"
    INDEX = "index"
    PAGE = "page"
    BOX = "box"
    TEXT = "text"
    CONFIDENCE = "confidence"


class BoxKey(Key):
    """Keys of a place on a page."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
