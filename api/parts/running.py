"""The running program: every part, opened in its order and closed in the reverse one."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from functools import partial

import anyio

from api.parts.database import open_database
from api.parts.graphql import graphql_app
from api.parts.positions import position_parts
from api.parts.resumes import running_resumes
from api.parts.users import user_service
from api.settings import Settings
from api.state import State
from domain.clock import Clock

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def running(settings: Settings, *, clock: Clock) -> AsyncIterator[State]:
    """Open every part, take up unfinished work, and close all in reverse order."""
    async with contextlib.AsyncExitStack() as stack:
        opening = partial(stack.enter_context, open_database(settings))
        database = await anyio.to_thread.run_sync(opening)
        users = user_service(settings, database, clock=clock)
        building = partial(position_parts, settings, database, clock=clock)
        positions = await anyio.to_thread.run_sync(building)
        resumes = await stack.enter_async_context(running_resumes(settings, database, positions, clock=clock))
        if settings.allows_admin_bootstrap:
            logger.warning(
                "until there is an administrator, anybody who reaches this server may register as one "
                "(GATEWAY_ADMIN_BOOTSTRAP)"
            )
        positions.follower.start(changed=resumes.refresher.look_again)
        stack.push_async_callback(positions.follower.stop)
        yield State(
            settings=settings,
            clock=clock,
            users=users,
            resumes=resumes.service,
            results=resumes.results,
            positions=positions.service,
            checks={
                "database": database.reads.check,
                "storage": resumes.files.check,
                "analyser": resumes.reader.check,
            },
            graphql=graphql_app(
                settings, database, users=users, positions=positions, resumes=resumes, clock=clock
            ),
        )
