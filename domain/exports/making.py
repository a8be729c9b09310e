"""Makes the files that an analysis can be had as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from domain.exports.forms import ExportFormat
from domain.exports.json_ld import json_ld
from domain.exports.json_resume import json_resume
from domain.exports.occupations import Tell, occupations_of
from domain.exports.profile import Profile

_LONGEST_STEM = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was made; `is_text` tells whether its content is UTF-8."""

    file_name: str
    media_type: str
    content: bytes
    is_text: bool = True


class FileMaker:
    """Makes files of people, in every form.

    Args:
        tell: Tells what titles name, for the forms that have codes of occupations.
        pdf_font: A TrueType font with Chinese, which PDF files are to hold.
    """

    def __init__(self, *, tell: Tell, pdf_font: Path | None = None) -> None:
        self._makers: dict[ExportFormat, Callable[[Profile], bytes]] = {
            ExportFormat.JSON_RESUME: json_resume,
            ExportFormat.JSON_LD: partial(_coded, json_ld, tell),
            ExportFormat.EUROPASS: _europass,
            ExportFormat.PDF: partial(_profile_pdf, font=pdf_font),
        }

    def exported(self, profile: Profile, form: ExportFormat, *, file_name: str) -> Exported:
        """Return a person in that form.

        Args:
            file_name: That of the resume; the new file has its name with another suffix.
        """
        stem = file_name.rpartition(".")[0] or file_name
        return Exported(
            file_name=stem[:_LONGEST_STEM] + form.suffix,
            media_type=form.media_type,
            content=self._makers[form](profile),
            is_text=form.is_text,
        )


def _coded(make: Callable[[Profile], bytes], tell: Tell, profile: Profile) -> bytes:
    titles = [job.title for job in profile.experience if job.title is not None]
    return make(replace(profile, occupations=tuple(occupations_of(titles, tell))))


def _europass(profile: Profile) -> bytes:
    # A server that makes none does without the library.
    from domain.exports.europass import europass

    return europass(profile)


def _profile_pdf(profile: Profile, *, font: Path | None) -> bytes:
    from domain.exports.profile_pdf import profile_pdf

    return profile_pdf(profile, font=font)
