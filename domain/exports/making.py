"""Makes the files that an analysis can be had as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.exports.forms import ExportFormat
from domain.exports.json_resume import json_resume
from domain.exports.profile import Profile

_LONGEST_STEM = 100

_MAKERS: Final[dict[ExportFormat, Callable[[Profile], bytes]]] = {ExportFormat.JSON_RESUME: json_resume}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was made; `is_text` tells whether its content is UTF-8."""

    file_name: str
    media_type: str
    content: bytes
    is_text: bool = True


def exported(profile: Profile, form: ExportFormat, *, file_name: str) -> Exported:
    """Return a person in that form.

    Args:
        file_name: That of the resume; the new file has its name with another suffix.
    """
    stem = file_name.rpartition(".")[0] or file_name
    return Exported(
        file_name=stem[:_LONGEST_STEM] + form.suffix,
        media_type=form.media_type,
        content=_MAKERS[form](profile),
        is_text=form.is_text,
    )
