"""Reads Kubernetes' objects strictly: no field that does not exist, none left out that must be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from lightkube.core.resource_registry import resource_registry


class WrongManifest(Exception):
    """An object that Kubernetes would refuse; where, and what is wrong."""


def check_manifest(manifest: dict[str, Any]) -> None:
    """Raise `WrongManifest` where a field is unknown, missing or of another type."""
    kind = resource_registry.load(manifest["apiVersion"], manifest["kind"])
    try:
        read = msgspec.to_builtins(msgspec.convert(manifest, kind))
    except msgspec.ValidationError as error:
        raise WrongManifest(str(error)) from error
    for place in _left_out(manifest, read, manifest["kind"]):
        raise WrongManifest(f"{place} does not exist")


def _left_out(given: object, read: object, place: str) -> Iterator[str]:
    """Give what was given and is not in what was read."""
    if isinstance(given, dict) and isinstance(read, dict):
        for name, value in given.items():
            if name not in read:
                yield f"{place}.{name}"
            else:
                yield from _left_out(value, read[name], f"{place}.{name}")
    elif isinstance(given, list) and isinstance(read, list):
        for number, (one, other) in enumerate(zip(given, read, strict=True)):
            yield from _left_out(one, other, f"{place}[{number}]")
