"""The commands that bring postings in and take them back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.starting import keep_private, loading, or_exit, settings_of

app = typer.Typer()


@app.command("import-positions")
def import_positions(
    file: Annotated[
        Path,
        typer.Argument(help="CSV, TSV, JSON or XLSX.", metavar="FILE", exists=True, dir_okay=False),
    ],
    source: Annotated[str, typer.Option(help="Name under which the positions are known.")],
    encoding: Annotated[str | None, typer.Option(help="Of a text file; told from its content.")] = None,
    mappings: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="THEIRS=OURS",
            help="Which column holds which field; `-` ignores one. Repeatable.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Remove positions of the source that the file does not have.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be done, with the first rows.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="CSV file for every row that is rejected.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Of a workbook; the first with a column of titles.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option(help="Of pay that names none, like USD; by default CNY.")
    ] = None,
) -> None:
    """Bring postings of your own into the catalogue; a running server takes them up within seconds.

    Running it again changes nothing, and completes one that was broken off. It ends with 1 where no row
    could be imported.
    """
    settings = settings_of()
    with loading():
        from api.cli.importing import ImportOptions, import_file

    keep_private(settings)
    options = ImportOptions(file, source, encoding, mappings or [], replace, dry_run, report, sheet, currency)
    try:
        counts = or_exit(lambda: import_file(settings, options))
    except OSError as error:
        typer.echo(f"{error.filename or file}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from error
    if not counts.accepted:
        raise typer.Exit(1)


@app.command("delete-positions")
def delete_positions(
    source: Annotated[str, typer.Option(help="Name under which the positions were imported.")],
) -> None:
    """Take an import back: delete all positions of a source; a running server drops them within seconds."""
    settings = settings_of()
    with loading():
        from api.cli.importing import delete_source

    keep_private(settings)
    count = or_exit(lambda: delete_source(settings, source))
    typer.echo(f"{count} positions of {source} were deleted.")
