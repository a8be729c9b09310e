"""The filter, followed by a simulation of the kernel's classic packet filter."""

from __future__ import annotations

import errno
import os
import platform
import struct

import pytest

from domain.documents.isolation import seccomp
from domain.documents.isolation.seccomp import program

X86_64, AARCH64, I386, ARM = 0xC000003E, 0xC00000B7, 0x40000003, 0x40000028
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
SELF = 4711


def verdict(machine: str, architecture: int, number: int, *arguments: int) -> int:
    """Return what the filter gives for a call."""
    data = struct.pack("<IIQ6Q", number, architecture, 0, *arguments, *[0] * (6 - len(arguments)))
    instructions = program(machine, SELF)
    at, held = 0, 0
    while True:
        code, if_so, if_not, operand = instructions[at]
        at += 1
        if code == 0x20:
            held = int.from_bytes(data[operand : operand + 4], "little")
        elif code == 0x06:
            return operand
        else:
            holds = {0x15: held == operand, 0x35: held >= operand, 0x45: bool(held & operand)}[code]
            at += if_so if holds else if_not


def on_x86_64(number: int, *arguments: int) -> int:
    return verdict("x86_64", X86_64, number, *arguments)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_program_is_one_that_the_kernel_takes(machine: str) -> None:
    instructions = program(machine, SELF)

    assert len(instructions) <= 4096
    assert instructions[-1][0] == 0x06
    for at, (code, if_so, if_not, _) in enumerate(instructions):
        assert max(if_so, if_not) < 256
        if code in (0x15, 0x35, 0x45):
            assert at + 1 + max(if_so, if_not) < len(instructions)


def test_what_readers_need_is_allowed() -> None:
    for numbers in seccomp._ALLOWED.values():
        assert on_x86_64(numbers[0]) == ALLOW
        if numbers[1] is not None:
            assert verdict("aarch64", AARCH64, numbers[1]) == ALLOW


def test_whatever_is_not_listed_is_refused() -> None:
    listed = {numbers[0] for numbers in seccomp._ALLOWED.values()}
    # These are decided by their arguments.
    listed |= {2, 257, 62, 234, 72, 16, 157, 302}

    for number in set(range(600)) - listed:
        assert on_x86_64(number, 1, 1, 1) == ERRNO | errno.EPERM, number


@pytest.mark.parametrize("machine_and_foreign", [("x86_64", I386), ("x86_64", AARCH64), ("aarch64", ARM)])
def test_another_architecture_kills(machine_and_foreign: tuple[str, int]) -> None:
    machine, foreign = machine_and_foreign

    for number in range(600):
        assert verdict(machine, foreign, number) == KILL


@pytest.mark.parametrize("number", [0x40000000, 0x40000000 | 41, 0xFFFFFFFF])
def test_x32_kills(number: int) -> None:
    assert on_x86_64(number) == KILL


@pytest.mark.parametrize(
    ("flags", "given"),
    [
        (os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY, ALLOW),
        (os.O_WRONLY, ERRNO | errno.EACCES),
        (os.O_RDWR, ERRNO | errno.EACCES),
        (os.O_RDONLY | os.O_CREAT, ERRNO | errno.EACCES),
        (os.O_RDONLY | os.O_TRUNC, ERRNO | errno.EACCES),
        (os.O_TMPFILE | os.O_RDWR, ERRNO | errno.EACCES),
        (3, ERRNO | errno.EACCES),
    ],
)
def test_files_are_opened_for_reading_only(flags: int, given: int) -> None:
    assert on_x86_64(2, 0, flags) == given
    assert on_x86_64(257, 0, 0, flags) == given
    assert verdict("aarch64", AARCH64, 56, 0, 0, flags) == given


@pytest.mark.parametrize(
    ("call", "arguments", "given"),
    [
        (62, (SELF, 6), ALLOW),
        (234, (SELF, SELF, 6), ALLOW),
        (62, (1, 9), ERRNO | errno.EPERM),
        (62, (2**64 - 1, 9), ERRNO | errno.EPERM),
        (62, (0, 9), ERRNO | errno.EPERM),
        (234, (SELF + 1, 1, 9), ERRNO | errno.EPERM),
        (56, (0x10000,), ERRNO | errno.EPERM),
        (72, (0, 3), ALLOW),
        (72, (0, 8), ERRNO | errno.EPERM),
        (16, (0, 0x5401), ALLOW),
        (16, (0, 0x5412), ERRNO | errno.ENOTTY),
        (157, (15,), ALLOW),
        (157, (4, 1), ERRNO | errno.EPERM),
        (302, (0, 9, 0), ALLOW),
        (302, (0, 9, 1), ERRNO | errno.EPERM),
        (302, (0, 9, 1 << 32), ERRNO | errno.EPERM),
    ],
)
def test_arguments_decide(call: int, arguments: tuple[int, ...], given: int) -> None:
    assert on_x86_64(call, *arguments) == given


def test_the_packed_program_is_the_program_but_for_the_process() -> None:
    packed = seccomp.packed_program()
    instructions = program(platform.machine(), seccomp._NOBODYS_ID)

    assert [tuple(each) for each in struct.iter_unpack("HBBI", packed)] == instructions
    # It is replaced wherever it stands, so it may stand nowhere else.
    assert packed.count(struct.pack("I", seccomp._NOBODYS_ID)) == 2


def test_a_machine_that_is_not_known_is_told() -> None:
    with pytest.raises(KeyError):
        program("riscv64", SELF)
