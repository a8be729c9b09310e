"""The settings of what is told to operators; `api.settings.Settings` has them among its own."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
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

    traces_url: Annotated[
        str | None, Field(description="Where traces are sent: OTLP over HTTP, as in http://collector:4318.")
    ] = None
    traces_ratio: Annotated[float, Field(ge=0, le=1, description="Share of traces that is kept.")] = 1.0
    reports_dsn: Annotated[
        SecretStr | None, Field(description="Where mistakes are reported: the DSN of a project of Sentry.")
    ] = None

    @field_validator("traces_url")
    @classmethod
    def _traces_go_to_a_url(cls, value: str | None) -> str | None:
        if value is not None and (
            urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).netloc
        ):
            raise ValueError("it must be a URL such as http://collector:4318")
        return value

    @field_validator("reports_dsn")
    @classmethod
    def _reports_go_to_a_dsn(cls, value: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(value.get_secret_value() if value else "")
        if value is not None and not (parts.username and parts.hostname and parts.path.strip("/").isdigit()):
            raise ValueError("it must be a DSN such as https://key@sentry.example.com/1")
        return value

    @property
    def measures(self) -> bool:
        """Whether metrics are told."""
        return self.metrics_port is not None or self.metrics_token is not None

    @property
    def scrape_token(self) -> str | None:
        """The token of metrics."""
        return None if self.metrics_token is None else self.metrics_token.get_secret_value()
