"""What a child process gives up before it touches a stranger's file.

Every measure is best effort: a kernel without it leaves the others standing, and `missing_measures`
tells the parent, which logs it. System calls go by number through ctypes, as libc wraps few of them.
"""

from __future__ import annotations

import ctypes
import fcntl
import multiprocessing
import os
import platform
import resource
import signal
import struct

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2

# Landlock's system calls have the same numbers on every architecture.
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION_FLAG = 1
_ALLOW_READ_FILE = 1 << 2
_ALLOW_READ_DIRECTORY = 1 << 3
# Rights over files known to each version of the interface: 13, then refer, truncate, device control.
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
_NETWORK_RIGHTS = 0b11

# By machine: the audit architecture of the filter and the number of socket().
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_MINIMUM_OPEN_FILES = 64

_missing: tuple[str, ...] = ()


def confine(memory_limit_bytes: int) -> None:
    """Give up memory beyond a limit, writing, sockets and outliving the parent. Never raises."""
    global _missing
    # Pebble's own handler needs the interpreter, which a hanging C library never returns to.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    measures = {
        "end with the fork server": lambda: _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL),
        "end with the parent": _end_with_parent,
        "limits": lambda: _limit_resources(memory_limit_bytes),
        "no new privileges": lambda: _prctl(_PR_SET_NO_NEW_PRIVS, 1),
        "no writing (Landlock)": _forbid_writing,
        "no sockets (seccomp)": _forbid_sockets,
    }
    missing = []
    for name, measure in measures.items():
        try:
            measure()
        except (OSError, ValueError, AttributeError, KeyError):
            missing.append(name)
    _missing = tuple(missing)


def missing_measures() -> tuple[str, ...]:
    """The measures that this process could not take."""
    return _missing


def limit_cpu(seconds: int) -> None:
    """Let this process use so many more seconds of CPU; the kernel ends it then."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + 1 + seconds, hard))


def _end_with_parent() -> None:
    """Have the kernel end this process when the pipe that the parent holds is closed.

    The fork server is no help: it lives as long as its children, and a hanging one keeps it.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    pipe = parent.sentinel
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)


def _limit_resources(memory_limit_bytes: int) -> None:
    for kind, limit in (
        (resource.RLIMIT_AS, memory_limit_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _MINIMUM_OPEN_FILES),
    ):
        resource.setrlimit(kind, (limit, limit))


def _forbid_writing() -> None:
    version = _system_call(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION_FLAG)
    rights = (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1
    # A right that is handled and granted by no rule is denied everywhere; reading stays out of it.
    rights &= ~(_ALLOW_READ_FILE | _ALLOW_READ_DIRECTORY)
    attributes = struct.pack("QQ", rights, _NETWORK_RIGHTS) if version >= 4 else struct.pack("Q", rights)
    ruleset = _system_call(_LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        _system_call(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _forbid_sockets() -> None:
    architecture, number = _SOCKET_CALLS[platform.machine()]
    load, jump_equal, give = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | 1
    instructions = [
        (load, 0, 0, 4),
        (jump_equal, 0, 3, architecture),
        (load, 0, 0, 0),
        (jump_equal, 0, 1, number),
        (give, 0, 0, refuse),
        (give, 0, 0, allow),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in instructions))
    program = struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(code))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(program))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int, pointer: ctypes.Array[ctypes.c_char] | None = None) -> None:
    if _libc().prctl(option, ctypes.c_ulong(value), pointer, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _system_call(number: int, *arguments: int | bytes | None) -> int:
    converted = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(_libc().syscall(ctypes.c_long(number), *converted))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"system call {number}")
    return result
