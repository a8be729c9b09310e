"""/graphiql: the page that `dashboard/` builds, and nothing from any other origin."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api.operation import permitted
from api.routes.pages import HashedFiles, not_built, page_headers, policy
from domain import policies

# Monaco writes style sheets while it runs; everything else comes from files of this origin.
CONTENT_SECURITY_POLICY = policy(
    script_src="'self'",
    style_src="'self' 'unsafe-inline'",
    font_src="'self' data:",
    img_src="'self' data:",
    worker_src="'self'",
    connect_src="'self'",
    base_uri="'none'",
    form_action="'none'",
)


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
            response.headers.update(page_headers(CONTENT_SECURITY_POLICY))
            return response
        return not_built("GraphiQL", CONTENT_SECURITY_POLICY)

    assets = HashedFiles(folder / "graphiql" / "assets", content_policy=CONTENT_SECURITY_POLICY)
    return [
        Route("/graphiql", graphiql, methods=["GET"]),
        Route("/graphiql/", graphiql, methods=["GET"]),
        Mount("/graphiql/assets", app=assets),
    ]
