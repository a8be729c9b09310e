"""/account/export and /accounts/<id>/export: what is no part of the REST document."""

from __future__ import annotations

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.authentication import require_holder, require_viewer
from api.operation import permitted
from api.state import ApiRequest
from domain import policies
from domain.viewers import Viewer


@permitted(policies.EXPORT_OWN_ACCOUNT)
async def export_own_account(request: ApiRequest) -> Response:
    """Return all that is held of who asks, as a ZIP."""
    viewer = await require_viewer(request)
    return await _export(request, viewer, viewer.id)


@permitted(policies.EXPORT_ACCOUNT)
async def export_account(request: ApiRequest) -> Response:
    """Return all that is held of a user, as a ZIP."""
    viewer = await require_holder(request)
    return await _export(request, viewer, request.path_params["user_id"])


async def _export(request: ApiRequest, viewer: Viewer, user_id: int) -> Response:
    pieces = await request.state["account_export"].export(viewer, user_id)
    headers = {
        "Content-Disposition": f'attachment; filename="account-{user_id}.zip"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


routes = [
    Route("/account/export", export_own_account, methods=["GET"]),
    Route("/accounts/{user_id:id}/export", export_account, methods=["GET"]),
]
