"""What is asked of every server, and how an answer is read whatever server gave it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from benchmarks.data import Caller
from benchmarks.load import get, post_json

DASHBOARD = """{ me { username resumes(first: 50) { totalCount pageInfo { hasNextPage endCursor }
  edges { node { id databaseId status uploadTime
    analysis { basicInfo { name age contact { email phone } } careerInterest }
    matches(first: 5) { position salaryRange matchScore analysis } } } } } }"""

ME = "{ me { id username role } }"

DETAIL = """query Detail($id: ID!) { resume(id: $id) { id databaseId status uploadTime
  analysis { basicInfo { name age contact { email phone } } careerInterest }
  matches(first: 10) { position salaryRange matchScore analysis } } }"""


class Case(NamedTuple):
    """A thing that clients ask, the same of every server."""

    name: str
    title: str
    document: str
    variables: Callable[[Caller], dict[str, Any]]


CASES = [
    Case("dashboard", "50 resumes with analysis and 5 matches each", DASHBOARD, lambda _caller: {}),
    Case(
        "detail", "one resume with analysis and 10 matches", DETAIL, lambda caller: {"id": resume_id(caller)}
    ),
    Case("me", "the viewer's id, name and role", ME, lambda _caller: {}),
]


def resume_id(caller: Caller) -> str:
    """Return the Relay id of the caller's resume."""
    return _global_id("Resume", caller.resume_id)


class Dialect(NamedTuple):
    """How a kind of server is asked, and how its answers become GraphQL's `data`."""

    requests: Callable[[Case, Caller], list[bytes]]
    data: Callable[[Case, list[bytes]], Any]


def graphql(path: str = "/graphql") -> Dialect:
    """A GraphQL server at `path`."""

    def requests(case: Case, caller: Caller) -> list[bytes]:
        body: dict[str, Any] = {"query": case.document}
        if variables := case.variables(caller):
            body["variables"] = variables
        return [post_json(path, orjson.dumps(body), token=caller.token)]

    def data(_case: Case, bodies: list[bytes]) -> Any:
        answer = orjson.loads(bodies[0])
        if answer.get("errors"):
            raise ValueError(f"errors: {answer['errors']}")
        return answer["data"]

    return Dialect(requests, data)


def hand_written() -> Dialect:
    """The limit: one route a case."""

    def requests(case: Case, caller: Caller) -> list[bytes]:
        path = f"/detail/{caller.resume_id}" if case.name == "detail" else f"/{case.name}"
        return [get(path, token=caller.token)]

    return Dialect(requests, lambda _case, bodies: orjson.loads(bodies[0])["data"])


def rest() -> Dialect:
    """The REST document's routes, where their sum gives what a case asks."""

    def requests(_case: Case, caller: Caller) -> list[bytes]:
        path = f"/api/resumes/{caller.resume_id}"
        return [get(path + part, token=caller.token) for part in ("", "/analysis", "/matches")]

    def data(_case: Case, bodies: list[bytes]) -> Any:
        resume, analysis, matches = (orjson.loads(body) for body in bodies)
        return {
            "resume": {
                "id": _global_id("Resume", resume["id"]),
                "databaseId": resume["id"],
                "status": resume["status"],
                "uploadTime": resume["upload_time"],
                "analysis": {
                    "basicInfo": analysis["basic_info"],
                    "careerInterest": analysis["career_interest"],
                },
                "matches": [
                    {
                        "position": match["position"],
                        "salaryRange": match["salary_range"],
                        "matchScore": match["match_score"],
                        "analysis": match["analysis"],
                    }
                    for match in matches
                ],
            }
        }

    return Dialect(requests, data)


def without_ids(value: Any) -> Any:
    """Return the data with opaque ids and cursors blanked: each server may spell them its own way."""
    if isinstance(value, dict):
        return {
            key: None if key in ("id", "endCursor") else without_ids(inner) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    return value


def _global_id(kind: str, number: int) -> str:
    return b64encode(f"{kind}:{number}".encode()).decode()
