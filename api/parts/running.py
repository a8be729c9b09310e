"""The running program: every part, opened in its order and closed in the reverse one."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from functools import partial
from typing import TYPE_CHECKING

import anyio

from api.edge.approaches import Approaches, code_of
from api.parts.accounts import account_parts
from api.parts.database import Database, open_database
from api.parts.graphql import graphql_app
from api.parts.jobs import job_worker
from api.parts.limiting import open_limiter
from api.parts.pages import running_pages
from api.parts.positions import position_files, position_parts
from api.parts.resumes import running_resumes
from api.parts.users import user_service
from api.readiness import Readiness
from api.settings import Settings
from api.state import State
from api.stopping import Stopping
from api.telemetry.watching import NOT_TOLD, Telemetry
from domain.candidates.service import CandidateService
from domain.clock import Clock
from domain.policies import Bootstrap
from domain.users.service import UserService
from persistence.auditing import AuditTrail
from persistence.readiness import DatabaseCheck, MigrationCheck
from persistence.reads.candidates import SqlCandidateReads

if TYPE_CHECKING:
    from persistence.jobs.worker import JobWorker

logger = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def running(
    settings: Settings,
    *,
    clock: Clock,
    telemetry: Telemetry = NOT_TOLD,
    stopping: Stopping | None = None,
) -> AsyncIterator[State]:
    """Open every part, take up unfinished work, and close all in reverse order."""
    stopping = stopping or Stopping(seconds=settings.stop_seconds)
    async with contextlib.AsyncExitStack() as stack:
        opening = partial(stack.enter_context, open_database(settings, traces=telemetry.traces))
        database = await anyio.to_thread.run_sync(opening)
        counting = stack.enter_context(open_limiter(settings, database))
        audit = AuditTrail(database.engine, clock=clock, days=settings.audit_days)
        audit.start()
        stack.push_async_callback(audit.stop)
        users = user_service(settings, database, clock=clock, limiter=counting, audit=audit)
        building = partial(position_parts, settings, database, clock=clock, audit=audit)
        positions = await anyio.to_thread.run_sync(building)
        resumes = await stack.enter_async_context(
            running_resumes(
                settings,
                database,
                positions,
                clock=clock,
                limiter=counting,
                audit=audit,
                worker=_worker_inside(settings, database),
                watch=telemetry,
                stopping=stopping,
            )
        )
        accounts = account_parts(
            database, users=users, files=resumes.files, clock=clock, limiter=counting, audit=audit
        )
        pages = await stack.enter_async_context(
            running_pages(
                settings,
                database,
                files=resumes.files,
                users=users,
                clock=clock,
                limiter=counting,
                audit=audit,
                stopping=stopping,
            )
        )
        approaches = Approaches(await _first_admin(settings, users))
        positions.follower.start(changed=resumes.catalogue.look_again)
        stack.push_async_callback(positions.follower.stop)
        candidates = CandidateService(
            reads=SqlCandidateReads(database.engine),
            open_matching=positions.open_matching,
            tell=positions.tell,
            audit=audit,
        )
        stack.push_async_callback(candidates.stop)
        exposed = None
        if telemetry.tally is not None:
            from api.parts.metrics import open_metrics

            exposed = stack.enter_context(open_metrics(settings, telemetry.tally, database, clock=clock))
        graphql = graphql_app(
            settings,
            database,
            users=users,
            accounts=accounts,
            audit=audit,
            positions=positions,
            candidates=candidates,
            position_files=position_files(
                settings, positions, files=resumes.files, clock=clock, limiter=counting
            ),
            resumes=resumes,
            pages=pages.service,
            approaches=approaches,
            clock=clock,
            telemetry=telemetry,
        )
        stopping.tell(graphql.end_streams)
        yield State(
            settings=settings,
            clock=clock,
            users=users,
            approaches=approaches,
            account_export=accounts.export,
            account_deletion=accounts.deletion,
            resumes=resumes.service,
            results=resumes.results,
            corrections=resumes.corrections,
            files=pages.files,
            positions=positions.service,
            readiness=Readiness(
                {
                    "database": DatabaseCheck(database.engine).check,
                    "migrations": MigrationCheck(database.engine).check,
                    "storage": resumes.files.check,
                    "analyser": resumes.check_analyser,
                },
                stopping=lambda: stopping.has_begun,
            ),
            sandbox_missing=lambda: resumes.reader.missing,
            graphql=graphql,
            metrics=exposed,
        )


def _worker_inside(settings: Settings, database: Database) -> JobWorker | None:
    """Return what runs jobs beside the requests, where it is not left to other processes."""
    if database.engine.dialect.name == "sqlite" or not settings.serve_jobs:
        return None
    return job_worker(settings)


async def _first_admin(settings: Settings, users: UserService) -> str | None:
    """Tell the operator how the first administrator comes, while there is none; return the code, if any."""
    if isinstance(settings.admin_bootstrap, bool):
        meaning = settings.bootstrap.value
        logger.warning("GATEWAY_ADMIN_BOOTSTRAP is local, code or off now; it is read as %s", meaning)
    if not await users.awaits_admin():
        return None
    if settings.bootstrap is Bootstrap.LOCAL:
        logger.warning(
            "until there is an administrator, anybody on this machine may register as one "
            "(GATEWAY_ADMIN_BOOTSTRAP=local)"
        )
        return None
    code = code_of(settings.secret())
    logger.warning(
        "until there is an administrator, whoever sends the header X-Admin-Code: %s may register as one "
        "(GATEWAY_ADMIN_BOOTSTRAP=code)",
        code,
    )
    return code
