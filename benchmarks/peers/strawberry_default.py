"""The product's own schema, executed the way Strawberry does by default: what the compiler is measured by.

The same types, resolvers, batches and reads; only the server and the execution around them are Strawberry's.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypedDict

from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from api.authentication import bearer_token
from api.parts.files import file_store
from api.parts.running import running
from api.settings import Settings
from domain.auditing import NoAudit
from domain.candidates.service import CandidateService
from domain.clock import utc_now
from domain.exports.making import FileMaker
from domain.exports.occupations import OccupationReads
from domain.exports.service import ExportService
from domain.matches.matcher import Matcher
from domain.pages.service import PageService
from domain.pages.signing import Signer
from domain.positions.catalogue import load_catalogue
from domain.positions.files import PositionFiles
from domain.positions.importing.classifying import teller
from domain.positions.index import PositionIndex
from domain.positions.listing import PositionListing
from domain.resumes.bulk import BulkService
from domain.signing import Seal
from domain.turns import Turns
from domain.webhooks.service import WebhookService
from graphql_schema.context import Context
from graphql_schema.schema import schema
from persistence.database import open_engine
from persistence.jobs.queues import DeferredAlready
from persistence.reads.candidates import SqlCandidateReads
from persistence.reads.graph import SqlGraphReads
from persistence.reads.positions import SqlPositionReads
from persistence.reads.resume_pages import SqlPageReads
from persistence.statements import RowReader
from persistence.unit_of_work import unit_of_work_factory


def matching(index: PositionIndex) -> tuple[PositionIndex, Matcher]:
    """Return what positions would be matched with; nothing that is measured here asks for it."""
    return index, Matcher(index)


class Parts(TypedDict):
    """What a context is made of."""

    parts: Context


class Server(GraphQL[Context, None]):
    """Strawberry's ASGI server with the product's token check."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        """Return the product's own context."""
        shared: Context = request.scope["state"]["parts"]
        token = bearer_token(request.headers.get("authorization"))
        return Context(
            viewer=None if token is None else await shared.users.authenticate(token),
            caller="",
            users=shared.users,
            accounts=shared.accounts,
            resumes=shared.resumes,
            results=shared.results,
            bulk=shared.bulk,
            corrections=shared.corrections,
            pages=shared.pages,
            positions=shared.positions,
            position_files=shared.position_files,
            webhooks=shared.webhooks,
            graph=shared.graph,
            catalogue=shared.catalogue,
            candidates=shared.candidates,
            exports=shared.exports,
            occupations=shared.occupations,
            clock=shared.clock,
            request_id="",
        )


@contextlib.asynccontextmanager
async def lifespan(_app: Starlette) -> AsyncIterator[Parts]:
    """Open the product's parts."""
    settings = Settings(
        data_dir=Path(os.environ["GATEWAY_DATA_DIR"]),
        jwt_secret=SecretStr(os.environ["GATEWAY_JWT_SECRET"]),
        admin_bootstrap="off",
    )
    engine = open_engine(settings.resolved_database_url)
    catalogue = PositionListing(bundled=load_catalogue, reads=SqlPositionReads(engine), index=PositionIndex())
    graph = SqlGraphReads(engine)
    async with running(settings, clock=utc_now) as state:
        yield {
            "parts": Context(
                viewer=None,
                caller="",
                users=state["users"],
                accounts=state["account_deletion"],
                resumes=state["resumes"],
                results=state["results"],
                bulk=BulkService(
                    unit_of_work=unit_of_work_factory(engine),
                    reads=graph.resumes,
                    files=file_store(settings, clock=utc_now),
                    queue=DeferredAlready(),
                ),
                corrections=state["corrections"],
                pages=PageService(
                    reads=SqlPageReads(RowReader(engine)),
                    signer=Signer(secrets=[settings.secret()], clock=utc_now),
                ),
                positions=state["positions"],
                position_files=PositionFiles(
                    positions=state["positions"],
                    files=file_store(settings, clock=utc_now),
                    seal=Seal(secrets=settings.secrets(), purpose=b""),
                    clock=utc_now,
                    upload_max_bytes=settings.upload_max_bytes,
                ),
                webhooks=WebhookService(unit_of_work=unit_of_work_factory(engine), clock=utc_now),
                graph=graph,
                catalogue=catalogue,
                candidates=CandidateService(
                    reads=SqlCandidateReads(engine),
                    open_matching=lambda: matching(PositionIndex()),
                    tell=teller(()),
                    audit=NoAudit(),
                ),
                exports=ExportService(
                    reads=graph.resumes, audit=NoAudit(), turns=Turns(), maker=FileMaker(tell=teller(()))
                ),
                occupations=OccupationReads(reads=graph.resumes, tell=teller(()), turns=Turns()),
                clock=utc_now,
                request_id="",
            )
        }
    engine.dispose()


app = Starlette(routes=[Route("/graphql", Server(schema, graphql_ide=None))], lifespan=lifespan)
