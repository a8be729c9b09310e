"""Seccomp: the system calls that a reading child may make; every other is refused.

What is not in the list fails with EPERM; no process and no thread is made. Calls of another architecture
(`int 0x80`, x32) have numbers of their own: they kill the process.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from functools import cache

from domain.documents.isolation.system import PR_SET_SECCOMP, prctl

# Name: number on x86_64, number on aarch64; None where the architecture has no such call.
_ALLOWED = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "close": (3, 57), "close_range": (436, 436), "lseek": (8, 62), "fadvise64": (221, 223),
    "fstat": (5, 80), "stat": (4, None), "lstat": (6, None), "newfstatat": (262, 79), "statx": (332, 291),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439), "readlink": (89, None),
    "readlinkat": (267, 78), "getdents64": (217, 61), "getcwd": (79, 17), "statfs": (137, 43),
    "fstatfs": (138, 44), "dup": (32, 23), "dup3": (292, 24), "pipe2": (293, 59),
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233),
    "brk": (12, 214), "mincore": (27, 232),
    "futex": (202, 98), "set_robust_list": (273, 99), "set_tid_address": (218, 96), "rseq": (334, 293),
    "arch_prctl": (158, None), "membarrier": (324, 283), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "getcpu": (309, 168),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101), "gettimeofday": (96, 169), "time": (201, None), "times": (100, 153),
    "getrusage": (98, 165), "getrandom": (318, 278), "getpid": (39, 172), "gettid": (186, 178),
    "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175), "getgid": (104, 176),
    "getegid": (108, 177), "uname": (63, 160), "sysinfo": (99, 179), "getrlimit": (97, 163),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
_OPEN = {"open": (2, None), "openat": (257, 56)}
_KILL, _TGKILL = (62, 129), (234, 131)
_FCNTL, _IOCTL, _PRCTL, _PRLIMIT = (72, 25), (16, 29), (157, 167), (302, 261)

_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_X32_BIT = 0x40000000

_ALLOW, _KILL_PROCESS, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _GIVE = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_FCNTL_ALLOWED = (0, 1, 2, 3, 4, 1030)  # duplicate, get and set flags
_IOCTL_ALLOWED = (0x5401, 0x5450, 0x5451, 0x541B)  # is a terminal, close on exec, bytes waiting
_PRCTL_ALLOWED = (15, 0x53564D41)  # name a thread, name memory

_INSTRUCTION = struct.Struct("HBBI")
# Larger than any process's id.
_NOBODYS_ID = 0x7FFFFFFE

_Instruction = tuple[int, int, int, int]


def allow_listed_calls_only() -> None:
    """Install the filter for this process.

    Raises:
        KeyError: The architecture is not known.
        OSError: The kernel refuses.
    """
    own = struct.pack("I", os.getpid())
    packed = packed_program().replace(struct.pack("I", _NOBODYS_ID), own)
    code = ctypes.create_string_buffer(packed)
    filter_program = struct.pack("HxxxxxxP", len(packed) // _INSTRUCTION.size, ctypes.addressof(code))
    # 2: the mode in which a program decides.
    prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(filter_program))


@cache
def packed_program() -> bytes:
    """Return the filter as the kernel takes it, but for the process's own id.

    It is made once for all children; making it takes longer than installing it. Raises `KeyError`.
    """
    return b"".join(_INSTRUCTION.pack(*each) for each in program(platform.machine(), _NOBODYS_ID))


def program(machine: str, process_id: int) -> list[_Instruction]:
    """Return the filter, as instructions of the classic packet filter."""
    column, architecture = _ARCHITECTURES[machine]
    lines: list[_Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, architecture),
        (_GIVE, 0, 0, _KILL_PROCESS),
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    if machine == "x86_64":
        lines += [(_AT_LEAST, 0, 1, _X32_BIT), (_GIVE, 0, 0, _KILL_PROCESS)]
    for numbers in _ALLOWED.values():
        if (number := numbers[column]) is not None:
            lines += [(_EQUAL, 0, 1, number), (_GIVE, 0, 0, _ALLOW)]
    for at, numbers in ((1, _OPEN["open"]), (2, _OPEN["openat"])):
        writing = [*_load(at), (_ANY_BIT, 0, 1, _WRITING), (_GIVE, 0, 0, _ERRNO | errno.EACCES)]
        lines += _when(numbers[column], writing, _ALLOW)
    for numbers in (_KILL, _TGKILL):
        lines += _when(numbers[column], _one_of(0, (process_id,)), _ERRNO | errno.EPERM)
    lines += _when(_FCNTL[column], _one_of(1, _FCNTL_ALLOWED), _ERRNO | errno.EPERM)
    lines += _when(_IOCTL[column], _one_of(1, _IOCTL_ALLOWED), _ERRNO | errno.ENOTTY)
    lines += _when(_PRCTL[column], _one_of(0, _PRCTL_ALLOWED), _ERRNO | errno.EPERM)
    # Limits may be asked for, not set: the new limit's address is null.
    asked = [*_load(2), (_EQUAL, 0, 3, 0), *_load(2, upper=True), (_EQUAL, 0, 1, 0), (_GIVE, 0, 0, _ALLOW)]
    lines += _when(_PRLIMIT[column], asked, _ERRNO | errno.EPERM)
    return [*lines, (_GIVE, 0, 0, _ERRNO | errno.EPERM)]


def _when(number: int | None, then: list[_Instruction], otherwise: int) -> list[_Instruction]:
    """Return what decides one call: `then`, and what is given where that decides nothing."""
    if number is None:
        return []
    body = [*then, (_GIVE, 0, 0, otherwise)]
    return [(_EQUAL, 0, len(body), number), *body]


def _one_of(argument: int, values: tuple[int, ...]) -> list[_Instruction]:
    lines = _load(argument)
    for value in values:
        lines += [(_EQUAL, 0, 1, value), (_GIVE, 0, 0, _ALLOW)]
    return lines


def _load(argument: int, *, upper: bool = False) -> list[_Instruction]:
    return [(_LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument + 4 * upper)]
