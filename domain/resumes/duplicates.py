"""Resumes that are one file, or one person's: by what they are told, and the port that finds them.

What a resume says of its person is brought into a form in which equal values are equal texts, and kept with
the resume. Placeholders are nobody's and are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, StrEnum
from typing import NamedTuple, Protocol

from domain import policies
from domain.analyses.fields import BIRTH_DATE, EMAIL, NAME, PHONE
from domain.analyses.filler import is_filler
from domain.analyses.models import Analysis
from domain.rows import Column, Key
from domain.viewers import Viewer

MOST_DUPLICATES = 100
"""So many others of a resume are told, and looked at for each sign."""

_MAILBOX_OF_ONE = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
_LONGEST_KEY = 320
_FEWEST_DIGITS = 6


class DuplicateSign(StrEnum):
    """What tells that two resumes are one file or one person's, the surest first."""

    SAME_FILE = "same_file"
    EMAIL = "email"
    PHONE = "phone"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"


class DuplicateColumn(Column, Enum):
    """What can be read of a pair: `SIGNS` are those of the resume beside, as text with spaces between."""

    SIGNS = "signs"


class FoundDuplicate(NamedTuple):
    """A resume, another one that is like it, and by which signs, the surest first."""

    resume_id: int
    other_id: int
    signs: tuple[DuplicateSign, ...]


class ComparisonColumn(Column, Enum):
    """What can be read of two resumes that are compared; the last is a JSON array with `DifferenceKey`s."""

    OLDER_ID = "older_id"
    NEWER_ID = "newer_id"
    SIGNS = "signs"
    DIFFERENCES = "differences"


class DifferenceKey(Key):
    """Keys of a difference: its field, and the values that only one of the resumes states."""

    FIELD = "field"
    OLDER = "older"
    NEWER = "newer"


class Read(NamedTuple):
    """A resume as it is compared: its content's hash, and what it says."""

    sha256: str
    analysis: Analysis


class DuplicateReads(Protocol):
    """Bounded reads of resumes that are alike."""

    async def duplicates(
        self, resume_ids: Sequence[int], *, first: int, owner_id: int | None
    ) -> list[FoundDuplicate]:
        """Return at most `first` others of each resume, those with the surest sign first, then the newest.

        Args:
            owner_id: Whose resumes are looked through; None for everybody's.
        """

    async def read(self, resume_ids: Sequence[int]) -> Mapping[int, Read]:
        """Return those of the resumes that are analysed."""


def looked_through(viewer: Viewer) -> int | None:
    """Return whose resumes duplicates are told from: nobody learns that somebody else's are like theirs."""
    return None if policies.SEE_PERSON.allows_all(viewer) else viewer.id


def signs_of(analysis: Analysis) -> dict[DuplicateSign, str]:
    """Return what a resume's person is known by, in the form that is compared."""
    found: dict[DuplicateSign, str] = {}
    email, phone, name, birth = analysis[EMAIL], analysis[PHONE], analysis[NAME], analysis[BIRTH_DATE]
    if email is not None and not is_filler(EMAIL, email) and (key := email_key(email)):
        found[DuplicateSign.EMAIL] = key
    if phone is not None and not is_filler(PHONE, phone) and len(phone.key) >= _FEWEST_DIGITS:
        found[DuplicateSign.PHONE] = phone.key
    # Of a name there are many in a year, and few in a month.
    if name is not None and birth is not None and birth.month is not None and not is_filler(NAME, name):
        found[DuplicateSign.NAME_AND_BIRTH_DATE] = f"{name.key} {birth}"
    return {sign: key[:_LONGEST_KEY] for sign, key in found.items()}


def common_signs(one: Read, other: Read) -> tuple[DuplicateSign, ...]:
    """Return what two resumes have in common, the surest first."""
    ours, theirs = (
        {DuplicateSign.SAME_FILE: each.sha256, **signs_of(each.analysis)} for each in (one, other)
    )
    return tuple(sign for sign in DuplicateSign if sign in ours and ours[sign] == theirs.get(sign))


def email_key(printed: str) -> str | None:
    """Return an address as it is compared: in one case, and in one spelling where a host takes several."""
    mailbox, _, host = printed.strip().casefold().rpartition("@")
    if not mailbox or not host:
        return None
    if host in _MAILBOX_OF_ONE:
        host, mailbox = _MAILBOX_OF_ONE[host], mailbox.partition("+")[0].replace(".", "")
    return f"{mailbox}@{host}"
