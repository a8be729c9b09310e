"""`resume-gateway serve`: in one process, or in several under a supervisor."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable

import typer

from api.serving.addresses import listen_at, url_of
from api.serving.budgets import share_of
from api.serving.server import SharingServer, serve_alone
from api.serving.supervisor import Child, Supervisor, run_forked
from api.settings import Settings

# What a process that has finished its work may take to close all that it has open.
_CLOSING_SECONDS = 10.0

logger = logging.getLogger(__name__)


def serve_until_stopped(settings: Settings, prepare: Callable[[Settings], None]) -> None:
    """Serve until stopped; `prepare` does what may show a setting to be wrong before."""
    if settings.workers == 1:
        prepare(settings)
        serve_alone(settings)
    else:
        _serve_together(settings, prepare)


def _serve_together(settings: Settings, prepare: Callable[[Settings], None]) -> None:
    def prepare_elsewhere() -> int:
        try:
            prepare(settings)
        except typer.Exit as end:
            return end.exit_code
        return 0

    # Threads and connections that it leaves behind would not survive the forks.
    if code := run_forked(prepare_elsewhere):
        raise typer.Exit(code)
    try:
        listeners = listen_at(settings.host, settings.port)
    except OSError as error:
        typer.echo(f"GATEWAY_HOST or GATEWAY_PORT is wrong: {error.strerror}.", err=True)
        raise typer.Exit(1) from error

    def run(child: Child) -> int:
        SharingServer(share_of(settings, child.number), listeners=listeners, child=child).run()
        return 0

    def all_ready() -> None:
        urls = ", ".join(map(url_of, listeners))
        logger.info("%d processes running on %s (Press CTRL+C to quit)", settings.workers, urls)

    def stopping() -> None:
        for listener in listeners:
            listener.close()

    # What a process of its own opens late is loaded here, so that all have it in memory once.
    import domain.matches.matcher  # noqa: F401

    supervisor = Supervisor(
        settings.workers,
        run,
        all_ready=all_ready,
        stopping=stopping,
        stop_seconds=settings.stop_delay_seconds + settings.stop_seconds + _CLOSING_SECONDS,
    )
    code = supervisor.run()
    if supervisor.stop_signal == signal.SIGTERM:
        signal.raise_signal(signal.SIGTERM)
    raise typer.Exit(code)
