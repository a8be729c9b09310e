"""Fills a database with the demo's people. It reads resumes, which no other task of an operator loads."""

from __future__ import annotations

import anyio

from api.cli.demo import demo_people
from api.parts.database import Database, open_database
from api.parts.files import file_store
from api.settings import Settings
from domain.clock import utc_now
from domain.positions.catalogue import load_catalogue, positions_hash
from domain.users.passwords import Passwords
from persistence.demo import DemoLoader

DEMO_PASSWORD = "demo-password"  # noqa: S105 - a public one


async def fill_with_demo(settings: Settings, users: int, resumes: int) -> int:
    """Add invented users with analysed and matched resumes; return how many resumes.

    Raises:
        InvalidInput: The database holds real users.
    """
    with open_database(settings) as database:
        loader = DemoLoader(
            database.engine,
            files=file_store(settings, clock=utc_now),
            clock=utc_now,
            password_hash=await Passwords().hash(DEMO_PASSWORD),
            catalogue_version=await anyio.to_thread.run_sync(_catalogue_version, database),
        )
        return await loader.load(demo_people, users=users, resumes_each=resumes)


def _catalogue_version(database: Database) -> int:
    """Return the version of the catalogue with the bundled positions of this program."""
    with database.unit_of_work() as work:
        version = work.positions.note_bundled(positions_hash(load_catalogue()))
        work.commit()
    return version
