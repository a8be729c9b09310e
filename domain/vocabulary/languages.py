"""The languages that resumes are read in and answered in."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """The language most of a resume is written in (BCP 47)."""

    CHINESE = "zh"
    ENGLISH = "en"
