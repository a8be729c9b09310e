"""Strawberry at its leanest: plain types filled by hand-written SQL, read by its default resolvers.

In the peer's favour: no loaders, no futures; a page's analyses and five best matches are loaded with it
by the cursor of sqlite3, whether asked for or not, since the cases ask for just those.
"""

from __future__ import annotations

import os
import sqlite3
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from typing import Any

import strawberry
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from domain.analyses.facts import stored_age
from domain.errors import Unauthenticated
from domain.matches.models import score_text
from domain.resumes.models import STATUS_TEXTS
from domain.users.tokens import Tokens

RESUMES = (
    "SELECT r.id, r.state, r.upload_time, a.resume_id, a.name, a.age_stated, a.birth_date, a.email, a.phone,"
    " a.career_interest, r.user_id FROM resumes r LEFT JOIN analyses a ON a.resume_id = r.id"
)
MATCHES = "SELECT resume_id, position, salary_range, score, analysis FROM matches WHERE resume_id IN ({})"

connection = sqlite3.connect(os.environ["BENCHMARK_DATABASE"], isolation_level=None, check_same_thread=False)
tokens = Tokens(
    secret=os.environ["GATEWAY_JWT_SECRET"], lifetime_seconds=3600, clock=lambda: datetime.now(UTC)
)


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
    """A resume with what belongs to it."""

    id: strawberry.ID
    database_id: int
    status: str
    upload_time: str
    analysis: Analysis | None
    best_matches: strawberry.Private[list[Match]]

    @strawberry.field
    def matches(self, first: int = 10) -> list[Match]:
        """Return the best of them."""
        return self.best_matches[:first]


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
    number: strawberry.Private[int]

    @strawberry.field
    def resumes(self, first: int = 20) -> ResumeConnection:
        """Return the first of them."""
        rows = connection.execute(
            f"{RESUMES} WHERE r.user_id = ? ORDER BY r.id LIMIT ?", (self.number, first + 1)
        ).fetchall()
        total = len(rows)
        if total > first:
            count = "SELECT count(*) FROM resumes WHERE user_id = ?"
            total = connection.execute(count, (self.number,)).fetchone()[0]
        edges = [ResumeEdge(node=resume) for resume in _resumes(rows[:first], most_matches=5)]
        page_info = PageInfo(has_next_page=len(rows) > first, end_cursor=edges[-1].node.id if edges else None)
        return ResumeConnection(total_count=total, page_info=page_info, edges=edges)


@strawberry.type
class Query:
    """What may be asked."""

    @strawberry.field
    def me(self, info: strawberry.Info[User, None]) -> User:
        """Return the viewer."""
        return info.context

    @strawberry.field
    def resume(self, info: strawberry.Info[User, None], id: strawberry.ID) -> Resume | None:  # noqa: A002
        """Return one of the viewer's resumes."""
        kind, _, number = b64decode(id).decode().partition(":")
        key = int(number) if kind == "Resume" else 0
        row = connection.execute(f"{RESUMES} WHERE r.id = ?", (key,)).fetchone()
        if row is None or (row[10] != info.context.number and info.context.role != "admin"):
            return None
        return _resumes([row], most_matches=10)[0]


def _resumes(rows: list[Any], *, most_matches: int) -> list[Resume]:
    today = datetime.now().astimezone().date()
    ids = [row[0] for row in rows]
    matches: dict[int, list[Match]] = {resume_id: [] for resume_id in ids}
    sql = MATCHES.format(",".join("?" * len(ids))) + " AND rank <= ? ORDER BY resume_id, rank"
    for resume_id, position, salary_range, score, analysis in connection.execute(sql, [*ids, most_matches]):
        matches[resume_id].append(
            Match(
                position=position,
                salary_range=salary_range,
                match_score=score_text(score),
                analysis=analysis,
            )
        )
    return [
        Resume(
            id=_global_id("Resume", row[0]),
            database_id=row[0],
            status=STATUS_TEXTS[row[1]],
            upload_time=row[2],
            analysis=None
            if row[3] is None
            else Analysis(
                basic_info=BasicInfo(
                    name=row[4],
                    age=stored_age(row[5], row[6], today),
                    contact=Contact(email=row[7], phone=row[8]),
                ),
                career_interest=row[9],
            ),
            best_matches=matches[row[0]],
        )
        for row in rows
    ]


def _global_id(kind: str, number: int) -> strawberry.ID:
    return strawberry.ID(b64encode(f"{kind}:{number}".encode()).decode())


class Server(GraphQL[User, None]):
    """Strawberry's ASGI server, which checks the token and loads the viewer."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> User:  # noqa: ARG002
        """Return the viewer."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise Unauthenticated
            claims = tokens.verify(token)
        except Unauthenticated as error:
            raise HTTPException(401) from error
        row = connection.execute(
            "SELECT id, username, role, token_version FROM users WHERE id = ?", (claims.user_id,)
        ).fetchone()
        if row is None or row[3] != claims.token_version:
            raise HTTPException(401)
        return User(id=_global_id("User", row[0]), username=row[1], role=row[2], number=row[0])


_graphql = Server(strawberry.Schema(Query), graphql_ide=None)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer at every path; Strawberry knows no lifespan."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await _graphql(scope, receive, send)
