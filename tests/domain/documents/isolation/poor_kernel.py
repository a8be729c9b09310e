"""Loaded by a nursery, it makes the kernel one without Landlock and seccomp."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from domain.documents.isolation import confinement, landlock


def _refuse(_: Iterable[Path] = ()) -> NoReturn:
    raise OSError(38, "Function not implemented")


for _module, _name in (
    (landlock, "ruleset_for_reading"),
    (landlock, "version"),
    (confinement, "allow_listed_calls_only"),
):
    setattr(_module, _name, _refuse)
