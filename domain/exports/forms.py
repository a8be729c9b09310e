"""The forms that an analysis can be had in: each is declared here, and its maker in `making`."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class ExportFormat(StrEnum):
    """A form with its media type and the suffix of its files; `is_text` tells whether they are UTF-8."""

    _value_: str
    media_type: str
    suffix: str
    is_text: bool

    def __new__(cls, name: str, media_type: str = "", suffix: str = "", is_text: bool = True) -> Self:
        """Make a member as it is declared."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.media_type, member.suffix, member.is_text = media_type, suffix, is_text
        return member

    JSON_RESUME = "json-resume", "application/json", ".resume.json"
    JSON_LD = "json-ld", "application/ld+json", ".jsonld"
    EUROPASS = "europass", "application/xml", ".europass.xml"
    PDF = "pdf", "application/pdf", ".profile.pdf", False
