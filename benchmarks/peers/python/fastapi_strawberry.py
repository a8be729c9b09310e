"""FastAPI + Strawberry with DataLoaders over SQLAlchemy: the way both projects' guides show.

In the peer's favour: the engine is synchronous and called on the event loop (an asynchronous SQLite
driver costs more CPU), only needed columns are selected, and verified tokens are remembered.
"""

# mypy: disable-error-code="import-not-found,untyped-decorator,misc"

from __future__ import annotations

import os
from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry
from fastapi import FastAPI, HTTPException, Request
from sqlalchemy import ForeignKey, Row, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from strawberry.dataloader import DataLoader
from strawberry.fastapi import BaseContext, GraphQLRouter

from benchmarks.peers.python.common import STATUS_TEXTS, InvalidToken, age_on, score_text, verify


class Base(DeclarativeBase):
    """The tables that are read."""


class UserTable(Base):
    """A user."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    role: Mapped[str]
    token_version: Mapped[int]


class ResumeTable(Base):
    """A resume."""

    __tablename__ = "resumes"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str]
    upload_time: Mapped[str]


class AnalysisTable(Base):
    """What was read from a resume."""

    __tablename__ = "analyses"
    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id"), primary_key=True)
    name: Mapped[str | None]
    age_stated: Mapped[int | None]
    birth_date: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    career_interest: Mapped[str | None]


class MatchTable(Base):
    """A position that fits a resume."""

    __tablename__ = "matches"
    resume_id: Mapped[int] = mapped_column(ForeignKey("resumes.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[str]
    salary_range: Mapped[str]
    score: Mapped[float]
    analysis: Mapped[str]


engine = create_engine(
    f"sqlite:///{os.environ['BENCHMARK_DATABASE']}", connect_args={"check_same_thread": False}
)


def _rows(statement: Any) -> Sequence[Row[Any]]:
    with engine.connect() as connection:
        return connection.execute(statement).all()


def _global_id(kind: str, number: int) -> strawberry.ID:
    return strawberry.ID(b64encode(f"{kind}:{number}".encode()).decode())


async def load_analyses(ids: list[int]) -> list[Analysis | None]:
    """Load the analyses of many resumes."""
    table = AnalysisTable
    rows = _rows(
        select(
            table.resume_id,
            table.name,
            table.age_stated,
            table.birth_date,
            table.email,
            table.phone,
            table.career_interest,
        ).where(table.resume_id.in_(ids))
    )
    today = datetime.now().astimezone().date()
    found = {
        row.resume_id: Analysis(
            basic_info=BasicInfo(
                name=row.name,
                age=age_on(row.age_stated, row.birth_date, today=today),
                contact=Contact(email=row.email, phone=row.phone),
            ),
            career_interest=row.career_interest,
        )
        for row in rows
    }
    return [found.get(key) for key in ids]


async def load_matches(keys: list[tuple[int, int]]) -> list[list[Match]]:
    """Load the best matches of many resumes; a key is a resume's id and how many."""
    table = MatchTable
    rows = _rows(
        select(table.resume_id, table.position, table.salary_range, table.score, table.analysis)
        .where(table.resume_id.in_({key[0] for key in keys}), table.rank <= max(key[1] for key in keys))
        .order_by(table.resume_id, table.rank)
    )
    found: dict[int, list[Match]] = defaultdict(list)
    for resume_id, position, salary_range, score, analysis in rows:
        found[resume_id].append(
            Match(
                position=position,
                salary_range=salary_range,
                match_score=score_text(score),
                analysis=analysis,
            )
        )
    return [found[resume_id][:first] for resume_id, first in keys]


class Context(BaseContext):
    """A request's viewer and loaders."""

    def __init__(self, viewer: Row[Any]) -> None:
        super().__init__()
        self.viewer = viewer
        self.analyses = DataLoader(load_fn=load_analyses)
        self.matches = DataLoader(load_fn=load_matches)


