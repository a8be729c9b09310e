"""Random tests: the same ones each time in `make test`, ever new ones in `make fuzz`.

Pytest's option `--hypothesis-profile` says which: `fixed` (the default, see pyproject.toml) or `roaming`,
whose values `--hypothesis-seed` makes again.
A random test that Hypothesis does not make is marked `roams` and takes its seed from here.
"""

from __future__ import annotations

import secrets

from hypothesis import core, settings


def register_profiles() -> None:
    """Register both profiles; neither bounds the time of one example, as machines differ."""
    settings.register_profile("fixed", derandomize=True, database=None, deadline=None, max_examples=100)
    settings.register_profile("roaming", deadline=None, max_examples=300, print_blob=True)


def seed(fixed: int) -> int:
    """Return the given seed, or another when tests roam; a failing test has to tell it."""
    if settings.get_current_profile_name() != "roaming":
        return fixed
    forced = core.global_force_seed
    return secrets.randbelow(2**32) if forced is None else int(forced)
