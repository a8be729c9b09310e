"""What can be read of a candidate, beside what `domain.matches.columns` names."""

from __future__ import annotations

from enum import Enum

from domain.rows import Column


class CandidateColumn(Column, Enum):
    """What a candidate has beyond a match."""

    RESUME_ID = "resume_id"
