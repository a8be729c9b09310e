"""`resume-gateway new-file-key`: it needs neither the settings nor the database."""

from __future__ import annotations

from domain.clock import utc_now
from persistence.encryption import new_key


def new_file_key() -> str:
    """Return a new key of stored files, as the setting takes it."""
    return new_key(utc_now())
