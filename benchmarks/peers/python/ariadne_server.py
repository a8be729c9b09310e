"""Ariadne, schema first, over sqlite3's own cursor.

In the peer's favour: a page's resumes share a batch that loads analyses and matches of all at the
first need, without futures, and verified tokens are remembered.
"""

# mypy: disable-error-code="import-not-found,untyped-decorator"

from __future__ import annotations

import os
import sqlite3
from base64 import b64decode, b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

from ariadne import ObjectType, QueryType, load_schema_from_path, make_executable_schema
from ariadne.asgi import GraphQL
from graphql import GraphQLError
from starlette.requests import Request

from benchmarks.peers.python.common import STATUS_TEXTS, InvalidToken, age_on, score_text, verify

connection = sqlite3.connect(os.environ["BENCHMARK_DATABASE"], isolation_level=None, check_same_thread=False)
Viewer = dict[str, Any]


class Batch:
    """Resumes that are loaded together, and what belongs to them, once it is needed."""

    def __init__(self, ids: list[int]) -> None:
        self._ids = ids
        self._places = ",".join("?" * len(ids))
        self._analyses: dict[int, dict[str, Any]] | None = None
        self._matches: dict[int, dict[int, list[dict[str, Any]]]] = {}

    def analysis(self, resume_id: int) -> dict[str, Any] | None:
        """Return a resume's analysis."""
        if self._analyses is None:
            today = datetime.now().astimezone().date()
            self._analyses = {
                row[0]: {
                    "basicInfo": {
                        "name": row[1],
                        "age": age_on(row[2], row[3], today=today),
                        "contact": {"email": row[4], "phone": row[5]},
                    },
                    "careerInterest": row[6],
                }
                for row in connection.execute(
                    "SELECT resume_id, name, age_stated, birth_date, email, phone, career_interest"
                    f" FROM analyses WHERE resume_id IN ({self._places})",
                    self._ids,
                )
            }
        return self._analyses.get(resume_id)

    def matches(self, resume_id: int, first: int) -> list[dict[str, Any]]:
        """Return a resume's best matches."""
        if first not in self._matches:
            found: dict[int, list[dict[str, Any]]] = {key: [] for key in self._ids}
            for row in connection.execute(
                "SELECT resume_id, position, salary_range, score, analysis FROM matches"
                f" WHERE resume_id IN ({self._places}) AND rank <= ? ORDER BY resume_id, rank",
                [*self._ids, first],
            ):
                found[row[0]].append(
                    {
                        "position": row[1],
                        "salaryRange": row[2],
                        "matchScore": score_text(row[3]),
                        "analysis": row[4],
                    }
                )
            self._matches[first] = found
        return self._matches[first][resume_id]


query, user, resume = QueryType(), ObjectType("User"), ObjectType("Resume")


@query.field("me")
def resolve_me(_root: Any, info: Any) -> Viewer:
    """Return the viewer."""
    viewer: Viewer = info.context["viewer"]
    return viewer


@query.field("resume")
def resolve_resume(_root: Any, info: Any, *, id: str) -> dict[str, Any] | None:  # noqa: A002 - GraphQL's name
    """Return one of the viewer's resumes."""
    viewer = info.context["viewer"]
    kind, _, number = b64decode(id).decode().partition(":")
    row = connection.execute(
        "SELECT id, state, upload_time, user_id FROM resumes WHERE id = ?",
        (int(number) if kind == "Resume" else 0,),
    ).fetchone()
    if row is None or (row[3] != viewer["databaseId"] and viewer["role"] != "admin"):
        return None
    return _resume(row[:3], Batch([row[0]]))


@user.field("resumes")
def resolve_resumes(viewer: Viewer, _info: Any, *, first: int) -> dict[str, Any]:
    """Return the viewer's resumes."""
    owner = viewer["databaseId"]
    rows = connection.execute(
        "SELECT id, state, upload_time FROM resumes WHERE user_id = ? ORDER BY id LIMIT ?",
        (owner, first + 1),
    ).fetchall()
    total = len(rows)
    if total > first:
        total = connection.execute("SELECT count(*) FROM resumes WHERE user_id = ?", (owner,)).fetchone()[0]
    batch = Batch([row[0] for row in rows[:first]])
    nodes = [_resume(row, batch) for row in rows[:first]]
    return {
        "totalCount": total,
        "pageInfo": {"hasNextPage": len(rows) > first, "endCursor": nodes[-1]["id"] if nodes else None},
        "edges": [{"node": node} for node in nodes],
    }


@resume.field("analysis")
def resolve_analysis(parent: dict[str, Any], _info: Any) -> dict[str, Any] | None:
    """Load with its siblings'."""
    batch: Batch = parent["batch"]
    return batch.analysis(parent["databaseId"])


@resume.field("matches")
def resolve_matches(parent: dict[str, Any], _info: Any, *, first: int) -> list[dict[str, Any]]:
    """Load with its siblings'."""
    batch: Batch = parent["batch"]
    return batch.matches(parent["databaseId"], first)


def _resume(row: tuple[Any, ...], batch: Batch) -> dict[str, Any]:
    return {
        "id": _global_id("Resume", row[0]),
        "databaseId": row[0],
        "status": STATUS_TEXTS[row[1]],
        "uploadTime": row[2],
        "batch": batch,
    }


def _global_id(kind: str, number: int) -> str:
    return b64encode(f"{kind}:{number}".encode()).decode()


def context(request: Request, _data: dict[str, Any] | None = None) -> dict[str, Any]:
    """Check the token and load the viewer."""
    try:
        user_id, version = verify(request.headers.get("authorization", ""))
    except InvalidToken as error:
        raise GraphQLError("not authenticated") from error
    row = connection.execute(
        "SELECT id, username, role, token_version FROM users WHERE id = ?", (user_id,)
    ).fetchone()
    if row is None or row[3] != version:
        raise GraphQLError("not authenticated")
    viewer = {"id": _global_id("User", row[0]), "databaseId": row[0], "username": row[1], "role": row[2]}
    return {"request": request, "viewer": viewer}


_graphql = GraphQL(
    make_executable_schema(
        load_schema_from_path(str(Path(__file__).parents[1] / "schema.graphql")), query, user, resume
    ),
    context_value=context,
)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer at every path; Ariadne knows no lifespan."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await _graphql(scope, receive, send)
