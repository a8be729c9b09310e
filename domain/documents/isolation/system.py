"""System calls that Python does not wrap, by their numbers."""

from __future__ import annotations

import ctypes
from functools import cache

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def prctl(option: int, value: int, pointer: ctypes.Array[ctypes.c_char] | None = None) -> None:
    """Call `prctl`. Raises `OSError`."""
    if _libc().prctl(option, ctypes.c_ulong(value), pointer, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def system_call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call and return its result. Raises `OSError`."""
    converted = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = int(_libc().syscall(ctypes.c_long(number), *converted))
    if result < 0:
        raise OSError(ctypes.get_errno(), f"system call {number}")
    return result


def unshare(flags: int) -> None:
    """Leave namespaces for new ones. Raises `OSError`."""
    if _libc().unshare(ctypes.c_int(flags)) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
