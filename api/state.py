"""What the lifespan builds and every request finds in its state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict

from starlette.requests import Request
from starlette.types import ASGIApp

from api.edge.approaches import Approaches
from api.readiness import Readiness
from api.settings import Settings
from domain.accounts.deleting import AccountDeletion
from domain.accounts.exporting import AccountExport
from domain.clock import Clock
from domain.pages.serving import FileService
from domain.positions.service import PositionService
from domain.resumes.correcting import CorrectionService
from domain.resumes.results import ResultService
from domain.resumes.service import ResumeService
from domain.users.service import UserService


class State(TypedDict):
    """The parts of the running program.

    Attributes:
        sandbox_missing: Tells the measures around the reading of files that this system lacks.
        metrics: Makes what a scrape is answered, and its type, of the types that it accepts; on a thread.
    """

    settings: Settings
    clock: Clock
    users: UserService
    approaches: Approaches
    account_export: AccountExport
    account_deletion: AccountDeletion
    resumes: ResumeService
    results: ResultService
    corrections: CorrectionService
    files: FileService
    positions: PositionService
    readiness: Readiness
    sandbox_missing: Callable[[], Sequence[str]]
    graphql: ASGIApp
    metrics: Callable[[str | None], tuple[bytes, str]] | None


ApiRequest = Request[State]
