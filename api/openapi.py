"""OpenAPI 3.1, made from the routes and their contracts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.routing import BaseRoute, Route

from api.errors import HTTP_MESSAGES, STATUS
from api.models import ID_LIMITS, ErrorBody, RegisterRequest
from api.operation import Operation, operation_of
from domain.documents.formats import names_zh
from domain.policies import Login

_REFERENCE = "#/components/schemas/{model}"
_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "由登录取得的令牌：仅 HS256，遵循 RFC8725。",
}
_SECURITY: dict[Login, list[dict[str, list[str]]]] = {
    Login.REQUIRED: [{"bearer": []}],
    Login.OPTIONAL: [{}, {"bearer": []}],
    Login.NEEDLESS: [],
}
_PARAMETER = re.compile(r"\{(\w+):\w+\}")
_STATUS_WORDS = {200: "成功", 201: "已创建"}
_RETRY_AFTER = {"schema": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 3600}}
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string", "const": "Bearer"}}},
    429: {
        "Retry-After": _RETRY_AFTER,
        "RateLimit": {"schema": {"type": "string", "maxLength": 200}},
        "RateLimit-Policy": {"schema": {"type": "string", "maxLength": 200}},
    },
    503: {"Retry-After": _RETRY_AFTER},
    507: {"Retry-After": _RETRY_AFTER},
}


def openapi_document(
    routes: Iterable[BaseRoute], *, password_min_length: int, root_path: str = ""
) -> dict[str, Any]:
    """Return the OpenAPI document of the described routes among `routes`."""
    described = [
        (route, contract)
        for route in routes
        if isinstance(route, Route) and (contract := operation_of(route.endpoint)) is not None
    ]
    models: dict[type[BaseModel], None] = {ErrorBody: None}
    for _, contract in described:
        models[contract.responds] = None
        if isinstance(contract.body, type):
            models[contract.body] = None
    _, schemas = models_json_schema([(model, "validation") for model in models], ref_template=_REFERENCE)
    register = schemas["$defs"].get(RegisterRequest.__name__)
    if register is not None:
        # The shortest password is the operator's to say.
        register["properties"]["password"]["minLength"] = password_min_length
    paths: dict[str, Any] = {}
    for route, contract in described:
        path = _PARAMETER.sub(r"{\1}", route.path)
        for method in sorted((route.methods or set()) - {"HEAD"}):
            paths.setdefault(path, {})[method.lower()] = _operation(route, contract)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Resume gateway",
            "version": version("resume-gateway"),
            "description": '上传简历，获得个人信息、求职意向和匹配职位。所有错误均为 {"error": "…"}。',
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": root_path or "/"}],
        "tags": [{"name": name} for name in sorted({_tag(route) for route, _ in described})],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {"bearer": _BEARER},
        },
    }


def _tag(route: Route) -> str:
    module: str = route.endpoint.__module__
    return module.rsplit(".", 1)[-1]


def _operation(route: Route, contract: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": route.name,
        "summary": contract.summary,
        "tags": [_tag(route)],
        "responses": _responses(contract),
    }
    if contract.description:
        described["description"] = contract.description
    parameters = _PARAMETER.findall(route.path)
    if parameters:
        described["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "integer", **ID_LIMITS}}
            for name in parameters
        ]
    if contract.body == "file":
        file = {
            "type": "string",
            "format": "binary",
            "minLength": 1,
            "description": f"简历文件：{names_zh()}",
        }
        schema = {"type": "object", "required": ["file"], "properties": {"file": file}}
        described["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    elif contract.body is not None:
        described["requestBody"] = {"required": True, "content": _json_content(_reference(contract.body))}
    if security := _SECURITY[contract.permission.login]:
        described["security"] = security
    return described


def _responses(contract: Operation) -> dict[str, Any]:
    body = _reference(contract.responds)
    success = {"type": "array", "items": body} if contract.many else body
    responses: dict[str, Any] = {
        str(contract.status): {
            "description": _STATUS_WORDS[contract.status],
            "content": _json_content(success),
        }
    }
    by_status: dict[int, list[str]] = {}
    for error in (*contract.errors, *contract.permission.refusals):
        by_status.setdefault(STATUS[error], []).append(error.default_message)
    if contract.body is not None:
        by_status.setdefault(413, []).append(HTTP_MESSAGES[413])
    by_status[500] = [HTTP_MESSAGES[500]]
    by_status[503] = [HTTP_MESSAGES[503]]
    for status, messages in sorted(by_status.items()):
        texts = list(dict.fromkeys(messages))
        response: dict[str, Any] = {
            "description": "；".join(texts),
            "content": _json_content(_reference(ErrorBody), examples=texts),
        }
        if status in _HEADERS:
            response["headers"] = _HEADERS[status]
        responses[str(status)] = response
    return responses


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def _json_content(schema: dict[str, Any], examples: list[str] | None = None) -> dict[str, Any]:
    media: dict[str, Any] = {"schema": schema}
    if examples:
        media["examples"] = {str(n): {"value": {"error": text}} for n, text in enumerate(examples, start=1)}
    return {"application/json": media}
