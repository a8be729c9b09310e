"""The commands that make ready what a server works on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.starting import keep_private, loading, or_exit, settings_of

app = typer.Typer()


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
