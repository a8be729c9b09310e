"""The commands that run the program."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.starting import keep_private, loading, or_exit, prepare, settings_of

app = typer.Typer()


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
