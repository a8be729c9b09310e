"""What an endpoint says of itself, next to its code; the OpenAPI document is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from domain.errors import DomainError

EndpointT = TypeVar("EndpointT", bound=Callable[..., Any])
_ATTRIBUTE = "__operation__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An endpoint's contract.

    Attributes:
        responds: The body of success; with `many`, an array of it.
        errors: What the domain may refuse; authentication and unexpected errors are added.
        authentication: Whether a token is required, looked at, or of no meaning.
    """

    summary: str
    responds: type[BaseModel]
    status: int = 200
    many: bool = False
    body: type[BaseModel] | Literal["file"] | None = None
    errors: tuple[type[DomainError], ...] = ()
    authentication: Literal["required", "optional", "none"] = "required"
    description: str = ""


def operation(contract: Operation) -> Callable[[EndpointT], EndpointT]:
    """Attach a contract to an endpoint."""

    def attach(endpoint: EndpointT) -> EndpointT:
        setattr(endpoint, _ATTRIBUTE, contract)
        return endpoint

    return attach


def operation_of(endpoint: Callable[..., Any]) -> Operation | None:
    """Return an endpoint's contract, None where it has none."""
    found: Operation | None = getattr(endpoint, _ATTRIBUTE, None)
    return found
