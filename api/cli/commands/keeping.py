"""The commands that move what is stored, or write it anew."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.starting import check_files, keep_private, loading, or_exit, settings_of

app = typer.Typer()


@app.command("copy-database")
def copy_database(
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the database that is copied.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of the one that is to hold the same.")],
    files_from: Annotated[
        str | None, typer.Option(help="Storage of the files; GATEWAY_STORAGE_URL by default.")
    ] = None,
    files_to: Annotated[
        str | None, typer.Option(help="Another storage, where the files are to go as well.")
    ] = None,
) -> None:
    """Copy a database into an empty one, SQLite or PostgreSQL, and compare both by counts and checksums.

    Stop the servers and workers first. Broken off, it goes on when it is run again. It ends with 1 where the
    two are not the same.
    """
    settings = settings_of()
    stores = [
        settings_of(storage_url=url).resolved_storage_url if url is not None else None
        for url in (files_from, files_to)
    ]
    with loading():
        from api.cli.copying import NotCopied, copy_all

    keep_private(settings)
    try:
        or_exit(
            lambda: copy_all(
                source,
                target,
                files_from=stores[0] or settings.resolved_storage_url,
                files_to=stores[1],
                settings=settings,
            )
        )
    except NotCopied as error:
        typer.echo(f"The copy is not finished: {error}.", err=True)
        raise typer.Exit(1) from error


@app.command("copy-files")
def copy_files(
    source: Annotated[
        str,
        typer.Argument(help="file://, s3://, gs:// or az:// URL, as GATEWAY_STORAGE_URL.", metavar="FROM"),
    ],
    target: Annotated[str, typer.Argument(help="The same, of where they go.", metavar="TO")],
    delete: Annotated[
        bool, typer.Option("--delete", help="Remove there what is not here any more, as for a backup.")
    ] = False,
) -> None:
    """Copy stored files to another store, as they are: what is encrypted needs the same keys there.

    Broken off, it goes on when it is run again: what is there is not copied twice.
    """
    with loading():
        from api.cli.administration import Copied, copy_stored

    for url in (source, target):
        settings_of(storage_url=url)
    seconds = settings_of().storage_timeout_seconds
    try:
        found = or_exit(lambda: copy_stored(source, target, timeout_seconds=seconds, removes=delete))
    except OSError as error:
        typer.echo(f"{error.filename or 'The files'}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(
        f"{found[Copied.COPIED]} files were copied, {found[Copied.ALREADY]} were there already, "
        f"{found[Copied.GONE]} were deleted meanwhile, {found[Copied.REMOVED]} were removed there."
    )


@app.command("new-file-key")
def new_file_key() -> None:
    """Print a new key for GATEWAY_FILE_KEYS; keep a copy where the stored files are not."""
    with loading():
        from api.cli.keys import new_file_key as made

    typer.echo(made())


@app.command("reencrypt")
def reencrypt_files(
    plain: Annotated[
        bool, typer.Option("--plain", help="Decrypt them instead; GATEWAY_FILE_KEYS must list `plain`.")
    ] = False,
) -> None:
    """Write every stored file with the first of GATEWAY_FILE_KEYS, beside a running server.

    Broken off, it goes on when it is run again. It ends with 1 where a file could not be read.
    """
    settings = settings_of()
    with loading():
        from api.cli.administration import reencrypt_stored

    keep_private(settings)
    check_files(settings)
    counts = or_exit(lambda: reencrypt_stored(settings, to_plain=plain))
    typer.echo(
        f"{counts.written} files were written anew, {counts.already} already were as they should be, "
        f"{counts.ownerless} belong to no resume and were left, {counts.failed} could not be read."
    )
    if counts.failed:
        raise typer.Exit(1)
