"""What an endpoint says of itself, next to its code; the OpenAPI document is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from domain.errors import DomainError
from domain.policies import Permission

EndpointT = TypeVar("EndpointT", bound=Callable[..., Any])
_ATTRIBUTE = "__operation__"
_PERMISSION = "__permission__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An endpoint's contract.

    Attributes:
        responds: The body of success; with `many`, an array of it.
        permission: Who may ask; whether a token is needed, and how it is refused, follow from it.
        errors: What else the domain may refuse; unexpected errors are added.
    """

    summary: str
    permission: Permission
    responds: type[BaseModel]
    status: int = 200
    many: bool = False
    body: type[BaseModel] | Literal["file"] | None = None
    errors: tuple[type[DomainError], ...] = ()
    description: str = ""


def operation(contract: Operation) -> Callable[[EndpointT], EndpointT]:
    """Attach a contract to an endpoint."""

    def attach(endpoint: EndpointT) -> EndpointT:
        setattr(endpoint, _ATTRIBUTE, contract)
        setattr(endpoint, _PERMISSION, contract.permission)
        return endpoint

    return attach


def permitted(permission: Permission) -> Callable[[EndpointT], EndpointT]:
    """Say who may ask an endpoint that is no part of the REST document."""

    def attach(endpoint: EndpointT) -> EndpointT:
        setattr(endpoint, _PERMISSION, permission)
        return endpoint

    return attach


def permission_of(endpoint: Callable[..., Any]) -> Permission | None:
    """Return who may ask an endpoint, None where nobody has said."""
    found: Permission | None = getattr(endpoint, _PERMISSION, None)
    return found


def operation_of(endpoint: Callable[..., Any]) -> Operation | None:
    """Return an endpoint's contract, None where it has none."""
    found: Operation | None = getattr(endpoint, _ATTRIBUTE, None)
    return found
