"""/graphiql: the page that `dashboard/` builds, and nothing from any other origin."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.operation import permitted
from domain import policies

# Monaco writes style sheets while it runs; everything else comes from files of this origin.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "worker-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cache-Control": "no-cache",
}
_MISSING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>GraphiQL is not built</title></head><body>
<h1>GraphiQL is not built</h1>
<p>Run <code>make install</code>, or <code>python dashboard/build.py</code>, in the project's folder, and load
this page again.</p>
<p>The API itself is at <code>/graphql</code>.</p>
</body></html>
"""


@permitted(policies.SEE_DOCUMENTATION)
class HashedFiles(StaticFiles):
    """Files whose names hold a hash of their content: a browser may keep them for good."""

    async def check_config(self) -> None:
        """Let the folder be missing: then there are no such files, as long as nobody builds them."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file; a worker's own script carries the policy too, since it is a context of its own."""
        response = await super().get_response(path, scope)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response


def graphiql_routes(folder: Path, *, root_path: str = "") -> list[BaseRoute]:
    """Return the routes that serve the built page from `folder`, which may still be missing."""
    page = "index.html"
    pages = StaticFiles(directory=folder / "graphiql", check_dir=False)

    @permitted(policies.SEE_DOCUMENTATION)
    async def graphiql(request: Request) -> Response:
        if root_path and not request.url.path.endswith("/"):
            # The page finds its files from where it stands.
            return RedirectResponse(f"{root_path}/graphiql/")
        if (folder / "graphiql" / page).is_file():
            response = await pages.get_response(page, request.scope)
            response.headers.update(_PAGE_HEADERS)
            return response
        return HTMLResponse(_MISSING, status_code=503, headers=_PAGE_HEADERS)

    assets = HashedFiles(directory=folder / "graphiql" / "assets", check_dir=False)
    return [
        Route("/graphiql", graphiql, methods=["GET"]),
        Route("/graphiql/", graphiql, methods=["GET"]),
        Mount("/graphiql/assets", app=assets),
    ]
