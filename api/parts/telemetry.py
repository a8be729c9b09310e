"""What is told of the running program: settings → counts, traces, reports."""

from __future__ import annotations

from collections.abc import Mapping

from api.settings import Settings
from api.telemetry.tallies import Tally
from api.telemetry.watching import Telemetry

SEND_SECONDS = 2.0


class PackageMissing(Exception):
    """A setting needs what is not installed; a whole sentence that names it."""


def telemetry_of(settings: Settings, *, refusals: Mapping[str, int] | None = None) -> Telemetry:
    """Return what is told of this process; to be closed. Raises `PackageMissing`."""
    traces = reports = None
    if settings.traces_url is not None:
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

            from api.telemetry.traces import Traces
        except ModuleNotFoundError as error:
            raise PackageMissing(_sentence("GATEWAY_TRACES_URL", "traces")) from error
        exporter = OTLPSpanExporter(
            endpoint=f"{settings.traces_url.rstrip('/')}/v1/traces", timeout=SEND_SECONDS
        )
        traces = Traces(exporter, ratio=settings.traces_ratio)
    if settings.reports_dsn is not None:
        try:
            from api.telemetry.reports import Reports
        except ModuleNotFoundError as error:
            raise PackageMissing(_sentence("GATEWAY_REPORTS_DSN", "reports")) from error
        reports = Reports(settings.reports_dsn.get_secret_value())
    tally = Tally(refusals=refusals) if settings.measures else None
    return Telemetry(tally=tally, traces=traces, reports=reports)


def _sentence(variable: str, extra: str) -> str:
    return f"{variable} is wrong: it needs what is not installed; pip install 'resume-gateway[{extra}]'."
