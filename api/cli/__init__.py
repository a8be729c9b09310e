"""`resume-gateway`: serve, worker, create-admin, migrate, analyze, import-positions, reencrypt and more."""

from __future__ import annotations

import gc
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.cli.starting import check_files, keep_private, loading, or_exit, prepare, settings_of
from domain.exports.forms import ExportFormat

app = typer.Typer(
    name="resume-gateway", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


def main() -> None:
    """Run the command line."""
    # Next to nothing of what a start makes is garbage; looking for it takes a seventh of the time.
    gc.disable()
    app()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [GATEWAY_HOST].")] = None,
    port: Annotated[int | None, typer.Option(help="TCP port to listen on [GATEWAY_PORT].")] = None,
    jobs: Annotated[
        bool | None,
        typer.Option("--jobs/--no-jobs", help="On PostgreSQL, work on jobs too [GATEWAY_SERVE_JOBS]."),
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that serve [GATEWAY_WORKERS].")] = None,
) -> None:
    """Serve REST and GraphQL until stopped."""
    settings = settings_of(host=host, port=port, serve_jobs=jobs, workers=workers)
    # Not `loading`: the server looks for garbage as soon as all its parts are there.
    from api.cli.serving import serve_until_stopped
    from api.logs import configure_logging

    configure_logging(settings.log_level, settings.log_format)
    keep_private(settings)
    serve_until_stopped(settings, prepare)


@app.command("worker")
def work_on_jobs(
    concurrency: Annotated[
        int | None, typer.Option(help="Resumes in work at once [GATEWAY_WORKER_CONCURRENCY].")
    ] = None,
    queues: Annotated[
        str | None, typer.Option(metavar="NAME,…", help="What to work on; by default everything.")
    ] = None,
) -> None:
    """Work on the jobs of a PostgreSQL database until stopped: analyses, matches, housekeeping."""
    # However many processes serve, this is one.
    settings = settings_of(worker_concurrency=concurrency, workers=1)
    with loading():
        import anyio

        from api.cli.working import CannotWork, new_worker, work
        from api.logs import configure_logging

    configure_logging(settings.log_level, settings.log_format)
    try:
        worker = new_worker(settings, queues.split(",") if queues else None)
    except CannotWork as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from error
    keep_private(settings)
    prepare(settings)
    or_exit(lambda: anyio.run(work, settings, worker))


@app.command("create-admin")
def create_admin(username: Annotated[str, typer.Argument(help="Name of the new administrator.")]) -> None:
    """Make an administrator; the password comes from GATEWAY_ADMIN_PASSWORD or is asked for."""
    settings = settings_of()
    with loading():
        import anyio

        from api.cli.administration import AdminPassword, make_admin

    keep_private(settings)
    password = AdminPassword().admin_password
    secret = (
        password.get_secret_value()
        if password is not None
        else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    )
    or_exit(lambda: anyio.run(make_admin, settings, username, secret))
    typer.echo(f"{username} is an administrator.")


@app.command()
def migrate() -> None:
    """Bring the database to the newest form; a server does so by itself when it starts."""
    settings = settings_of()
    with loading():
        from api.cli.administration import migrate_database

    keep_private(settings)
    typer.echo(or_exit(lambda: migrate_database(settings)))


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
    with loading():
        import anyio

        from api.cli.batch import analyze_files

    if form is not None:
        _export(files, form, to)
        return
    if to is not None:
        raise typer.BadParameter("it goes with --format", param_hint="--to")

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


@app.command("export-schema")
def export_schema(
    path: Annotated[Path | None, typer.Argument(help="File to write; standard output by default.")] = None,
) -> None:
    """Print the GraphQL schema."""
    with loading():
        from graphql_schema.schema import schema

    text = schema.as_str().rstrip() + "\n"
    if path is None:
        typer.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")


@app.command()
def demo(
    users: Annotated[int, typer.Option(min=1, max=100_000, help="How many users.")] = 3,
    resumes: Annotated[int, typer.Option(min=1, max=10_000, help="Resumes of each user.")] = 4,
) -> None:
    """Fill an empty database with invented people to explore: demo1, demo2, …, password demo-password."""
    settings = settings_of()
    with loading():
        import anyio

        from api.cli.filling import fill_with_demo

    keep_private(settings)
    made = or_exit(lambda: anyio.run(fill_with_demo, settings, users, resumes))
    typer.echo(f"{made} resumes of {users} users. Log in as demo1 with the password demo-password.")


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
