"""What code does that has taken a reading child over; each function tells how far it came."""

from __future__ import annotations

import ctypes
import fcntl
import mmap
import os
import pickle
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ANSWER = 3

# By their numbers on x86_64.
SYSTEM_CALLS = {
    "fork": 57, "vfork": 58, "clone": 56, "clone3": 435, "execve": 59, "execveat": 322,
    "socket": 41, "socketpair": 53, "connect": 42, "bind": 49, "sendto": 44, "sendmsg": 46, "accept": 43,
    "io_uring_setup": 425, "io_uring_enter": 426, "userfaultfd": 323, "unshare": 272, "setns": 308,
    "bpf": 321, "perf_event_open": 298, "keyctl": 250, "add_key": 248, "request_key": 249,
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
    "pidfd_open": 434, "pidfd_getfd": 438, "pidfd_send_signal": 424, "rt_sigqueueinfo": 129, "tkill": 200,
    "memfd_create": 319, "memfd_secret": 447, "shmget": 29, "shmat": 30, "msgget": 68, "semget": 64,
    "mq_open": 240, "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "name_to_handle_at": 303, "open_by_handle_at": 304, "openat2": 437,
    "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94, "utimensat": 280,
    "unlink": 87, "unlinkat": 263, "rename": 82, "renameat2": 316, "link": 86, "symlink": 88, "mkdir": 83,
    "rmdir": 84, "mknod": 133, "creat": 85, "truncate": 76, "ftruncate": 77, "setxattr": 188,
    "setsid": 112, "setpgid": 109, "setuid": 105, "setgid": 106, "setresuid": 117, "setgroups": 116,
    "capset": 126, "setrlimit": 160, "setpriority": 141, "sched_setaffinity": 203, "personality": 135,
    "seccomp": 317, "landlock_create_ruleset": 444, "kexec_load": 246, "reboot": 169, "syslog": 103,
    "inotify_init1": 294, "fanotify_init": 300, "epoll_create1": 291, "eventfd2": 290, "timer_create": 222,
    "signalfd4": 289, "timerfd_create": 283, "alarm": 37, "setitimer": 38, "sendfile": 40, "splice": 275,
    "vmsplice": 278, "copy_file_range": 326, "swapon": 167, "acct": 163, "iopl": 172, "modify_ldt": 154,
}  # fmt: skip


def call(number: int, *arguments: int) -> int:
    """Make a system call; return 0 or its error's number."""
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return ctypes.get_errno() if result < 0 else 0


def refused_by(attempt: Callable[[], Any]) -> str:
    """Return the name of the error that an attempt meets, or what it got."""
    try:
        return f"got {attempt()!r}"
    except (OSError, MemoryError, RuntimeError, ValueError) as error:
        return type(error).__name__


def make_every_call() -> dict[str, int]:
    return {name: call(number) for name, number in SYSTEM_CALLS.items()}


def read_paths(*paths: str) -> list[str]:
    return [refused_by(Path(path).read_bytes) for path in paths]


def read_file_and_paths(content: bytes, *paths: str) -> list[str]:
    assert content
    return read_paths(*paths)


def look_into(*folders: str) -> list[str]:
    return [refused_by(lambda folder=folder: list(Path(folder).iterdir())) for folder in folders]  # type: ignore[misc]


def environment() -> dict[str, str]:
    libc = ctypes.CDLL(None)
    entries = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    found: list[str] = []
    while (entry := entries[len(found)]) is not None:
        found.append(entry.decode())
    assert dict(entry.split("=", 1) for entry in found) == dict(os.environ)
    return dict(os.environ)


def identity() -> list[int]:
    return [os.getuid(), os.geteuid(), os.getgid(), os.getegid(), os.getpid(), os.getppid()]


def descriptors(content: bytes) -> list[int]:
    open_ones = []
    for number in range(2048):
        try:
            fcntl.fcntl(number, fcntl.F_GETFD)
        except OSError:
            continue
        open_ones.append(number)
    return open_ones


def open_sockets() -> list[str]:
    families = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, 38, 40)
    kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW)
    return [
        refused_by(lambda family=family, kind=kind: socket.socket(family, kind))  # type: ignore[misc]
        for family in families
        for kind in kinds
    ]


