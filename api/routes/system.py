"""Health for operators, documentation for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from api.documentation import CONTENT_SECURITY_POLICY, documentation_page
from api.errors import error_response
from api.openapi import openapi_document
from api.operation import permitted
from api.responses import json_response
from api.settings import Settings
from api.state import ApiRequest
from domain import policies


@permitted(policies.SEE_HEALTH)
async def healthz(_request: ApiRequest) -> Response:
    """Tell that the process serves requests."""
    return json_response({"status": "ok"})


@permitted(policies.SEE_HEALTH)
async def readyz(request: ApiRequest) -> Response:
    """Tell whether every part answers, and which measures of safety the system lacks."""
    readiness = request.state["readiness"]
    failed = await readiness.failed()
    if failed:
        return error_response(503, "服务未就绪：" + "、".join(failed))
    return json_response(
        {
            "status": "ready",
            "checks": dict.fromkeys(readiness.checks, "ok"),
            "sandbox": {"missing": list(request.state["sandbox_missing"]())},
        }
    )


def documentation_routes(
    described: Sequence[BaseRoute],
    settings: Settings,
    *,
    root_path: str = "",
    home_page: Callable[[], str] = lambda: "/docs",
) -> list[BaseRoute]:
    """Return the routes that document `described`, shown under `root_path`, and the one that leads there.

    `home_page` tells to which page a browser is led that names none.
    """

    @cache
    def document() -> dict[str, Any]:
        # Made for the first who asks: a start has no use for it.
        return openapi_document(
            described, password_min_length=settings.password_min_length, root_path=root_path
        )

    @cache
    def page() -> str:
        return documentation_page(document())

    @permitted(policies.SEE_DOCUMENTATION)
    async def openapi(_request: Request) -> Response:
        return json_response(document())

    @permitted(policies.SEE_DOCUMENTATION)
    async def docs(_request: Request) -> Response:
        return HTMLResponse(page(), headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    @permitted(policies.SEE_DOCUMENTATION)
    async def home(_request: Request) -> Response:
        return RedirectResponse(f"{root_path}{home_page()}")

    return [
        Route("/", home, methods=["GET"]),
        Route("/docs", docs, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
    ]


routes = [
    Route("/healthz", healthz, methods=["GET"]),
    Route("/readyz", readyz, methods=["GET"]),
]
