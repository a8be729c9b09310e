"""/api/resumes…, /api/admin/resumes."""

from __future__ import annotations

from functools import partial

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from api.authentication import require_viewer
from api.forms import FORM_BYTES, read_form
from api.models import AdminResumeItem, ResumeDetail, ResumeItem, UploadResponse
from api.operation import Operation, operation
from api.responses import PAGE_ROWS, json_array, json_response
from api.state import ApiRequest
from domain import policies
from domain.errors import (
    EmptyFile,
    FileTooLarge,
    NoFileUploaded,
    NotFound,
    QuotaExceeded,
    StorageFull,
    TooManyRequests,
    UnsupportedFileType,
    refused_by_system,
)
from domain.resumes.models import STATUS_TEXTS


@operation(
    Operation(
        summary="上传简历",
        body="file",
        permission=policies.UPLOAD_RESUME,
        responds=UploadResponse,
        status=201,
        errors=(
            NoFileUploaded,
            EmptyFile,
            QuotaExceeded,
            FileTooLarge,
            UnsupportedFileType,
            TooManyRequests,
            StorageFull,
        ),
        description="文件保存后即返回，分析在后台进行。类型由文件内容判断，与文件名无关。",
    )
)
async def upload_resume(request: ApiRequest) -> Response:
    """Keep a file."""
    viewer = await require_viewer(request)
    bounded = _bounded(request, request.state["settings"].upload_max_bytes + FORM_BYTES)
    try:
        form = await read_form(bounded)
    except OSError as error:
        # The temporary folder, where it is spooled, is full.
        raise refused_by_system(error) from error
    try:
        file = form.get("file")
        upload = file if isinstance(file, UploadFile) else None
        resume = await request.state["resumes"].upload_resume(viewer, upload)
    finally:
        await form.close()
    return json_response({"resume_id": resume.id, "status": resume.status}, 201)


@operation(
    Operation(
        summary="获取当前用户简历列表",
        permission=policies.LIST_OWN_RESUMES,
        responds=ResumeItem,
        many=True,
        description="一次返回当前用户的全部简历。",
    )
)
async def my_resumes(request: ApiRequest) -> Response:
    """Return the caller's resumes."""
    viewer = await require_viewer(request)
    fetch = partial(request.state["resumes"].resumes_of, viewer, limit=PAGE_ROWS)
    return await json_array(
        lambda after: fetch(after=after),
        identify=lambda row: row.id,
        render=lambda row: {
            "id": row.id,
            "upload_time": row.upload_time,
            "status": STATUS_TEXTS[row.state],
        },
    )


@operation(
    Operation(
        summary="获取简历详情",
        permission=policies.SEE_RESUME,
        responds=ResumeDetail,
        errors=(NotFound,),
        description="仅本人或管理员可查看；file_path 为存储键。",
    )
)
async def resume(request: ApiRequest) -> Response:
    """Return one resume."""
    viewer = await require_viewer(request)
    row = await request.state["resumes"].resume(viewer, request.path_params["resume_id"])
    return json_response(
        {
            "id": row.id,
            "file_path": row.storage_key,
            "status": STATUS_TEXTS[row.state],
            "upload_time": row.upload_time,
        }
    )


@operation(
    Operation(
        summary="获取所有简历（仅管理员）",
        permission=policies.LIST_RESUMES,
        responds=AdminResumeItem,
        many=True,
        description="一次返回所有用户的全部简历。",
    )
)
async def all_resumes(request: ApiRequest) -> Response:
    """Return every resume."""
    viewer = await require_viewer(request)
    fetch = partial(request.state["resumes"].all_resumes, viewer, limit=PAGE_ROWS)
    return await json_array(
        lambda after: fetch(after=after),
        identify=lambda row: row.id,
        render=lambda row: {"id": row.id, "user_id": row.user_id, "status": STATUS_TEXTS[row.state]},
    )


def _bounded(request: ApiRequest, max_bytes: int) -> ApiRequest:
    """Return the request with a body that breaks off with 413 beyond `max_bytes`."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > max_bytes:
        raise HTTPException(413)
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > max_bytes:
            raise HTTPException(413)
        return message

    return Request(request.scope, receive)


routes = [
    Route("/api/resumes/upload", upload_resume, methods=["POST"]),
    Route("/api/resumes", my_resumes, methods=["GET"]),
    Route("/api/resumes/{resume_id:id}", resume, methods=["GET"]),
    Route("/api/admin/resumes", all_resumes, methods=["GET"]),
]