def foreign_socket() -> int:
    """Open a socket by the calls of 32 bits (`int 0x80`), whose numbers mean something else here."""
    # mov eax, 359; mov ebx, 2; mov ecx, 2; xor edx, edx; int 0x80; ret
    code = b"\xb8\x67\x01\x00\x00\xbb\x02\x00\x00\x00\xb9\x02\x00\x00\x00\x31\xd2\xcd\x80\xc3"
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return int(ctypes.CFUNCTYPE(ctypes.c_int)(address)())


def x32_call() -> int:
    return call(0x40000000 | 41, 2, 2, 0)


def signal_others() -> list[str]:
    ids = (os.getppid(), 1, 0, -1, 2)
    found = [refused_by(lambda each=each: os.kill(each, signal.SIGKILL)) for each in ids]  # type: ignore[misc]
    return [*found, refused_by(lambda: os.killpg(0, signal.SIGKILL))]


def fork_often() -> list[str]:
    return sorted({refused_by(os.fork) for _ in range(300)})


def start_threads() -> str:
    return refused_by(threading.Thread(target=time.sleep, args=(60,)).start)


def take_memory(megabytes: str) -> list[str]:
    size = int(megabytes) * 2**20
    shared = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
    return [
        refused_by(lambda: bytearray(size) and None),
        refused_by(lambda: mmap.mmap(-1, size, flags=shared)),
        refused_by(lambda: os.memfd_create("loot")),
    ]


def write_paths(*paths: str) -> list[str]:
    def append(path: str) -> None:
        with Path(path).open("ab") as file:
            file.write(b"loot")

    return [refused_by(lambda path=path: append(path)) for path in paths]  # type: ignore[misc]


def change_modes(*paths: str) -> list[str]:
    return [refused_by(lambda path=path: Path(path).chmod(0o777)) for path in paths]  # type: ignore[misc]


def write_into_the_file(content: bytes) -> list[str]:
    return [
        refused_by(lambda: os.write(4, b"loot")),
        refused_by(lambda: os.open("/proc/self/fd/4", os.O_RDWR)),
    ]


def raise_limits() -> list[int]:
    nothing = ctypes.create_string_buffer(b"\xff" * 16)
    return [call(302, 0, kind, ctypes.addressof(nothing), 0) for kind in range(16)]


def regain() -> list[int]:
    """Undo the confinement: inspection, capabilities, the signal at the parent's end, tracing."""
    return [call(157, option, 1, 0, 0, 0) for option in (1, 4, 8, 22, 24, 36, 38, 41, 47, 0x59616D61)]


class Payload:
    """Runs where it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.system, ("touch /tmp/gateway-was-taken-over",))


def answer_with_a_pickle() -> None:
    _answer(pickle.dumps(Payload()))


def answer_with_garbage() -> None:
    _answer(os.urandom(4096))


def answer_with_nothing() -> None:
    _answer(b"")


def answer_with_deep_lists() -> None:
    _answer(b'{"value":' + b"[" * 100_000 + b"]" * 100_000 + b',"failure":null,"detail":"","recognise":null}')


def answer_with_other_keys() -> None:
    _answer(b'{"value":1,"failure":null,"detail":"","recognise":null,"code":"import os"}')


def answer_too_much() -> None:
    _answer(b'{"value":"' + b"a" * 64 * 2**20)


def answer_without_end() -> None:
    while True:
        os.write(ANSWER, b" " * 65536)


def answer_and_hang() -> None:
    os.write(ANSWER, b'{"value":1,"failure":null,"detail":"","recognise":null}')
    os.close(ANSWER)
    time.sleep(600)


def hang_in_every_signal() -> None:
    for kind in range(1, 32):
        if kind not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(kind, signal.SIG_IGN)
    while True:
        pass


def end_the_main_thread() -> None:
    call(60, 0)


def tell_the_log_lies() -> None:
    _answer(
        b'{"value":null,"failure":"INTERNAL","detail":"x\\nINFO: root logged in\\u001b[2J","recognise":null}'
    )


def _answer(content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(ANSWER, view) :]
    os._exit(0)
