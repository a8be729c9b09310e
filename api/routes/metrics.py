"""`/metrics` behind the operator's token."""

from __future__ import annotations

import anyio
from starlette.responses import Response
from starlette.routing import Route

from api.operation import permitted
from api.state import ApiRequest
from domain import policies
from domain.errors import Unauthenticated


@permitted(policies.SEE_METRICS)
async def metrics(request: ApiRequest) -> Response:
    """Answer a scrape."""
    from api.telemetry.endpoint import bears

    token, exposed = request.state["settings"].scrape_token, request.state["metrics"]
    assert token is not None
    assert exposed is not None
    if not bears(token, request.headers.get("authorization")):
        raise Unauthenticated
    body, media = await anyio.to_thread.run_sync(exposed, request.headers.get("accept"))
    return Response(body, media_type=media)


routes = [Route("/metrics", metrics, methods=["GET"])]
