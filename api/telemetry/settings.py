"""The settings of what is told to operators; `api.settings.Settings` has them among its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

SHORTEST_TOKEN = 16


class TelemetrySettings(BaseSettings):
    """What the program tells of itself, and where."""

    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Field(description="What the log shows.")
    ] = "info"
    log_format: Annotated[
        Literal["console", "json"],
        Field(description="Lines of the log for people, or an object of JSON each for programs."),
    ] = "console"
    metrics_port: Annotated[
        int | None,
        Field(ge=0, le=65535, description="TCP port of its own for /metrics; unset: none. 0: any free one."),
    ] = None
    metrics_host: Annotated[str, Field(min_length=1, description="Address of that port.")] = "127.0.0.1"
    metrics_token: Annotated[
        SecretStr | None,
        Field(
            min_length=SHORTEST_TOKEN,
            description="Token that /metrics asks for, beside the other routes and on its own port.",
        ),
    ] = None

    @property
    def measures(self) -> bool:
        """Whether metrics are told."""
        return self.metrics_port is not None or self.metrics_token is not None

    @property
    def scrape_token(self) -> str | None:
        """The token of metrics."""
        return None if self.metrics_token is None else self.metrics_token.get_secret_value()
