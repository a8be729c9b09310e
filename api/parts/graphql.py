"""What serves /graphql: settings → options, token → viewer, parts → context."""

from __future__ import annotations

import os
from collections.abc import Awaitable
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from starlette.types import Scope

from api.addresses import client_address, client_neighbourhood
from api.authentication import bearer_token
from api.edge.approaches import Approaches
from api.parts.accounts import AccountParts
from api.parts.database import Database
from api.parts.operations import WatchedExecutor
from api.parts.positions import PositionParts
from api.parts.resumes import ResumeParts
from api.sessions import BrowserSessions, session_of
from api.settings import Settings
from api.telemetry.watching import Telemetry
from domain import policies
from domain.auditing import Audit
from domain.candidates.service import CandidateService
from domain.clock import Clock
from domain.exports.making import FileMaker
from domain.exports.occupations import OccupationReads
from domain.exports.service import ExportService
from domain.pages.service import PageService
from domain.policies import Audience
from domain.positions.files import PositionFiles
from domain.resumes.bulk import BulkService
from domain.turns import Turns
from domain.users.service import UserService
from domain.viewers import Viewer
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.trusted import BuiltDocuments, load_trusted_documents
from graphql_schema.compiler import Compiler
from graphql_schema.context import Context
from graphql_schema.execution import Executor
from graphql_schema.reading import rule_of
from graphql_schema.schema import schema
from graphql_schema.transport.endpoint import HttpOptions
from graphql_schema.transport.live import LiveOptions
from graphql_schema.transport.mount import GraphQLApp, GraphQLOptions
from persistence.reads.graph import SqlGraphReads


def graphql_app(
    settings: Settings,
    database: Database,
    *,
    users: UserService,
    accounts: AccountParts,
    audit: Audit,
    positions: PositionParts,
    position_files: PositionFiles,
    candidates: CandidateService,
    resumes: ResumeParts,
    pages: PageService,
    approaches: Approaches,
    clock: Clock,
    telemetry: Telemetry,
) -> GraphQLApp:
    """Return what serves /graphql. Raises `ValueError` where the trusted documents are wrong."""
    graph = SqlGraphReads(database.reading_engine)
    turns = Turns()
    # Not those of the compiler: an operation may hold one of them while it runs.
    exports = ExportService(
        reads=graph.resumes,
        audit=audit,
        turns=Turns(),
        maker=FileMaker(tell=positions.tell, pdf_font=settings.pdf_font),
    )
    occupations = OccupationReads(reads=graph.resumes, tell=positions.tell, turns=Turns())

    bulk = BulkService(
        unit_of_work=database.unit_of_work,
        reads=graph.resumes,
        files=resumes.files,
        queue=resumes.queue,
        audit=audit,
    )

    def authenticate(authorization: str | None) -> Awaitable[Viewer | None]:
        token = bearer_token(authorization)
        return _nobody() if token is None else users.authenticate(token)

    def make_context(*, viewer: Viewer | None, caller: str, request_id: str, scope: Scope) -> Context:
        return Context(
            viewer=viewer,
            caller=caller,
            users=users,
            accounts=accounts.deletion,
            resumes=resumes.service,
            results=resumes.results,
            bulk=bulk,
            corrections=resumes.corrections,
            pages=pages,
            positions=positions.service,
            position_files=position_files,
            webhooks=resumes.webhooks,
            graph=graph,
            catalogue=positions.listing,
            candidates=candidates,
            exports=exports,
            occupations=occupations,
            clock=clock,
            request_id=request_id,
            address=client_address(scope),
            approach=partial(approaches.of, scope),
            session=None if viewer is None else session_of(scope),
            audit=audit,
        )

    return GraphQLApp(
        schema._schema,
        _executor(settings, turns, telemetry),
        authenticate=authenticate,
        make_context=make_context,
        address_of=client_neighbourhood,
        options=graphql_options(settings),
        cookies=BrowserSessions(users, root_path=settings.root_path) if settings.dashboard else None,
    )


async def _nobody() -> None:
    """Nobody is behind no token."""


def _executor(settings: Settings, turns: Turns, telemetry: Telemetry) -> Executor:
    compiler = Compiler(schema, turns=turns, release=_release)
    if not telemetry.watches:
        return Executor(schema._schema, compiler=compiler, turns=turns)
    folder = settings.graphql_documents
    trusted = [] if folder is None else list(load_trusted_documents(folder).values())
    if (built := _built_documents(settings)) is not None:
        trusted += built.texts
    return WatchedExecutor(
        schema._schema, compiler=compiler, turns=turns, telemetry=telemetry, trusted=trusted
    )


def _release() -> str:
    """Return another text after each change of the program, also of one that is worked on."""
    digest = blake2b(version("resume-gateway").encode())
    for package in ("domain", "graphql_schema", "persistence"):
        for folder, _, names in os.walk(Path(__file__).parents[2] / package):
            for name in sorted(names):
                if name.endswith(".py"):
                    found = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - hundreds of them
                    digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def graphql_options(settings: Settings) -> GraphQLOptions:
    """Return the settings in the form that GraphQL knows."""
    return GraphQLOptions(
        limits=Limits(
            tokens=settings.graphql_max_tokens,
            operations=settings.graphql_max_operations,
            selections=settings.graphql_max_selections,
            comparisons=settings.graphql_max_comparisons,
            depth=settings.graphql_max_depth,
            aliases=settings.graphql_max_aliases,
            directives=settings.graphql_max_directives,
            page_size=settings.graphql_max_page_size,
            cost=settings.graphql_max_cost,
        ),
        http=HttpOptions(
            body_bytes=settings.body_max_bytes,
            upload_bytes=max(settings.uploads_max_bytes, settings.upload_max_bytes),
            batch=settings.graphql_batch,
            explorer=f"{settings.root_path}/graphiql" if settings.graphiql else None,
            without_login=_without_login(),
        ),
        live=LiveOptions(
            per_user=settings.graphql_streams_per_user,
            subscriptions=settings.graphql_subscriptions_per_socket,
            message_bytes=settings.body_max_bytes,
        ),
        introspection=Audience(settings.introspection),
        trusted_documents=settings.graphql_documents,
        built_documents=_built_documents(settings),
        trusted_only=settings.graphql_documents_only,
        persisted_queries=settings.graphql_persisted_queries,
        points_per_minute=settings.graphql_points_per_minute if settings.limits_rates else 0,
    )


def _built_documents(settings: Settings) -> BuiltDocuments | None:
    """Return those of the dashboard, where it is served."""
    return BuiltDocuments(settings.dashboard_documents) if settings.dashboard else None


def _without_login() -> frozenset[str]:
    """Return the mutations that look at no token."""
    mutations = schema._schema.mutation_type
    assert mutations is not None
    rules = {name: rule_of(field) for name, field in mutations.fields.items()}
    return frozenset(
        name
        for name, rule in rules.items()
        if isinstance(rule, policies.ForEverybody) and rule.login is policies.Login.NEEDLESS
    )
