"""Landlock: this process may read under some paths, and do nothing else with files or the network."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from domain.documents.isolation.system import system_call

# These have the same numbers on every architecture.
_CREATE_RULESET = 444
_ADD_RULE = 445
_RESTRICT_SELF = 446
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_READ_FILE = 1 << 2
_READ_DIRECTORY = 1 << 3
# How many rights over files each version of the interface knows: 13, then refer, truncate, device control.
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
_RIGHTS_OF_LATER_VERSIONS = 16
_FIRST_WITH_NETWORK = 4
_FIRST_WITH_SCOPES = 6
_BIND_AND_CONNECT = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


def version() -> int:
    """Return the version of the kernel's interface. Raises `OSError` where there is none."""
    return system_call(_CREATE_RULESET, None, 0, _VERSION_FLAG)


def scopes_signals() -> bool:
    """Tell whether the kernel keeps signals within what is confined."""
    try:
        return version() >= _FIRST_WITH_SCOPES
    except OSError:
        return False


def ruleset_for_reading(paths: Iterable[Path]) -> int:
    """Return a descriptor of rules that leave nothing but reading below these paths.

    They deny every other right over files, TCP, and signals to processes outside. Making them takes longer
    than following them: one process makes them for all its children.

    Raises:
        OSError: The kernel refuses.
    """
    attributes = _attributes(version())
    ruleset = system_call(_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        for path in paths:
            _allow_reading(ruleset, path)
    except BaseException:
        os.close(ruleset)
        raise
    return ruleset


def follow(ruleset: int) -> None:
    """Be bound by the rules from now on. Raises `OSError`."""
    system_call(_RESTRICT_SELF, ruleset, 0)


def _attributes(known: int) -> bytes:
    rights = (1 << _RIGHTS_BY_VERSION.get(known, _RIGHTS_OF_LATER_VERSIONS)) - 1
    attributes = struct.pack("Q", rights)
    if known >= _FIRST_WITH_NETWORK:
        attributes += struct.pack("Q", _BIND_AND_CONNECT)
    if known >= _FIRST_WITH_SCOPES:
        attributes += struct.pack("Q", _ABSTRACT_SOCKETS_AND_SIGNALS)
    return attributes


def _allow_reading(ruleset: int, path: Path) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | (_READ_DIRECTORY if path.is_dir() else 0)
        system_call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)
