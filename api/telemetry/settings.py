"""The settings of what is told to operators; `api.settings.Settings` has them among its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings


class TelemetrySettings(BaseSettings):
    """What the program tells of itself, and where."""

    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="What the log shows.")
    ] = "info"
    log_format: Annotated[
        Literal["console", "json"],
        Field(description="Lines of the log for people, or an object of JSON each for programs."),
    ] = "console"
