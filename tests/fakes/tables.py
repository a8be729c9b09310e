"""What the fakes keep in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from domain.analyses.correcting import Correction
from domain.analyses.models import Analysis
from domain.matches.models import Match
from domain.positions.importing.models import Posting
from domain.resumes.models import Resume
from domain.users.models import User


class StoredPosting(NamedTuple):
    """An imported position, or, without a posting, the trace of a removed one."""

    posting: Posting | None
    version: int


@dataclass
class Tables:
    """What a database holds."""

    users: dict[int, User] = field(default_factory=dict)
    resumes: dict[int, Resume] = field(default_factory=dict)
    results: dict[int, tuple[Analysis, tuple[Match, ...]]] = field(default_factory=dict)
    positions: dict[tuple[str, str], StoredPosting] = field(default_factory=dict)
    catalogue_version: int = 0
    catalogue_locks: int = 0
    bundled_hash: str = ""
    matched_with: dict[int, int] = field(default_factory=dict)
    analysed_at: dict[int, str] = field(default_factory=dict)
    corrections: dict[int, tuple[Analysis, tuple[Correction, ...]]] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    ended_sessions: set[str] = field(default_factory=set)
    last_id: int = 0

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id
