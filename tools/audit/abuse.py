"""What graphql-cop asks of a GraphQL server, asked by ourselves: it is in no package index.

Its findings that are by choice here stand in docs/security.md: introspection, queries by GET, GraphiQL, and
the same plain value asked for many times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

GRAPHQL = "application/graphql-response+json"


class Target:
    """A server's GraphQL, and how it answers."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def ask(self, query: str, **more: Any) -> httpx.Response:
        return self._client.post("/graphql", json={"query": query, **more})

    def send(self, method: str, **request: Any) -> httpx.Response:
        return self._client.request(method, "/graphql", **request)


def _codes(answer: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())]


def alias_overloading(target: Target) -> bool:
    """A hundred aliases of one field are refused."""
    aliases = " ".join(f"a{number}: __typename" for number in range(101))
    return _codes(target.ask(f"{{ {aliases} }}")) == ["ALIAS_LIMIT_EXCEEDED"]


def array_batching(target: Target) -> bool:
    """Ten operations in one request are refused."""
    answer = target.send("POST", json=[{"query": "{ __typename }"}] * 10)
    return _codes(answer) == ["BATCHING_NOT_ALLOWED"]


def directive_overloading(target: Target) -> bool:
    """Many directives at one place are refused, by a few errors and not by one for each."""
    few, many = (target.ask(f"{{ __typename {'@aa' * count} }}") for count in (10, 60))
    repeated = target.ask(f"{{ __typename {'@include(if: true)' * 10} }}")
    limited = _codes(many) == ["DIRECTIVE_LIMIT_EXCEEDED"]
    return limited and all(0 < len(_codes(answer)) <= 6 for answer in (few, repeated))


def circular_introspection(target: Target) -> bool:
    """Introspection that goes round in circles is refused."""
    circle = "fields { type { fields { type { fields { type { fields { type { name } } } } } } } }"
    answer = target.ask(f"{{ __schema {{ types {{ {circle} }} }} }}")
    return answer.status_code == 400 and "data" not in answer.json()


def field_duplication(target: Target) -> bool:
    """The same object a hundred times, and the same value thousands of times, are refused."""
    objects = _codes(target.ask(f"{{ {'positions(first: 1) { totalCount } ' * 100} }}"))
    values = _codes(target.ask(f"{{ {'__typename ' * 5_000} }}"))
    return (objects, values) == (["ALIAS_LIMIT_EXCEEDED"], ["TOKEN_LIMIT_EXCEEDED"])


def mutation_by_get(target: Target) -> bool:
    """A GET changes nothing."""
    answer = target.send("GET", params={"query": "mutation { __typename }"})
    return answer.status_code == 405


def post_of_a_form(target: Target) -> bool:
    """What a form of a foreign page can send runs nothing."""
    form = {"query": "{ __typename }"}
    for request in (
        {"data": form},
        {"files": {"query": (None, "{ __typename }")}},
        {"content": '{"query": "{ __typename }"}', "headers": {"content-type": "text/plain"}},
        {"content": '{"query": "{ __typename }"}'},
        {"params": form},
    ):
        answer = target.send("POST", **request)
        if answer.status_code < 400 or "data" in answer.json():
            return False
    return True


def tracing(target: Target) -> bool:
    """No answer tells how long its parts took, or where in the code it failed."""
    told = (target.ask("{ me { id } }"), target.ask("{ nothing }"), target.send("POST", content=b"{"))
    words = ("tracing", "exception", "stacktrace", "Traceback", ".py")
    return not any(word in answer.text for answer in told for word in words)


def unhandled_errors(target: Target) -> bool:
    """Wrong types and names are answered as the sender's mistake."""
    told = (
        target.ask("query($n: Int!) { positions(first: $n) { totalCount } }", variables={"n": {"a": []}}),
        target.ask("qwerty cop { abc }"),
        target.send("POST", json={"query": 1}),
        target.send("POST", json="text"),
    )
    return all(answer.status_code == 400 and "INTERNAL" not in _codes(answer) for answer in told)


CHECKS: tuple[Callable[[Target], bool], ...] = (
    alias_overloading,
    array_batching,
    directive_overloading,
    circular_introspection,
    field_duplication,
    mutation_by_get,
    post_of_a_form,
    tracing,
    unhandled_errors,
)


def abuses(url: str) -> list[str]:
    """Return what of the above does not hold."""
    with httpx.Client(base_url=url, headers={"accept": GRAPHQL}, timeout=30, trust_env=False) as client:
        target = Target(client)
        return [f"does not hold: {check.__doc__}" for check in CHECKS if not check(target)]
