"""Uploaded files."""

from __future__ import annotations

from api.settings import Settings
from domain.clock import Clock
from persistence.copying_files import FilesDiffer as FilesDiffer
from persistence.encryption import NO_KEYS, FileKeys, parse_keys
from persistence.files import ObjectFileStore
from persistence.key_use import KeyMissing, check_keys
from persistence.object_stores import StoreUnusable as StoreUnusable
from persistence.object_stores import usable
from persistence.storage import Storage

_OTHERS = 0o077


class WrongFileKeys(Exception):
    """The keys of files cannot be used; a whole sentence that names the setting."""


def file_store(settings: Settings, *, clock: Clock) -> ObjectFileStore:
    """Return where uploaded files are kept. Raises `WrongFileKeys`."""
    return ObjectFileStore(
        settings.resolved_storage_url,
        clock=clock,
        keys=file_keys(settings),
        timeout_seconds=settings.storage_timeout_seconds,
    )


def storage(settings: Settings) -> Storage:
    """Return the store itself. Raises `StoreUnusable`, `OSError`."""
    return Storage(settings.resolved_storage_url, timeout_seconds=settings.storage_timeout_seconds)


def file_keys(settings: Settings) -> FileKeys:
    """Return what stored files are encrypted with. Raises `WrongFileKeys`."""
    path = settings.file_keys_file
    if settings.file_keys is not None and path is not None:
        raise WrongFileKeys("GATEWAY_FILE_KEYS is wrong: GATEWAY_FILE_KEYS_FILE is set too; set one of them.")
    if settings.file_keys is None and path is None:
        return NO_KEYS
    try:
        if path is None:
            assert settings.file_keys is not None
            return parse_keys(settings.file_keys.get_secret_value())
        if path.stat().st_mode & _OTHERS:
            raise ValueError(f"others may read {path}: chmod 600 it")
        return parse_keys(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WrongFileKeys(f"{_variable(settings)} is wrong: {error}.") from error


def check_files(settings: Settings) -> None:
    """Look whether the store takes files, and whether the keys open what is stored.

    Raises `WrongFileKeys`, `StoreUnusable`, `OSError`.
    """
    keys, found = file_keys(settings), storage(settings)
    found.check()
    try:
        with usable():
            check_keys(found, keys)
    except KeyMissing as error:
        raise WrongFileKeys(f"{_variable(settings)} is wrong: {error}.") from error


def _variable(settings: Settings) -> str:
    return "GATEWAY_FILE_KEYS" if settings.file_keys_file is None else "GATEWAY_FILE_KEYS_FILE"
