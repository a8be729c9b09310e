"""Errors → a status and the document's `{"error": "<Chinese sentence>"}`, on every path."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.responses import json_response
from domain import errors
from domain.errors import DomainError

STATUS: dict[type[DomainError], int] = {
    errors.DomainError: 400,
    errors.InvalidInput: 400,
    errors.NoTitleColumn: 400,
    errors.NoFileUploaded: 400,
    errors.EmptyFile: 400,
    errors.ArchiveRefused: 400,
    errors.WrongPassword: 400,
    errors.FileTooLarge: 413,
    errors.UnsupportedFileType: 415,
    errors.Unauthenticated: 401,
    errors.InvalidCredentials: 401,
    errors.Forbidden: 403,
    errors.NotTheOwner: 403,
    errors.AdminsOnly: 403,
    errors.RegistrationClosed: 403,
    errors.QuotaExceeded: 403,
    errors.LinkExpired: 403,
    errors.NotFound: 404,
    errors.AnalysisNotFound: 404,
    errors.UsernameTaken: 409,
    errors.TooManyRequests: 429,
    errors.Overloaded: 503,
    errors.Unavailable: 503,
    errors.StorageFull: 507,
    errors.TooBusy: 503,
}

HTTP_MESSAGES = {
    400: "请求格式错误",
    401: errors.Unauthenticated.default_message,
    403: errors.Forbidden.default_message,
    404: errors.NotFound.default_message,
    405: "请求方法不允许",
    413: "请求体过大",
    415: errors.UnsupportedFileType.default_message,
    500: "服务器内部错误",
    503: errors.Unavailable.default_message,
    507: errors.StorageFull.default_message,
}

RETRY_AFTER_SECONDS = 2


def error_response(status_code: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """Return an error in the document's form."""
    return json_response({"error": message}, status_code, headers)


async def domain_error(_request: Request[Any], error: Exception) -> Response:
    """Translate what the domain refuses."""
    assert isinstance(error, DomainError)
    status_code = STATUS[type(error)]
    headers: dict[str, str] = {}
    if status_code == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.TooBusy) or (isinstance(error, errors.AnalysisNotFound) and error.pending):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if isinstance(error, errors.Overloaded):
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if isinstance(error, errors.TooManyRequests):
        # draft-ietf-httpapi-ratelimit-headers: what is left, until when, and the whole quota.
        headers["Retry-After"] = str(error.retry_after_seconds)
        headers["RateLimit"] = f'"{error.name}";r=0;t={error.retry_after_seconds}'
        headers["RateLimit-Policy"] = f'"{error.name}";q={error.most};w={error.window_seconds}'
    if isinstance(error, errors.Unavailable):
        headers["Retry-After"] = str(error.retry_after_seconds)
    return error_response(status_code, error.message, headers)


async def http_error(request: Request[Any], error: Exception) -> Response:
    """Translate what Starlette refuses; OPTIONS is answered with the methods it found."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted({*_methods(headers.get("Allow")), "OPTIONS"}))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers)
    return error_response(error.status_code, HTTP_MESSAGES.get(error.status_code, "请求无法完成"), headers)


async def unexpected_error(_request: Request[Any], _error: Exception) -> Response:
    """Hide what nobody foresaw; Starlette raises it on, so that the server logs it."""
    return error_response(500, HTTP_MESSAGES[500])


def _methods(allow: str | None) -> list[str]:
    return [method.strip() for method in (allow or "").split(",") if method.strip()]
