"""What the lifespan builds and every request finds in its state."""

from __future__ import annotations

from typing import TypedDict

from starlette.requests import Request
from starlette.types import ASGIApp

from api.settings import Settings
from domain.ports import Clock, FileStore, ResumeReader
from domain.positions.service import PositionService
from domain.reads import Reads
from domain.resumes.analysing import AnalysisService
from domain.resumes.service import ResumeService
from domain.users.service import UserService


class State(TypedDict):
    """The parts of the running program."""

    settings: Settings
    clock: Clock
    users: UserService
    resumes: ResumeService
    analyses: AnalysisService
    positions: PositionService
    reads: Reads
    files: FileStore
    reader: ResumeReader
    graphql: ASGIApp


ApiRequest = Request[State]
