"""What a child process gives up before it touches a stranger's file.

It keeps: computing, memory up to a limit, reading the interpreter, the libraries and the models, the files it
was handed, and the pipe for its answer. Every measure is best effort: a kernel without one leaves the others
standing, and what is missing is told to the server, which logs it and says so in `/readyz`.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import struct
import sys
import sysconfig
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self

from domain.documents.isolation import landlock
from domain.documents.isolation.seccomp import allow_listed_calls_only, packed_program
from domain.documents.isolation.system import (
    PR_CAPBSET_DROP,
    PR_SET_CHILD_SUBREAPER,
    PR_SET_DUMPABLE,
    PR_SET_KEEPCAPS,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    prctl,
    system_call,
    unshare,
)

_OPEN_FILES = 64
_NOBODY = 65534
_NEW_IPC, _NEW_USER, _NEW_PROCESSES, _NEW_NETWORK = 0x08000000, 0x10000000, 0x20000000, 0x40000000
_READ_ANYTHING = 1 << 2
_LAST_CAPABILITY = 63
_CAPABILITY_VERSION = 0x20080522
# By machine: setting capabilities.
_CAPSET = {"x86_64": 126, "aarch64": 91}

# What libraries ask about the machine, and where the system keeps what they are linked to.
_SYSTEM_PATHS = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/zoneinfo",
    "/usr/share/fonts", "/etc/fonts", "/usr/share/fontconfig", "/dev/null", "/dev/urandom",
    "/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLimits:
    """What a child may use.

    Attributes:
        memory_bytes: Address space, its libraries (about 200 MiB) included.
        cpu_seconds: Time on a processor, after which the kernel tells it to end; a second later it is killed.
        output_bytes: What it may write to a file that it was handed.
        niceness: By so much it stands back behind other processes.
    """

    memory_bytes: int
    cpu_seconds: int
    output_bytes: int = 0
    niceness: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """What is made once for all children of a process.

    Attributes:
        ruleset: The descriptor of Landlock's rules; None where the kernel has none.
        capabilities: What of root's power a child keeps: to read, where the libraries lie in root's home. The
            rules then say what.
        becomes_nobody: Whether a child changes its user: it does where the process is root.
    """

    ruleset: int | None
    capabilities: int
    becomes_nobody: bool

    @classmethod
    def prepared(cls, readable: Iterable[Path]) -> Self:
        """Make it for children that may read below these paths, beside those of the system's libraries.

        Capabilities that this process does not have are from now on out of reach, also for its children.
        """
        _bound_capabilities()
        with contextlib.suppress(KeyError):
            packed_program()
        paths = [*readable, *map(Path, _SYSTEM_PATHS)]
        try:
            ruleset = landlock.ruleset_for_reading(paths)
        except OSError:
            ruleset = None
        is_root = os.geteuid() == 0
        reachable = all(_everyone_reaches(path) for path in paths if path.exists())
        kept = is_root and not reachable
        return cls(
            ruleset=ruleset,
            capabilities=_READ_ANYTHING if kept else 0,
            # Nobody who reads anything is no less than root: it stays root, without its other powers.
            becomes_nobody=is_root and not (kept and ruleset is None),
        )

    def confine(self, limits: ChildLimits) -> tuple[str, ...]:
        """Give up all but what a reader needs; return the measures that the kernel lacks. Never raises."""
        measures: dict[str, Callable[[], None]] = {
            "limits": lambda: _limit_resources(limits),
            "another user": self._become_nobody,
            "no capabilities": lambda: _keep_capabilities(self.capabilities),
            # After the change of user, which resets it.
            "end with the parent": lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL),
            "no inspection": lambda: prctl(PR_SET_DUMPABLE, 0),
            "no new privileges": lambda: prctl(PR_SET_NO_NEW_PRIVS, 1),
            "no files but the libraries' (Landlock)": self._follow_rules,
            "only listed system calls (seccomp)": allow_listed_calls_only,
        }
        unscoped = () if landlock.scopes_signals() else ("signals kept inside (Landlock 6)",)
        return (*_taken(measures), *unscoped)

    def _become_nobody(self) -> None:
        if not self.becomes_nobody:
            if os.geteuid() == 0:
                raise PermissionError
            return
        prctl(PR_SET_KEEPCAPS, 1 if self.capabilities else 0)
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)

    def _follow_rules(self) -> None:
        if self.ruleset is None:
            raise OSError
        landlock.follow(self.ruleset)
        os.close(self.ruleset)


def leave_namespaces() -> tuple[str, ...]:
    """Leave the host's processes, network and shared memory; return which could not be left.

    The process that forks the children calls it once for all of them; processes with their own numbers begin
    with its next fork. Who is not root first needs a namespace of users, which not every system grants.
    """
    flags = {
        "own network": _NEW_NETWORK,
        "own shared memory": _NEW_IPC,
        "own process numbers": _NEW_PROCESSES,
    }
    if os.geteuid() != 0:
        with contextlib.suppress(OSError):
            unshare(_NEW_USER | sum(flags.values()))
            return ()
    return _taken({name: partial(unshare, flag) for name, flag in flags.items()})


def end_with_parent() -> None:
    """Have the kernel end this process with its parent, and leave it its grandchildren to bury."""
    with contextlib.suppress(OSError):
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        prctl(PR_SET_CHILD_SUBREAPER, 1)


def library_paths() -> tuple[Path, ...]:
    """Return where the interpreter, its libraries and the product's own readers lie."""
    own = Path(__file__).parents[2]
    places: list[str | Path] = [*sysconfig.get_paths().values(), sys.prefix, sys.base_prefix, own]
    # An interpreter of the system: only its libraries, not all of /usr.
    found = {Path(place).resolve() for place in places}
    return tuple(sorted(path for path in found if path.parts[1:] not in ((), ("usr",), ("usr", "local"))))


def _taken(measures: dict[str, Callable[[], None]]) -> tuple[str, ...]:
    missing = []
    for name, measure in measures.items():
        try:
            measure()
        except (OSError, ValueError, AttributeError, KeyError):
            missing.append(name)
    return tuple(missing)


def _limit_resources(limits: ChildLimits) -> None:
    os.nice(limits.niceness)
    for kind, soft, hard in (
        (resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
    ):
        _, most = resource.getrlimit(kind)
        # Who is not root may not raise what it was given.
        allowed = hard if most == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(kind, (min(soft, allowed), allowed))


def _bound_capabilities() -> None:
    for number in range(_LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            return


def _keep_capabilities(kept: int) -> None:
    header = struct.pack("Ii", _CAPABILITY_VERSION, 0)
    system_call(_CAPSET[os.uname().machine], header, struct.pack("IIIIII", kept, kept, 0, 0, 0, 0))


def _everyone_reaches(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)
