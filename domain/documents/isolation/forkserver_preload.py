"""Imported by the fork server alone: what every child finds already loaded."""

from __future__ import annotations

import multiprocessing.spawn


def _leave_main_alone(_: str) -> None:
    """Do not import the parent's script again: it would load the whole server into each child."""


multiprocessing.spawn._fixup_main_from_path = _leave_main_alone  # type: ignore[attr-defined]
multiprocessing.spawn._fixup_main_from_name = _leave_main_alone  # type: ignore[attr-defined]
