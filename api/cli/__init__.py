"""`resume-gateway`: serve, worker, create-admin, migrate, analyze, import-positions, reencrypt and more."""

from __future__ import annotations

import gc

import typer

from api.cli.commands import keeping, positions, preparing, resumes, running

app = typer.Typer(
    name="resume-gateway", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
for commands in (running, preparing, resumes, positions, keeping):
    app.add_typer(commands.app)


def main() -> None:
    """Run the command line."""
    # Next to nothing of what a start makes is garbage; looking for it takes a seventh of the time.
    gc.disable()
    app()
