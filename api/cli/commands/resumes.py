"""The commands that read resumes, send them, and give out what was corrected."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli.starting import keep_private, loading, or_exit, settings_of
from domain.exports.forms import ExportFormat

app = typer.Typer()


@app.command()
def analyze(
    files: Annotated[list[Path], typer.Argument(help="Resumes, or folders of them.", metavar="FILE...")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a file.")] = False,
    form: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format", help="Make a file for other programs; a single one goes to standard output."
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where the files of --format go, instead.")
    ] = None,
    today: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day on which ages are told.")
    ] = None,
) -> None:
    """Read resumes without a server."""
    if form is not None:
        _export(files, form, to)
        return
    if to is not None:
        raise typer.BadParameter("it goes with --format", param_hint="--to")
    with loading():
        import anyio

        from api.cli.batch import analyze_files

    try:
        day = date.fromisoformat(today) if today else date.today()  # noqa: DTZ011 - the user's own day
    except ValueError as error:
        raise typer.BadParameter(
            f"{today!r} is no date of the form YYYY-MM-DD", param_hint="--today"
        ) from error
    anyio.run(analyze_files, settings_of(), files, jsonl, day)


def _export(files: list[Path], form: ExportFormat, folder: Path | None) -> None:
    with loading():
        from api.cli.exporting import CannotExport, export_files

    try:
        failed = export_files(settings_of(), files, form, folder)
    except CannotExport as error:
        raise typer.BadParameter(str(error)) from error
    except OSError as error:
        typer.echo(f"{error.filename or folder}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from error
    if failed:
        raise typer.Exit(1)


@app.command()
def upload(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Resumes, ZIP archives of them, or folders.", metavar="FILE...", exists=True),
    ],
    server: Annotated[str, typer.Option(help="Address of the server, like https://resumes.example.com.")],
    token: Annotated[
        str | None, typer.Option(envvar="GATEWAY_TOKEN", help="Token of the user who is to have them.")
    ] = None,
    user: Annotated[str | None, typer.Option(help="Or that user's name; the password is asked for.")] = None,
    password: Annotated[
        str | None, typer.Option(envvar="GATEWAY_PASSWORD", help="Asked for; better not given here.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Store files once more that the user has stored already.")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a file.")] = False,
) -> None:
    """Upload resumes to a server, several at once.

    Broken off, it goes on when it is run again: what is there is not stored twice. It ends with 1 where a
    file was refused.
    """
    with loading():
        import anyio

        from api.cli.batch import expanded
        from api.cli.uploading import CannotUpload, upload_files

    if (token is None) == (user is None):
        raise typer.BadParameter("give one of --token and --user")
    if user is not None and password is None:
        password = typer.prompt("Password", hide_input=True, err=True)
    work = partial(
        upload_files,
        server,
        list(expanded(paths)),
        token=token,
        username=user,
        password=password,
        skip_known=not again,
        as_jsonl=jsonl,
    )
    try:
        all_taken = anyio.run(work)
    except CannotUpload as error:
        typer.echo(f"Nothing more can be uploaded: {error}", err=True)
        raise typer.Exit(1) from error
    if not all_taken:
        raise typer.Exit(1)


@app.command("export-corrections")
def export_corrections(
    path: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="File to write; standard output by default.")
    ] = None,
) -> None:
    """Print what people have corrected as labelled data for the readers, one JSON object a line.

    It holds personal data, and goes nowhere by itself.
    """
    settings = settings_of()
    with loading():
        import anyio

        from api.cli.labelling import write_corrections

    keep_private(settings)
    try:
        count = or_exit(lambda: anyio.run(write_corrections, settings, path))
    except OSError as error:
        typer.echo(f"{error.filename or path}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{count} corrections were written.", err=True)
