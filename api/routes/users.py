"""/api/register, /api/login, /api/admin/users."""

from __future__ import annotations

from functools import partial

from starlette.responses import Response
from starlette.routing import Route

from api.addresses import client_address
from api.authentication import optional_viewer, require_viewer
from api.models import LoginRequest, LoginResponse, RegisterRequest, RegisterResponse, UserItem
from api.operation import Operation, operation
from api.responses import PAGE_ROWS, json_array, json_response, read_json
from api.state import ApiRequest
from domain import policies
from domain.errors import (
    InvalidCredentials,
    InvalidInput,
    Overloaded,
    StorageFull,
    TooManyRequests,
    UsernameTaken,
)


@operation(
    Operation(
        summary="用户注册",
        body=RegisterRequest,
        permission=policies.REGISTER,
        responds=RegisterResponse,
        status=201,
        errors=(InvalidInput, UsernameTaken, TooManyRequests, Overloaded, StorageFull),
        description="角色 admin 只能由管理员创建；"
        "尚无管理员时，首个管理员的注册由 GATEWAY_ADMIN_BOOTSTRAP 决定。",
    )
)
async def register(request: ApiRequest) -> Response:
    """Make a user."""
    settings = request.state["settings"]
    body = await read_json(request, RegisterRequest, max_bytes=settings.body_max_bytes)
    # A token matters only to one who needs it: whoever may register without is not refused for a bad one.
    users = request.state["users"]
    viewer = None if users.registers(None, body.role) else await optional_viewer(request)
    await users.register(
        username=body.username,
        password=body.password,
        email=body.email,
        role=body.role,
        viewer=viewer,
        address=client_address(request.scope),
        approach=request.state["approaches"].of(request.scope),
    )
    return json_response({"message": "注册成功"}, 201)


@operation(
    Operation(
        summary="用户登录",
        body=LoginRequest,
        permission=policies.LOG_IN,
        responds=LoginResponse,
        errors=(InvalidInput, InvalidCredentials, TooManyRequests, Overloaded),
        description="返回访问令牌，之后的请求以 Authorization: Bearer 发送。",
    )
)
async def login(request: ApiRequest) -> Response:
    """Give a token."""
    settings = request.state["settings"]
    body = await read_json(request, LoginRequest, max_bytes=settings.body_max_bytes)
    token = await request.state["users"].login(
        username=body.username, password=body.password, address=client_address(request.scope)
    )
    return json_response({"access_token": token})


@operation(
    Operation(
        summary="获取所有用户（仅管理员）",
        permission=policies.LIST_USERS,
        responds=UserItem,
        many=True,
        description="一次返回全部用户。",
    )
)
async def all_users(request: ApiRequest) -> Response:
    """Return every user."""
    viewer = await require_viewer(request)
    fetch = partial(request.state["users"].all_users, viewer, limit=PAGE_ROWS)
    return await json_array(
        lambda after: fetch(after=after), identify=lambda row: row.id, render=lambda row: row._asdict()
    )


routes = [
    Route("/api/register", register, methods=["POST"]),
    Route("/api/login", login, methods=["POST"]),
    Route("/api/admin/users", all_users, methods=["GET"]),
]
