"""Errors → `extensions.code` and a sentence; what nobody foresaw is masked and logged once.

Both ways of executing a query bring their errors here, so that one place decides what a client sees.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from graphql import GraphQLError

from domain.errors import DomainError, InvalidInput, StorageFull, TooManyRequests, Unavailable
from domain.input_rules import InputRule

BAD_USER_INPUT = "BAD_USER_INPUT"
INTERNAL = "INTERNAL"
HTTP_STATUS: dict[type[DomainError], int] = {Unavailable: 503, StorageFull: 507}
"""Of what fails before anything is executed."""

_MASKED = "服务器内部错误"

logger = logging.getLogger(__name__)


def code_of(error: DomainError) -> str:
    """Return the code that clients see: the domain's, but GraphQL's usual one for a value out of its rule."""
    return BAD_USER_INPUT if type(error) is InvalidInput else error.code


def presented(error: GraphQLError, *, request_id: str) -> GraphQLError:
    """Return an error of execution as a client may see it."""
    if error.extensions and "code" in error.extensions:
        return error
    if error.path is None:
        # Nothing was executed: the engine refuses the operation's name or its variables.
        return _with_code(error, error.message, {"code": BAD_USER_INPUT})
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if isinstance(cause, GraphQLError):
        # The engine refuses an argument.
        return _with_code(error, error.message, {"code": BAD_USER_INPUT})
    shown = failure(cause, request_id=request_id, path=error.path)
    return _with_code(error, shown.message, shown.extensions)


def failure(error: Exception, *, request_id: str, path: Collection[str | int] | None = None) -> GraphQLError:
    """Return an exception as a client may see it."""
    if isinstance(error, DomainError):
        return told(error)
    logger.error("request %s failed at %s", request_id, ".".join(map(str, path or ())), exc_info=error)
    return internal_error(request_id)


def told(error: DomainError) -> GraphQLError:
    """Return a refusal of the domain as a client may see it."""
    extensions: dict[str, Any] = {"code": code_of(error)}
    if isinstance(error, TooManyRequests | Unavailable):
        extensions["retryAfterSeconds"] = error.retry_after_seconds
    if isinstance(error, InvalidInput) and error.rule is not InputRule.OTHER:
        extensions["rule"] = error.rule.name
    return GraphQLError(error.message, extensions=extensions)


def internal_error(request_id: str) -> GraphQLError:
    """Return what clients are told of an error that nobody foresaw."""
    return GraphQLError(_MASKED, extensions={"code": INTERNAL, "requestId": request_id})


def _with_code(error: GraphQLError, message: str, extensions: dict[str, Any] | None) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions=extensions,
    )
