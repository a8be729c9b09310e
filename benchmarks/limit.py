"""The limit: what a careful developer writes by hand for one page, and nothing else.

The same token check as the product, sqlite3's own cursor, dicts, orjson. No parsing of a query, no
layers, no settings: a general server can hardly be cheaper on the same foundation.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from base64 import b64encode, urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.transport import JoiningTransport
from domain.analyses.facts import stored_age
from domain.clock import utc_now
from domain.errors import Unauthenticated
from domain.matches.models import score_text
from domain.resumes.models import STATUS_TEXTS
from domain.users.tokens import Tokens

VIEWER = "SELECT id, username, role, token_version FROM users WHERE id = ?"
RESUME_COLUMNS = (
    "r.id, r.state, r.upload_time, a.resume_id, a.name, a.age_stated, a.birth_date, a.email, a.phone,"
    " a.career_interest FROM resumes r LEFT JOIN analyses a ON a.resume_id = r.id"
)
RESUMES = f"SELECT {RESUME_COLUMNS} WHERE r.user_id = ? ORDER BY r.id LIMIT 51"
COUNT = "SELECT count(*) FROM resumes WHERE user_id = ?"
MATCHES = (
    "SELECT resume_id, position, salary_range, score, analysis FROM matches"
    " WHERE resume_id IN ({}) AND rank <= ? ORDER BY resume_id, rank"
)
# SQLite rounds a half up, Python to the even neighbour.
PERCENT = (
    "CAST(CASE WHEN score * 100 - CAST(score * 100 AS INTEGER) = 0.5"
    " THEN CAST(score * 100 AS INTEGER) + CAST(score * 100 AS INTEGER) % 2"
    " ELSE CAST(round(score * 100) AS INTEGER) END AS TEXT) || '%'"
)
MATCHES_AS_JSON = (
    "SELECT resume_id, CAST(json_group_array(json_object('position', position, 'salaryRange', salary_range,"
    f" 'matchScore', {PERCENT}, 'analysis', analysis)) AS BLOB) FROM matches"
    " WHERE resume_id IN ({}) AND rank <= ? GROUP BY resume_id"
)
RESUME = f"SELECT r.user_id, {RESUME_COLUMNS} WHERE r.id = ?"

Matches = dict[int, Any]
LoadMatches = Callable[[sqlite3.Cursor, list[int], int], Matches]


class JoiningHttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP, with the product's way of writing answers and without its limits."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Join what is written."""
        super().connection_made(JoiningTransport(transport, self.loop))  # type: ignore[arg-type]


class State(TypedDict):
    """What a request needs."""

    cursor: sqlite3.Cursor
    tokens: Tokens
    load_matches: LoadMatches


def _viewer(request: Request[State]) -> tuple[int, str, str]:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated
    claims = request.state["tokens"].verify(token)
    row = request.state["cursor"].execute(VIEWER, (claims.user_id,)).fetchone()
    if row is None or row[3] != claims.token_version:
        raise Unauthenticated
    return row[0], row[1], row[2]


async def me(request: Request[State]) -> Response:
    """Return the viewer."""
    viewer_id, username, role = _viewer(request)
    return _json({"me": {"id": _global_id("User", viewer_id), "username": username, "role": role}})


async def dashboard(request: Request[State]) -> Response:
    """Return the viewer's resumes with what was read from them and what fits."""
    viewer_id, username, _role = _viewer(request)
    cursor, today = request.state["cursor"], datetime.now().astimezone().date()
    rows = cursor.execute(RESUMES, (viewer_id,)).fetchall()
    total = len(rows) if len(rows) < 51 else cursor.execute(COUNT, (viewer_id,)).fetchone()[0]
    has_next, rows = len(rows) > 50, rows[:50]
    ids = [row[0] for row in rows]
    matches = request.state["load_matches"](cursor, ids, 5)
    return _json(
        {
            "me": {
                "username": username,
                "resumes": {
                    "totalCount": total,
                    "pageInfo": {
                        "hasNextPage": has_next,
                        "endCursor": urlsafe_b64encode(orjson.dumps(["id", ids[-1]])).decode()
                        if ids
                        else None,
                    },
                    "edges": [{"node": _resume(row, today, matches.get(row[0], []))} for row in rows],
                },
            }
        }
    )


async def detail(request: Request[State]) -> Response:
    """Return one resume of the viewer."""
    viewer_id, _username, role = _viewer(request)
    cursor, resume_id = request.state["cursor"], int(request.path_params["resume_id"])
    row = cursor.execute(RESUME, (resume_id,)).fetchone()
    if row is None or (row[0] != viewer_id and role != "admin"):
        return Response(status_code=404)
    matches = request.state["load_matches"](cursor, [resume_id], 10).get(resume_id, [])
    return _json({"resume": _resume(row[1:], datetime.now().astimezone().date(), matches)})


def _resume(row: Sequence[Any], today: date, matches: Any) -> dict[str, Any]:
    resume_id, state, upload_time, analysed, name, age_stated, birth_date, email, phone, career_interest = row
    return {
        "id": _global_id("Resume", resume_id),
        "databaseId": resume_id,
        "status": STATUS_TEXTS[state],
        "uploadTime": upload_time,
        "analysis": None
        if analysed is None
        else {
            "basicInfo": {
                "name": name,
                "age": stored_age(age_stated, birth_date, today),
                "contact": {"email": email, "phone": phone},
            },
            "careerInterest": career_interest,
        },
        "matches": matches,
    }


def _matches(cursor: sqlite3.Cursor, ids: list[int], first: int) -> Matches:
    found: Matches = {resume_id: [] for resume_id in ids}
    sql = MATCHES.format(",".join("?" * len(ids)))
    for resume_id, position, salary_range, score, analysis in cursor.execute(sql, [*ids, first]):
        found[resume_id].append(
            {
                "position": position,
                "salaryRange": salary_range,
                "matchScore": score_text(score),
                "analysis": analysis,
            }
        )
    return found


def _matches_as_json(cursor: sqlite3.Cursor, ids: list[int], first: int) -> Matches:
    sql = MATCHES_AS_JSON.format(",".join("?" * len(ids)))
    return {resume_id: orjson.Fragment(json) for resume_id, json in cursor.execute(sql, [*ids, first])}


def _global_id(kind: str, number: int) -> str:
    return b64encode(f"{kind}:{number}".encode()).decode()


def _json(data: dict[str, Any]) -> Response:
    return Response(orjson.dumps({"data": data}), media_type="application/json")


def application(load_matches: LoadMatches) -> Starlette:
    """Return the handlers, over one or the other way to load matches."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[State]:
        connection = sqlite3.connect(os.environ["BENCHMARK_DATABASE"], isolation_level=None)
        tokens = Tokens(secret=os.environ["GATEWAY_JWT_SECRET"], lifetime_seconds=3600, clock=utc_now)
        yield {"cursor": connection.cursor(), "tokens": tokens, "load_matches": load_matches}
        connection.close()

    routes = [
        Route("/me", me),
        Route("/dashboard", dashboard),
        Route("/detail/{resume_id:int}", detail),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


app = application(_matches)
# With the trick that the product uses as well: SQLite writes the matches' JSON itself.
app_with_json_by_sqlite = application(_matches_as_json)
