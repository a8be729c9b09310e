"""Global ids: every object that can be fetched alone has one, whatever its type."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import ClassVar

from domain.errors import NotFound
from domain.positions.ports import PositionPlace
from domain.webhooks.messages import ID_PREFIX

_LARGEST_ID = 2**63 - 1
_REMEMBERED = 16_384


class NodeKind(StrEnum):
    """The types of objects that can be fetched alone, by their names in the schema."""

    USER = "User"
    RESUME = "Resume"
    POSITION = "Position"


@dataclass(frozen=True, slots=True)
class UserRequest:
    """One user; without an id the one who asks."""

    kind: ClassVar[NodeKind] = NodeKind.USER
    id: int | None


@dataclass(frozen=True, slots=True)
class ResumeRequest:
    """One resume."""

    kind: ClassVar[NodeKind] = NodeKind.RESUME
    id: int


@dataclass(frozen=True, slots=True)
class PositionRequest:
    """One position."""

    kind: ClassVar[NodeKind] = NodeKind.POSITION
    place: PositionPlace


NodeRequest = UserRequest | ResumeRequest | PositionRequest


@lru_cache(maxsize=_REMEMBERED)
def user_id(key: int) -> str:
    """Return a user's global id."""
    return global_id(NodeKind.USER, key)


@lru_cache(maxsize=_REMEMBERED)
def resume_id(key: int) -> str:
    """Return a resume's global id."""
    return global_id(NodeKind.RESUME, key)


def position_id(key: str) -> str:
    """Return a position's global id."""
    return global_id(NodeKind.POSITION, key)


def global_id(kind: NodeKind, key: object) -> str:
    """Return the global id of an object."""
    return binascii.b2a_base64(f"{kind}:{key}".encode(), newline=False).decode()


def requested_user(text: str) -> int:
    """Return which user a global id names, or a number as in REST. Raises `NotFound`."""
    return requested_number(_key(text, NodeKind.USER))


def requested_resume(text: str) -> int:
    """Return which resume a global id names, or a number as in REST. Raises `NotFound`."""
    return requested_number(_key(text, NodeKind.RESUME))


def requested_position(text: str) -> PositionPlace:
    """Return which position a global id names. Raises `NotFound`."""
    kind, key = _parts(text)
    if kind != NodeKind.POSITION:
        raise NotFound
    return position_place(key)


def requested_message(text: str) -> int:
    """Return which message to a webhook an id names. Raises `NotFound`."""
    if not text.startswith(ID_PREFIX):
        raise NotFound
    return requested_number(text.removeprefix(ID_PREFIX))


def requested_node(text: str) -> NodeRequest:
    """Return which object a global id names. Raises `NotFound`."""
    kind, key = _parts(text)
    if kind == NodeKind.POSITION:
        return PositionRequest(position_place(key))
    if kind == NodeKind.USER:
        return UserRequest(requested_number(key))
    if kind == NodeKind.RESUME:
        return ResumeRequest(requested_number(key))
    raise NotFound


def position_place(key: str) -> PositionPlace:
    """Return the place of a position, given its key."""
    source, _, code = key.partition(":")
    return PositionPlace(source, code)


def _key(text: str, kind: NodeKind) -> str:
    if _is_number(text):
        return text
    named, key = _parts(text)
    if named != kind:
        raise NotFound
    return key


def _parts(text: str) -> tuple[str, str]:
    try:
        kind, _, key = b64decode(text, validate=True).decode().partition(":")
    except (ValueError, binascii.Error) as error:
        raise NotFound from error
    return kind, key


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20


def requested_number(text: str) -> int:
    """Return the number by which an object is known. Raises `NotFound`."""
    if not _is_number(text) or int(text) > _LARGEST_ID:
        raise NotFound
    return int(text)
