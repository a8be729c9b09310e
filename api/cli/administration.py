"""What an operator does on the machine itself."""

from __future__ import annotations

import os
from collections import Counter

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.parts.database import open_database
from api.parts.files import WrongFileKeys, file_keys, storage
from api.parts.users import user_service
from api.settings import ENV_PREFIX, Settings
from domain.clock import utc_now
from persistence.copying_files import Copied as Copied
from persistence.copying_files import copy_files
from persistence.database import open_engine
from persistence.encryption import PLAIN
from persistence.migrations import current_revision, migrate
from persistence.object_stores import told
from persistence.reencrypting import Counts, reencrypt
from persistence.storage import Storage


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


def copy_stored(source: str, target: str, *, timeout_seconds: float, removes: bool) -> Counter[Copied]:
    """Copy stored files from one URL to another.

    Raises `StoreUnusable`, `FilesDiffer`, `Unavailable`, `OSError`.
    """
    # Whatever folder they go to, only the caller may read them there.
    os.umask(0o077)
    stores = [Storage(url, timeout_seconds=timeout_seconds) for url in (source, target)]
    stores[1].check()
    with told():
        return copy_files(*stores, removes=removes)
