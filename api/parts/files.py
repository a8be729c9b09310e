"""Uploaded files."""

from __future__ import annotations

from api.settings import Settings
from domain.clock import Clock
from domain.resumes.ports import FileStore
from persistence.files import ObjectFileStore


def file_store(settings: Settings, *, clock: Clock) -> FileStore:
    """Return where uploaded files are kept."""
    return ObjectFileStore(settings.resolved_storage_url, clock=clock)
