"""The whole domain over an empty database, asked in GraphQL without a server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from unittest.mock import patch

import orjson
from graphql import OperationDefinitionNode, parse
from sqlalchemy import Engine
from starlette.datastructures import UploadFile

from domain.accounts.deleting import AccountDeletion
from domain.analyses.models import Analysis
from domain.candidates.service import CandidateService
from domain.documents.errors import FailureCode
from domain.exports.making import FileMaker
from domain.exports.occupations import OccupationReads
from domain.exports.service import ExportService
from domain.matches.matcher import Matcher
from domain.pages.service import PageService
from domain.pages.signing import Signer
from domain.policies import Bootstrap
from domain.positions.files import PositionFiles
from domain.positions.importing.models import Posting
from domain.positions.listing import PositionListing
from domain.positions.service import PositionService
from domain.resumes.analysing import ResumeAnalyser
from domain.resumes.bulk import BulkService
from domain.resumes.correcting import CorrectionService
from domain.resumes.models import ResumeState
from domain.resumes.results import ResultService
from domain.resumes.service import ResumeService
from domain.rows import Row
from domain.signing import Seal
from domain.turns import Turns
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import Tokens
from domain.viewers import Role, Viewer
from domain.webhooks.service import WebhookService
from graphql_schema.admission.documents import Documents
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.preparing import PreparedDocument, prepared_document
from graphql_schema.compiler import Compiler
from graphql_schema.context import Context
from graphql_schema.execution import Executor, Outcome
from graphql_schema.ids import NodeKind, global_id
from graphql_schema.schema import schema
from persistence.auditing import AuditTrail
from persistence.files import ObjectFileStore
from persistence.reads.candidates import SqlCandidateReads
from persistence.reads.catalogue import SqlCatalogueReads
from persistence.reads.graph import SqlGraphReads
from persistence.reads.positions import SqlPositionReads
from persistence.reads.resume_pages import SqlPageReads
from persistence.reads.services import SqlReads
from persistence.statements import Parameters, RowReader
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user
from tests.graphql_schema.stand_ins import (
    CATALOGUE,
    CountedEvents,
    FakeMatcher,
    FakeReader,
    LazyIndex,
    SilentQueue,
    told,
)

DOCUMENTS = Documents(schema._schema, limits=Limits())


class Answer(NamedTuple):
    """An answer as a client reads it."""

    data: Any
    errors: list[Any]
    compiled: bool = False

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.errors]


class House:
    """Services, an executor that compiles and one that does not."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = NOW
        self.unit_of_work = unit_of_work_factory(engine)
        reads, self.events = SqlReads(engine), CountedEvents()
        self.queue = SilentQueue()
        self.graph = SqlGraphReads(engine)
        self.files = ObjectFileStore("memory:///", clock=self.clock)
        self.audit = AuditTrail(engine, clock=self.clock, days=365)
        self.users = UserService(
            unit_of_work=self.unit_of_work,
            reads=reads,
            passwords=Passwords(memory_kib=64, passes=1),
            tokens=Tokens(secret="s" * 64, lifetime_seconds=3600, clock=self.clock),
            clock=self.clock,
            password_min_length=6,
            bootstrap=Bootstrap.OFF,
            audit=self.audit,
        )
        self.resumes = ResumeService(
            unit_of_work=self.unit_of_work,
            reads=reads,
            files=self.files,
            queue=self.queue,
            clock=self.clock,
            upload_max_bytes=1000,
            audit=self.audit,
        )
        self.bulk = BulkService(
            unit_of_work=self.unit_of_work,
            reads=self.graph.resumes,
            files=self.files,
            queue=self.queue,
            audit=self.audit,
            look_seconds=0,
        )
        self.analyser = ResumeAnalyser(
            unit_of_work=self.unit_of_work,
            files=self.files,
            reader=FakeReader(),
            matcher=FakeMatcher(),
            events=self.events,
            clock=self.clock,
        )
        self.webhooks = WebhookService(unit_of_work=self.unit_of_work, clock=self.clock, audit=self.audit)
        self.accounts = AccountDeletion(
            unit_of_work=self.unit_of_work, users=self.users, files=self.files, audit=self.audit
        )
        self.corrections = CorrectionService(
            unit_of_work=self.unit_of_work,
            reads=reads,
            matcher=FakeMatcher(),
            events=self.events,
            clock=self.clock,
            audit=self.audit,
        )
        self.results = ResultService(resumes=self.resumes, reads=reads, events=self.events, wait_seconds=0)
        self.positions = PositionService(unit_of_work=self.unit_of_work, clock=self.clock, audit=self.audit)
        self.position_files = PositionFiles(
            positions=self.positions,
            files=self.files,
            seal=Seal(secrets=["a" * 32], purpose=b"files of postings"),
            clock=self.clock,
            upload_max_bytes=1000,
        )
        self.index = LazyIndex()
        self.catalogue = PositionListing(
            bundled=lambda: CATALOGUE, reads=SqlPositionReads(engine), index=self.index
        )
        self.pages = PageService(
            reads=SqlPageReads(RowReader(engine)), signer=Signer(secrets=["a" * 32], clock=self.clock)
        )
        self.occupations = OccupationReads(reads=self.graph.resumes, tell=told, turns=Turns())
        self.exports = ExportService(
            reads=self.graph.resumes, audit=self.audit, turns=Turns(), maker=FileMaker(tell=told)
        )
        self.candidates = CandidateService(
            reads=SqlCandidateReads(engine),
            open_matching=lambda: (self.index.held, Matcher(self.index.held)),
            tell=told,
            audit=self.audit,
            look_seconds=0,
        )
        self.compiling = Executor(schema._schema, compiler=Compiler(schema))
        self.interpreting = Executor(schema._schema)

    def bring(self, source: str, *postings: Posting) -> None:
        """Import postings, and take them into the index as a running server does a moment later."""
        with self.unit_of_work() as work:
            work.positions.lock()
            version = work.positions.raise_version()
            work.positions.put(source, postings, version=version, at=self.now)
            work.commit()
        with SqlCatalogueReads(self.engine).changes(since=version - 1) as changes:
            for of, positions in changes.added():
                self.index.held.add(positions, source=of)

    def clock(self) -> datetime:
        return self.now

    def user(self, username: str, role: Role = Role.JOB_SEEKER, *, is_blind: bool = False) -> Viewer:
        with self.unit_of_work() as work:
            added = work.users.add(
                replace(new_user(username, role=role), email=f"{username}@example.com", created_at=self.now)
            )
            added = replace(added, is_blind=is_blind)
            work.users.update(added)
            work.commit()
        return added.viewer

    def resume(
        self,
        owner: Viewer,
        *,
        state: ResumeState = ResumeState.ANALYSED,
        name: str = "周敏",
        file_name: str = "简历.pdf",
        matches: int = 3,
        days_ago: int = 0,
        analysis: Analysis | None = None,
    ) -> int:
        with self.unit_of_work() as work:
            added = work.resumes.add(
                replace(
                    new_resume(owner.id), file_name=file_name, upload_time=self.now - timedelta(days=days_ago)
                )
            )
            if state is not ResumeState.UPLOADED:
                work.resumes.begin_analysis(added.id)
            if state is ResumeState.ANALYSED:
                work.resumes.finish_analysis(
                    added.id,
                    page_count=2,
                    analysis=analysis or detailed(new_analysis(name)),
                    matches=new_matches(matches),
                    at=self.now,
                )
            if state is ResumeState.FAILED:
                work.resumes.fail_analysis(added.id, code=FailureCode.NO_TEXT)
            work.commit()
        return added.id

    def context(self, viewer: Viewer | None) -> Context:
        return Context(
            viewer=viewer,
            caller="" if viewer is None else viewer.username,
            users=self.users,
            accounts=self.accounts,
            resumes=self.resumes,
            results=self.results,
            bulk=self.bulk,
            corrections=self.corrections,
            pages=self.pages,
            positions=self.positions,
            position_files=self.position_files,
            webhooks=self.webhooks,
            graph=self.graph,
            catalogue=self.catalogue,
            candidates=self.candidates,
            exports=self.exports,
            occupations=self.occupations,
            clock=self.clock,
            request_id="request-1",
            audit=self.audit,
        )

    async def ask(self, text: str, viewer: Viewer | None = None, **variables: Any) -> Answer:
        """Execute a query both ways, see that they agree, and return the compiled one's answer."""
        outcome = await self.run(self.compiling, text, viewer, variables)
        other = await self.run(self.interpreting, text, viewer, variables)
        assert outcome.data == other.data
        assert [error.formatted for error in outcome.errors] == [error.formatted for error in other.errors]
        return answer(outcome)

    async def change(self, text: str, viewer: Viewer | None = None, **variables: Any) -> Answer:
        """Execute a mutation."""
        return answer(await self.run(self.compiling, text, viewer, variables))

    async def run(
        self,
        executor: Executor,
        text: str,
        viewer: Viewer | None,
        variables: dict[str, Any],
        *,
        allow_mutations: bool = True,
    ) -> Outcome:
        return await executor.execute(
            await DOCUMENTS.by_text(text),
            operation_name=None,
            variables=variables,
            context=self.context(viewer),
            allow_mutations=allow_mutations,
        )

    async def follow(
        self, text: str, viewer: Viewer | None, **variables: Any
    ) -> AsyncIterator[Outcome] | Outcome:
        return await self.compiling.subscribe(
            await DOCUMENTS.by_text(text),
            operation_name=None,
            variables=variables,
            context=self.context(viewer),
        )

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Collect the SQL of the reads that run in the time of the context."""
        run: list[str] = []
        rows = RowReader.rows

        def told(reader: RowReader, sql: str, parameters: Parameters) -> list[Row]:
            run.append(sql)
            return rows(reader, sql, parameters)

        with patch.object(RowReader, "rows", told):
            yield run


@lru_cache(300)
def prepared(text: str) -> PreparedDocument:
    """Return a document that is valid for sure, without the limits on its shape."""
    document = parse(text)
    (operation,) = (node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return prepared_document(text, document, {None: operation}, {})


def answer(outcome: Outcome) -> Answer:
    """Return an outcome as a client reads it."""
    data = None if outcome.data is None else orjson.loads(outcome.data)
    return Answer(data, [error.formatted for error in outcome.errors], outcome.compiled)


def user_gid(viewer: Viewer) -> str:
    return global_id(NodeKind.USER, viewer.id)


def resume_gid(resume_id: int) -> str:
    return global_id(NodeKind.RESUME, resume_id)


def upload(content: bytes, filename: str = "resume.txt") -> UploadFile:
    """Return a file as the HTTP layer hands it over."""
    return UploadFile(BytesIO(content), size=len(content), filename=filename)
