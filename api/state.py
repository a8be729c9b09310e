"""What the lifespan builds and every request finds in its state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypedDict

from starlette.requests import Request
from starlette.types import ASGIApp

from api.settings import Settings
from domain.clock import Clock
from domain.positions.service import PositionService
from domain.resumes.results import ResultService
from domain.resumes.service import ResumeService
from domain.users.service import UserService


class State(TypedDict):
    """The parts of the running program.

    Attributes:
        checks: Whether a part answers, by its name: it does not where its check raises or gives False.
    """

    settings: Settings
    clock: Clock
    users: UserService
    resumes: ResumeService
    results: ResultService
    positions: PositionService
    checks: Mapping[str, Callable[[], Awaitable[bool | None]]]
    graphql: ASGIApp


ApiRequest = Request[State]
