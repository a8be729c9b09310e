"""/app: the dashboard that `dashboard/` builds, and the cookie that its pages come with."""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from api.addresses import client_address
from api.edge.gate import OWN_PAGE
from api.edge.refusals import Complaints, Refusal
from api.errors import error_response
from api.models import LoginRequest
from api.operation import permitted
from api.responses import knows, read_json
from api.routes.pages import HashedFiles, not_built, page_headers, policy
from api.sessions import SessionCookie
from api.state import ApiRequest
from domain import policies

CONTENT_SECURITY_POLICY = policy(
    script_src="'self'",
    style_src="'self'",
    img_src="'self' blob:",
    font_src="'self'",
    connect_src="'self'",
    manifest_src="'self'",
    base_uri="'self'",
    form_action="'self'",
)
_BASE = re.compile(rb'<base href="/app/"(?= ?/?>)')
_PASSWORD_MIN_LENGTH = re.compile(rb'(?<=<meta name="password-min-length" content=")\d+(?=")')
_KEPT_NOWHERE = {"Cache-Control": "no-store"}


class _Page(NamedTuple):
    body: bytes
    tag: str
    stamp: tuple[int, int]


class DashboardPage:
    """The one page of the dashboard, whichever of its views a path names.

    Args:
        path: The built file, which may still be missing, or be built anew.
        root_path: Under which path a proxy shows the server.
        password_min_length: What the page asks of new passwords, as the server does.
    """

    def __init__(self, path: Path, *, root_path: str, password_min_length: int) -> None:
        self._path = path
        self._password_min_length = b"%d" % password_min_length
        self._base = b'<base href="%b/app/"' % root_path.encode("ascii")
        self._page: _Page | None = None

    @property
    def is_built(self) -> bool:
        """Whether there is a page."""
        return self._path.is_file()

    def read(self) -> _Page | None:
        """Return the page as it is now, None where it is not built; from a thread."""
        try:
            found = self._path.stat()
            stamp = found.st_mtime_ns, found.st_size
            if self._page is None or self._page.stamp != stamp:
                body = _BASE.sub(self._base, self._path.read_bytes(), count=1)
                body = _PASSWORD_MIN_LENGTH.sub(self._password_min_length, body, count=1)
                tag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
                self._page = _Page(body, tag, stamp)
        except FileNotFoundError:
            return None
        return self._page


def dashboard_routes(
    page: DashboardPage, folder: Path, *, root_path: str, complaints: Complaints
) -> list[BaseRoute]:
    """Return the routes of the dashboard, whose files are in `folder`; refusals are told to `complaints`."""

    @permitted(policies.SEE_DASHBOARD)
    async def view(request: Request) -> Response:
        built = await anyio.to_thread.run_sync(page.read)
        if built is None:
            return not_built("The dashboard", CONTENT_SECURITY_POLICY)
        headers = page_headers(CONTENT_SECURITY_POLICY) | {"ETag": built.tag}
        if knows(request, built.tag):
            return Response(status_code=304, headers=headers)
        return HTMLResponse(built.body, headers=headers)

    def refused(request: ApiRequest) -> Response | None:
        """Return the refusal of whatever is no page of the server: it would choose as whom somebody works."""
        if OWN_PAGE in request.scope:
            return None
        refusal = Refusal.SESSION_NOT_ALLOWED
        complaints.tell(refusal, client_address(request.scope))
        return error_response(refusal.status, refusal.sentence)

    @permitted(policies.LOG_IN)
    async def begin_session(request: ApiRequest) -> Response:
        if (refusal := refused(request)) is not None:
            return refusal
        settings, users = request.state["settings"], request.state["users"]
        body = await read_json(request, LoginRequest, max_bytes=settings.body_max_bytes)
        token = await users.login(
            username=body.username, password=body.password, address=client_address(request.scope)
        )
        given = SessionCookie(request.scope, root_path).given(users.begin_session(token))
        return Response(status_code=204, headers={"Set-Cookie": given, **_KEPT_NOWHERE})

    @permitted(policies.LOG_IN)
    async def end_session(request: ApiRequest) -> Response:
        if (refusal := refused(request)) is not None:
            return refusal
        taken = SessionCookie(request.scope, root_path).taken()
        return Response(status_code=204, headers={"Set-Cookie": taken, **_KEPT_NOWHERE})

    assets = HashedFiles(folder / "assets", content_policy=CONTENT_SECURITY_POLICY)
    return [
        Route("/app/session", begin_session, methods=["POST"]),
        Route("/app/session", end_session, methods=["DELETE"]),
        Mount("/app/assets", app=assets),
        Route("/app", view, methods=["GET"]),
        Route("/app/{view:path}", view, methods=["GET"]),
    ]
