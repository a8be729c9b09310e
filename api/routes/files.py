"""/files/<id>/…: pictures of pages and the file itself, for a token or under an address that was signed."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.authentication import require_holder
from api.operation import permitted
from api.responses import knows
from api.state import ApiRequest
from domain import policies
from domain.pages.signing import STABLE_SECONDS

DEFAULT_WIDTH = 1_200
_WIDTH = re.compile("[1-9][0-9]{0,4}")
# Nothing of it may run, nor load anything, whatever a browser takes it for.
_STRICT = "default-src 'none'; sandbox"


@permitted(policies.SEE_PERSON)
async def picture(request: ApiRequest) -> Response:
    """Return the picture of a page."""
    viewer = await require_holder(request)
    found = await request.state["files"].picture(
        viewer, request.path_params["resume_id"], request.path_params["number"], width=_width(request)
    )
    tag = f'"{found.tag}"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"private, max-age={STABLE_SECONDS}",
        "Vary": "Authorization",
        "Content-Security-Policy": _STRICT,
    }
    if knows(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(await found.content(), media_type="image/webp", headers=headers)


@permitted(policies.SEE_PERSON)
async def original(request: ApiRequest) -> Response:
    """Return a resume's file as it was uploaded."""
    viewer = await require_holder(request)
    found = await request.state["files"].original(viewer, request.path_params["resume_id"])
    headers = {
        "Content-Disposition": _attachment(found.file.file_name),
        "Content-Length": str(found.file.size_bytes),
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": _STRICT,
    }
    return StreamingResponse(found.pieces, headers=headers, media_type=found.file.media_type)


def _width(request: ApiRequest) -> int:
    given = request.query_params.get("width", "")
    if not given:
        return DEFAULT_WIDTH
    if _WIDTH.fullmatch(given) is None:
        raise HTTPException(400)
    return int(given)


def _attachment(name: str) -> str:
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


routes = [
    Route("/files/{resume_id:id}/pages/{number:id}", picture, methods=["GET"]),
    Route("/files/{resume_id:id}/original", original, methods=["GET"]),
]
