"""Why a GraphQL request as a whole is turned away, before anything of it runs."""

from __future__ import annotations

from collections.abc import Sequence

from graphql import GraphQLError

from domain.errors import TooBusy, Unauthenticated, Unavailable
from graphql_schema.errors import HTTP_STATUS, told


class Refused(Exception):
    """The request does not run.

    Args:
        errors: What the caller is told; each has `extensions.code`.
        status: HTTP status, whatever form the answer takes. None where the form decides: `own_status` as
            `application/graphql-response+json`, 200 as `application/json`.
        own_status: HTTP status in GraphQL's own form.
        headers: Headers of the answer, in ASGI's form.
    """

    def __init__(
        self,
        errors: Sequence[GraphQLError],
        *,
        status: int | None = None,
        own_status: int = 400,
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = list(errors)
        self.status = status
        self.own_status = own_status
        self.headers = list(headers)


def refused(
    code: str,
    message: str,
    *,
    status: int | None = None,
    own_status: int = 400,
    headers: Sequence[tuple[bytes, bytes]] = (),
) -> Refused:
    """Return a refusal with one error."""
    error = GraphQLError(message, extensions={"code": code})
    return Refused([error], status=status, own_status=own_status, headers=headers)


def with_code(error: GraphQLError, code: str) -> GraphQLError:
    """Give an error a code, where it has none yet."""
    extensions = dict(error.extensions or {})
    extensions.setdefault("code", code)
    error.extensions = extensions
    return error


def limited(message: str, *, retry_after_seconds: int | None) -> Refused:
    """Return the refusal of one who asks too much in too short a time."""
    headers = [] if retry_after_seconds is None else [(b"retry-after", b"%d" % retry_after_seconds)]
    return refused("RATE_LIMITED", message, status=429, headers=headers)


def unavailable(error: Unavailable) -> Refused:
    """Return the refusal of what cannot be done at the moment."""
    headers = [(b"retry-after", b"%d" % error.retry_after_seconds)]
    return Refused([told(error)], status=HTTP_STATUS[type(error)], headers=headers)


def too_busy() -> Refused:
    """Return the refusal where so much waits that more is not taken on."""
    return refused(TooBusy.code, TooBusy.default_message, status=503, headers=[(b"retry-after", b"1")])


def unauthenticated() -> Refused:
    """Return the refusal of one without a good token."""
    return refused(
        Unauthenticated.code,
        Unauthenticated.default_message,
        status=401,
        headers=[(b"www-authenticate", b"Bearer")],
    )
