"""What an operator does on the machine itself."""

from __future__ import annotations

import os

import anyio
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.cli.demo import demo_people
from api.parts.database import Database, open_database
from api.parts.files import WrongFileKeys, file_keys, file_store, storage
from api.parts.users import user_service
from api.settings import ENV_PREFIX, Settings
from domain.clock import utc_now
from domain.positions.catalogue import load_catalogue, positions_hash
from domain.users.passwords import Passwords
from persistence.copying_files import Copied, copy_files
from persistence.database import open_engine
from persistence.demo import DemoLoader
from persistence.encryption import PLAIN, new_key
from persistence.migrations import current_revision, migrate
from persistence.object_stores import told
from persistence.reencrypting import Counts, reencrypt
from persistence.storage import Storage

DEMO_PASSWORD = "demo-password"  # noqa: S105 - a public one


class AdminPassword(BaseSettings):
    """The password for `create-admin`; no setting of the server."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX)

    admin_password: SecretStr | None = None


async def make_admin(settings: Settings, username: str, password: str) -> None:
    """Add an administrator to the database. Raises what `UserService.register` raises."""
    with open_database(settings) as database:
        users = user_service(settings, database, clock=utc_now)
        await users.create_admin(username=username, password=password)


def migrate_database(settings: Settings) -> str:
    """Apply missing migrations and tell the result."""
    engine = open_engine(settings.resolved_database_url)
    try:
        before = current_revision(engine)
        migrate(engine)
        after = current_revision(engine)
    finally:
        engine.dispose()
    return (
        f"The database is at {after}." if before == after else f"The database went from {before} to {after}."
    )


async def fill_with_demo(settings: Settings, users: int, resumes: int) -> int:
    """Add invented users with analysed and matched resumes; return how many resumes.

    Raises:
        InvalidInput: The database holds real users.
    """
    with open_database(settings) as database:
        people = await anyio.to_thread.run_sync(demo_people)
        loader = DemoLoader(
            database.engine,
            files=file_store(settings, clock=utc_now),
            clock=utc_now,
            password_hash=await Passwords().hash(DEMO_PASSWORD),
            catalogue_version=await anyio.to_thread.run_sync(_catalogue_version, database),
        )
        return await loader.load(people, users=users, resumes_each=resumes)


def new_file_key() -> str:
    """Return a new key of stored files, as the setting takes it."""
    return new_key(utc_now())


def reencrypt_stored(settings: Settings, *, to_plain: bool) -> Counts:
    """Write every stored file anew. Raises `WrongFileKeys`."""
    keys = file_keys(settings)
    if to_plain:
        if not keys.reads_plain:
            raise WrongFileKeys(
                "GATEWAY_FILE_KEYS must list `plain`: a server could not read what is written."
            )
        keys = keys.writing(PLAIN)
    with open_database(settings) as database:

        def known(storage_keys: list[str]) -> set[str]:
            with database.unit_of_work() as work:
                return work.resumes.storage_keys(storage_keys)

        with told():
            return reencrypt(storage(settings), keys, known=known)


def copy_stored(source: str, target: str, *, timeout_seconds: float, removes: bool) -> Copied:
    """Copy stored files from one URL to another.

    Raises `StoreUnusable`, `FilesDiffer`, `Unavailable`, `OSError`.
    """
    # Whatever folder they go to, only the caller may read them there.
    os.umask(0o077)
    stores = [Storage(url, timeout_seconds=timeout_seconds) for url in (source, target)]
    stores[1].check()
    with told():
        return copy_files(*stores, removes=removes)


def _catalogue_version(database: Database) -> int:
    """Return the version of the catalogue with the bundled positions of this program."""
    with database.unit_of_work() as work:
        version = work.positions.note_bundled(positions_hash(load_catalogue()))
        work.commit()
    return version