Info = strawberry.Info[Context, None]


@strawberry.type
class Contact:
    """How to reach a person."""

    email: str | None
    phone: str | None


@strawberry.type
class BasicInfo:
    """Who a person is."""

    name: str | None
    age: int | None
    contact: Contact


@strawberry.type
class Analysis:
    """What was read from a resume."""

    basic_info: BasicInfo
    career_interest: str | None


@strawberry.type
class Match:
    """A position that fits."""

    position: str
    salary_range: str
    match_score: str
    analysis: str


@strawberry.type
class Resume:
    """A resume."""

    id: strawberry.ID
    database_id: int
    status: str
    upload_time: str

    @strawberry.field
    async def analysis(self, info: Info) -> Analysis | None:
        """Load with its siblings'."""
        return await info.context.analyses.load(self.database_id)

    @strawberry.field
    async def matches(self, info: Info, first: int = 10) -> list[Match]:
        """Load with its siblings'."""
        return await info.context.matches.load((self.database_id, first))


@strawberry.type
class PageInfo:
    """Where a page stands."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class ResumeEdge:
    """A resume in a page."""

    node: Resume


@strawberry.type
class ResumeConnection:
    """A page of resumes."""

    total_count: int
    page_info: PageInfo
    edges: list[ResumeEdge]


@strawberry.type
class User:
    """A user."""

    id: strawberry.ID
    username: str
    role: str

    @strawberry.field
    async def resumes(self, info: Info, first: int = 20) -> ResumeConnection:
        """Return the first of them."""
        table, owner = ResumeTable, ResumeTable.user_id == info.context.viewer.id
        rows = _rows(
            select(table.id, table.state, table.upload_time).where(owner).order_by(table.id).limit(first + 1)
        )
        total = len(rows) if len(rows) <= first else _rows(select(func.count()).where(owner))[0][0]
        edges = [ResumeEdge(node=_resume(row)) for row in rows[:first]]
        return ResumeConnection(
            total_count=total,
            page_info=PageInfo(
                has_next_page=len(rows) > first, end_cursor=edges[-1].node.id if edges else None
            ),
            edges=edges,
        )


@strawberry.type
class Query:
    """What may be asked."""

    @strawberry.field
    async def me(self, info: Info) -> User:
        """Return the viewer."""
        viewer = info.context.viewer
        return User(id=_global_id("User", viewer.id), username=viewer.username, role=viewer.role)

    @strawberry.field
    async def resume(self, info: Info, id: strawberry.ID) -> Resume | None:  # noqa: A002 - GraphQL's name
        """Return one of the viewer's resumes."""
        table = ResumeTable
        rows = _rows(
            select(table.id, table.state, table.upload_time, table.user_id).where(table.id == _number(id))
        )
        if not rows or (rows[0].user_id != info.context.viewer.id and info.context.viewer.role != "admin"):
            return None
        return _resume(rows[0])


def _resume(row: Row[Any]) -> Resume:
    return Resume(
        id=_global_id("Resume", row.id),
        database_id=row.id,
        status=STATUS_TEXTS[row.state],
        upload_time=row.upload_time,
    )


def _number(global_id: str) -> int:
    from strawberry.relay.utils import from_base64

    kind, number = from_base64(global_id)
    if kind != "Resume":
        raise ValueError("not a resume's id")
    return int(number)


async def get_context(request: Request) -> Context:
    """Check the token and load the viewer."""
    try:
        user_id, version = verify(request.headers.get("authorization", ""))
    except InvalidToken as error:
        raise HTTPException(401) from error
    table = UserTable
    rows = _rows(select(table.id, table.username, table.role, table.token_version).where(table.id == user_id))
    if not rows or rows[0].token_version != version:
        raise HTTPException(401)
    return Context(rows[0])


app = FastAPI()
app.include_router(
    GraphQLRouter(strawberry.Schema(Query), context_getter=get_context, graphql_ide=None), prefix="/graphql"
)
