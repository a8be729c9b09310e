"""`create_app(settings)`: the one place that joins the parts."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from functools import partial

import anyio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from api import graphql
from api.errors import domain_error, http_error, unexpected_error
from api.routes import analyses, resumes, system, users
from api.routes.graphiql import graphiql_routes
from api.settings import Settings
from api.state import State
from domain.analyses.ports import ResumeReader
from domain.analyses.reading import SandboxedReader
from domain.clock import Clock, utc_now
from domain.documents.isolation.sandbox import Sandbox
from domain.errors import DomainError
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.positions.listing import PositionListing
from domain.positions.saved_index import SavedIndex
from domain.positions.service import PositionService
from domain.resumes.analysing import MATCH_COUNT, AnalysisService
from domain.resumes.refreshing import CatalogueRefresher
from domain.resumes.service import ResumeService
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import Tokens
from persistence.database import open_engine
from persistence.embedded_queue import EmbeddedQueue
from persistence.events import LocalEvents
from persistence.files import ObjectFileStore
from persistence.graph_reads import SqlGraphReads
from persistence.migrations import migrate
from persistence.position_reads import SqlPositionReads
from persistence.positions import SqlCatalogueReads
from persistence.reads import SqlReads
from persistence.unit_of_work import unit_of_work_factory

logger = logging.getLogger(__name__)


class GatewayApp(Starlette):
    """The routes, with a short way to the busiest one.

    Routing and middleware take a quarter of a small GraphQL request, and `/graphql` needs neither: it
    answers every error by itself.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == graphql.PATH:
            await scope["state"]["graphql"](scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings, *, clock: Clock = utc_now) -> Starlette:
    """Return the application; its parts are opened and closed by its lifespan."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[State]:
        async with running(settings, clock=clock) as state:
            yield state

    described = [*users.routes, *resumes.routes, *analyses.routes]
    explorer = graphiql_routes(settings.dashboard_dir) if settings.graphiql else []
    app = GatewayApp(
        routes=[
            *graphql.routes,
            *described,
            *system.routes,
            *system.documentation_routes(described),
            *explorer,
        ],
        lifespan=lifespan,
        exception_handlers={
            DomainError: domain_error,
            HTTPException: http_error,
            Exception: unexpected_error,
        },
    )
    # A redirect to the path without its last slash would be an answer that is not JSON.
    app.router.redirect_slashes = False
    return app


async def warm_up(reader: ResumeReader) -> None:
    """Have the processes that read files ready before the first file comes."""
    if not await reader.check():
        logger.warning("no process that reads files can be started; uploads will fail")


@contextlib.asynccontextmanager
async def running(settings: Settings, *, clock: Clock) -> AsyncIterator[State]:
    """Open every part, take up unfinished work, and close all in reverse order."""
    tokens = Tokens(secret=settings.secret(), lifetime_seconds=settings.token_lifetime_seconds, clock=clock)
    async with contextlib.AsyncExitStack() as stack:
        engine = await anyio.to_thread.run_sync(open_engine, settings.resolved_database_url)
        stack.callback(engine.dispose)
        # Reads on the event loop have connections of their own: they never wait for a writer's.
        reading_engine = await anyio.to_thread.run_sync(open_engine, settings.resolved_database_url)
        stack.callback(reading_engine.dispose)
        await anyio.to_thread.run_sync(migrate, engine)
        sandbox = Sandbox(
            workers=settings.analysis_workers,
            time_limit_seconds=settings.analysis_timeout_seconds,
            slow_time_limit_seconds=settings.analysis_slow_timeout_seconds,
            memory_limit_bytes=settings.analysis_memory_bytes,
            ocr_workers=settings.ocr_workers,
            ocr_time_limit_seconds=settings.ocr_timeout_seconds,
            ocr_memory_limit_bytes=settings.ocr_memory_bytes,
        )
        stack.callback(sandbox.close)
        unit_of_work, reads = unit_of_work_factory(engine), SqlReads(reading_engine)
        files = ObjectFileStore(settings.resolved_storage_url, clock=clock)
        reader = SandboxedReader(sandbox)
        # More tasks than processes: a file on its long second try holds no place in the queue.
        queue = EmbeddedQueue(workers=settings.analysis_workers * 4)
        user_service = UserService(
            unit_of_work=unit_of_work,
            reads=reads,
            passwords=Passwords(),
            tokens=tokens,
            clock=clock,
            password_min_length=settings.password_min_length,
            admin_bootstrap=settings.allows_admin_bootstrap,
        )
        catalogue = load_catalogue()
        position_service = PositionService(
            unit_of_work=unit_of_work, clock=clock, upload_max_bytes=settings.upload_max_bytes
        )
        catalogue_reads = SqlCatalogueReads(engine)
        saved = SavedIndex(
            settings.data_dir / "positions", catalogue, database=settings.resolved_database_url
        )
        newest = await anyio.to_thread.run_sync(catalogue_reads.version)
        indexed = await anyio.to_thread.run_sync(partial(saved.open, newest=newest))
        matcher = Matcher(saved.index)
        refresher = CatalogueRefresher(
            reads=catalogue_reads,
            unit_of_work=unit_of_work,
            index=saved.index,
            matcher=matcher,
            bundled_hash=saved.bundled_hash,
            match_count=MATCH_COUNT,
            version=indexed,
            settled=saved.save,
        )
        resume_service = ResumeService(
            unit_of_work=unit_of_work,
            reads=reads,
            files=files,
            queue=queue,
            clock=clock,
            upload_max_bytes=settings.upload_max_bytes,
        )
        analysis_service = AnalysisService(
            unit_of_work=unit_of_work,
            reads=reads,
            files=files,
            reader=reader,
            matcher=matcher,
            events=LocalEvents(),
            resumes=resume_service,
            clock=clock,
            wait_seconds=settings.analysis_wait_seconds,
            catalogue=refresher,
        )
        warming = asyncio.create_task(warm_up(reader))
        stack.callback(warming.cancel)
        queue.start(analysis_service.analyse)
        stack.push_async_callback(queue.stop)
        taken_up = await resume_service.resume_unfinished()
        swept = await resume_service.sweep_files()
        if taken_up or swept:
            logger.info("took up %d unfinished resumes, removed %d files without a resume", taken_up, swept)
        if settings.allows_admin_bootstrap:
            logger.warning(
                "until there is an administrator, anybody who reaches this server may register as one "
                "(GATEWAY_ADMIN_BOOTSTRAP)"
            )
        refresher.start()
        stack.push_async_callback(refresher.stop)
        yield State(
            settings=settings,
            clock=clock,
            users=user_service,
            resumes=resume_service,
            analyses=analysis_service,
            positions=position_service,
            checks={"database": reads.check, "storage": files.check, "analyser": reader.check},
            graphql=graphql.graphql_app(
                settings,
                users=user_service,
                resumes=resume_service,
                analyses=analysis_service,
                positions=position_service,
                graph=SqlGraphReads(reading_engine),
                catalogue=PositionListing(
                    bundled=catalogue, reads=SqlPositionReads(reading_engine), index=saved.index
                ),
                clock=clock,
            ),
        )
