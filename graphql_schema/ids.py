"""Global ids: every object that can be fetched alone has one, whatever its type."""

from __future__ import annotations

import binascii
from base64 import b64decode
from functools import lru_cache
from typing import Any, NamedTuple

from domain.errors import NotFound

_LARGEST_ID = 2**63 - 1
_REMEMBERED = 16_384


class ObjectRequest(NamedTuple):
    """One object. `key` is its key within its kind; None stands for the viewer."""

    kind: str
    key: Any


@lru_cache(maxsize=_REMEMBERED)
def user_id(key: int) -> str:
    """Return a user's global id."""
    return global_id("User", key)


@lru_cache(maxsize=_REMEMBERED)
def resume_id(key: int) -> str:
    """Return a resume's global id."""
    return global_id("Resume", key)


def global_id(kind: str, key: object) -> str:
    """Return the global id of an object."""
    return binascii.b2a_base64(f"{kind}:{key}".encode(), newline=False).decode()


def requested(text: str, *, kind: str | None = None) -> ObjectRequest:
    """Return which object a global id names; with `kind`, one of that kind.

    Where the kind is known its own number, as in REST, does as well. Raises `NotFound`.
    """
    if kind is not None and text.isascii() and text.isdecimal() and len(text) < 20:
        return ObjectRequest(kind, _number(text))
    try:
        named, _, key = b64decode(text, validate=True).decode().partition(":")
    except (ValueError, binascii.Error) as error:
        raise NotFound from error
    if kind is not None and named != kind:
        raise NotFound
    if named == "Position":
        return ObjectRequest(named, key)
    if named not in ("User", "Resume") or not (key.isascii() and key.isdecimal() and len(key) < 20):
        raise NotFound
    return ObjectRequest(named, _number(key))


def _number(text: str) -> int:
    number = int(text)
    if number > _LARGEST_ID:
        raise NotFound
    return number
