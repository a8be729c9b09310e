"""/api/resumes/<id>/analysis and …/matches."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from api.authentication import require_viewer
from api.models import AnalysisResponse, MatchItem
from api.operation import Operation, operation
from api.responses import json_response
from api.state import ApiRequest
from domain import policies
from domain.analyses.facts import stored_age
from domain.errors import AnalysisNotFound, NotFound
from domain.matches.models import score_text

_WAITS = "若分析仍在进行，会稍候片刻（GATEWAY_ANALYSIS_WAIT_SECONDS）再答复。"


@operation(
    Operation(
        summary="获取简历分析结果",
        permission=policies.SEE_PERSON,
        responds=AnalysisResponse,
        errors=(NotFound, AnalysisNotFound),
        description=_WAITS + "仍未完成时返回 404 并带 Retry-After。简历未写明的内容为 null。",
    )
)
async def resume_analysis(request: ApiRequest) -> Response:
    """Return what was read from a resume."""
    viewer = await require_viewer(request)
    row = await request.state["results"].analysis_of(viewer, request.path_params["resume_id"])
    today = request.state["clock"]().astimezone().date()
    return json_response(
        {
            "basic_info": {
                "name": row.name,
                "age": stored_age(row.age_stated, row.birth_date, today),
                "contact": {"email": row.email, "phone": row.phone},
            },
            "career_interest": row.career_interest,
        }
    )


@operation(
    Operation(
        summary="获取职位匹配结果",
        permission=policies.SEE_RESUME,
        responds=MatchItem,
        many=True,
        errors=(NotFound,),
        description=_WAITS + "按匹配度从高到低排列。",
    )
)
async def resume_matches(request: ApiRequest) -> Response:
    """Return the positions that fit a resume."""
    viewer = await require_viewer(request)
    rows = await request.state["results"].matches_of(viewer, request.path_params["resume_id"])
    return json_response(
        [
            {
                "position": row.position,
                "salary_range": row.salary_range,
                "match_score": score_text(row.score),
                "analysis": row.analysis,
            }
            for row in rows
        ]
    )


routes = [
    Route("/api/resumes/{resume_id:id}/analysis", resume_analysis, methods=["GET"]),
    Route("/api/resumes/{resume_id:id}/matches", resume_matches, methods=["GET"]),
]
