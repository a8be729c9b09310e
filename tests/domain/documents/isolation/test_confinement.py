"""An attacker who runs code in a reading child, in the confinement of the running product."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import platform
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.analyses.reading import READERS
from domain.documents.contents import LocalFile
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.isolation import confinement
from domain.documents.isolation.confinement import library_paths
from domain.documents.isolation.link import Equipment
from domain.documents.isolation.messages import LARGEST_ANSWER
from domain.documents.isolation.sandbox import LaneName, Sandbox
from tests.domain.documents.isolation import attacks, in_children

_MEMORY = 768 * 2**20


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    equipment = Equipment(preload=(*READERS.preload, attacks.__name__))
    with (
        pytest.MonkeyPatch.context() as patch,
        Sandbox(workers=1, time_limit_seconds=10, memory_limit_bytes=_MEMORY, equipment=equipment) as sandbox,
    ):
        patch.setenv("GATEWAY_JWT_SECRET", "s" * 64)
        if not asyncio.run(sandbox.check()) or sandbox.missing:
            pytest.skip(f"this kernel lacks {sandbox.missing}")
        yield sandbox


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """The folder of a service whose files everybody on the host may read and write."""
    for name in ("gateway.sqlite3", "jwt-secret", "resume.pdf", "another.pdf"):
        (tmp_path / name).write_text("secret")
        (tmp_path / name).chmod(0o666)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    return tmp_path


def attacked(
    sandbox: Sandbox, attack: Callable[..., object], *words: object, file: Path | None = None
) -> Any:
    return asyncio.run(sandbox.run(attack, *map(str, words), files=[LocalFile(file)] if file else ()))


def end_of(sandbox: Sandbox, attack: Callable[..., object]) -> ReadFailure:
    with pytest.raises(ReadFailure) as caught:
        attacked(sandbox, attack)
    return caught.value


def test_no_file_of_the_service_nor_of_the_host_is_read(sandbox: Sandbox, service: Path) -> None:
    names = ("gateway.sqlite3", "jwt-secret", "resume.pdf", "another.pdf")
    paths = [*(service / name for name in names), "/etc/shadow", "/etc/passwd", "/proc/self/environ"]
    paths += ["/proc/1/environ", "/proc/self/mem", "/proc/self/maps", f"/proc/{os.getpid()}/environ"]
    paths += [Path(__file__), "/root/.ssh/id_rsa", "/var/log/dpkg.log", "/dev/mem", "/dev/kmsg"]

    found = attacked(sandbox, attacks.read_file_and_paths, *paths, file=service / "resume.pdf")

    assert set(found) <= {"PermissionError", "FileNotFoundError"}
    assert found[:4] == ["PermissionError"] * 4


def test_no_folder_is_listed(sandbox: Sandbox, service: Path) -> None:
    found = attacked(sandbox, attacks.look_into, service, "/", "/etc", "/proc", "/tmp", "/root", "/home")

    assert set(found) <= {"PermissionError", "FileNotFoundError"}


def test_the_environment_tells_nothing(sandbox: Sandbox) -> None:
    # Libraries set their own numbers of threads.
    assert {name for name in attacked(sandbox, attacks.environment) if "_THREADS" not in name} == {"LANG"}


def test_it_is_nobody_among_processes_of_its_own(sandbox: Sandbox) -> None:
    *users, process, parent = attacked(sandbox, attacks.identity)

    assert users == [65534] * 4 if os.geteuid() == 0 else users
    assert parent == 1
    assert process < 1_000


def test_it_holds_its_answer_and_its_file_alone(sandbox: Sandbox, service: Path) -> None:
    found = attacked(sandbox, attacks.descriptors, file=service / "resume.pdf")

    assert found == [0, 1, 2, 3]


def test_its_file_cannot_be_written(sandbox: Sandbox, service: Path) -> None:
    found = attacked(sandbox, attacks.write_into_the_file, file=service / "resume.pdf")

    assert not any(result.startswith("got") for result in found)
    assert (service / "resume.pdf").read_text() == "secret"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="these calls are numbered for another machine")
def test_no_call_is_made_that_a_reader_does_not_need(sandbox: Sandbox) -> None:
    found = attacked(sandbox, attacks.make_every_call)

    assert {name: errno.errorcode.get(code, "made") for name, code in found.items()} == dict.fromkeys(
        attacks.SYSTEM_CALLS, "EPERM"
    )


@pytest.mark.skipif(platform.machine() != "x86_64", reason="another machine has no such calls")
@pytest.mark.parametrize("attack", [attacks.foreign_socket, attacks.x32_call])
def test_calls_of_another_architecture_kill(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture, attack: Callable[[], int]
) -> None:
    with caplog.at_level(logging.WARNING):
        assert end_of(sandbox, attack).detail == f"exit code {-signal.SIGSYS}"
    assert "may be an attack" in caplog.text


def test_no_socket_of_any_kind_is_opened(sandbox: Sandbox) -> None:
    assert set(attacked(sandbox, attacks.open_sockets)) == {"PermissionError"}


def test_neither_its_parent_nor_anybody_is_signalled(sandbox: Sandbox) -> None:
    assert set(attacked(sandbox, attacks.signal_others)) == {"PermissionError"}
    assert asyncio.run(sandbox.check())


def test_it_has_no_children_and_no_threads(sandbox: Sandbox) -> None:
    assert attacked(sandbox, attacks.fork_often) == ["PermissionError"]
    assert attacked(sandbox, attacks.start_threads) == "RuntimeError"


def test_it_takes_no_memory_beyond_its_limit(sandbox: Sandbox) -> None:
    assert attacked(sandbox, attacks.take_memory, 900) == ["MemoryError", "OSError", "PermissionError"]


def test_it_writes_nowhere(sandbox: Sandbox, service: Path) -> None:
    paths: list[str | Path] = [service / "resume.pdf", service / "new", Path(__file__)]
    paths += [confinement.__file__, "/tmp/loot", "/dev/shm/loot", "/var/tmp/loot", "/dev/null"]
    paths += ["/proc/self/oom_score_adj"]

    assert set(attacked(sandbox, attacks.write_paths, *paths)) <= {"PermissionError", "FileNotFoundError"}
    assert (service / "resume.pdf").read_text() == "secret"


def test_it_changes_no_modes(sandbox: Sandbox, service: Path) -> None:
    assert set(attacked(sandbox, attacks.change_modes, service / "resume.pdf", service)) == {
        "PermissionError"
    }


@pytest.mark.skipif(platform.machine() != "x86_64", reason="these calls are numbered for another machine")
def test_nothing_that_was_given_up_is_regained(sandbox: Sandbox) -> None:
    assert set(attacked(sandbox, attacks.raise_limits)) == {errno.EPERM}
    assert set(attacked(sandbox, attacks.regain)) == {errno.EPERM}


@pytest.mark.parametrize(
    "attack",
    [
        attacks.answer_with_a_pickle,
        attacks.answer_with_garbage,
        attacks.answer_with_nothing,
        attacks.answer_with_deep_lists,
        attacks.answer_with_other_keys,
        attacks.end_the_main_thread,
    ],
)
def test_a_broken_answer_is_an_error_and_nothing_else(sandbox: Sandbox, attack: Callable[[], None]) -> None:
    assert end_of(sandbox, attack).code is FailureCode.INTERNAL
    assert not Path("/tmp/gateway-was-taken-over").exists()


@pytest.mark.parametrize("attack", [attacks.answer_too_much, attacks.answer_without_end])
def test_an_answer_beyond_the_bound_is_not_kept(sandbox: Sandbox, attack: Callable[[], None]) -> None:
    failure = end_of(sandbox, attack)

    assert (failure.code, failure.detail) == (FailureCode.TOO_COMPLEX, "the answer is too long")
    assert LARGEST_ANSWER <= 4 * 2**20


@pytest.mark.parametrize("attack", [attacks.answer_and_hang, attacks.hang_in_every_signal])
def test_a_child_that_does_not_end_is_ended(sandbox: Sandbox, attack: Callable[[], None]) -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(sandbox.run(attack, lane=LaneName.SLOW, seconds=0.3))
    # It was the only place of that lane.
    assert asyncio.run(sandbox.run(attacks.identity, lane=LaneName.SLOW))


def test_a_child_forges_no_lines_in_the_log(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        end_of(sandbox, attacks.tell_the_log_lies)

    assert "\nINFO" not in caplog.text
    assert "\x1b" not in caplog.text


def test_the_libraries_are_not_the_whole_system() -> None:
    forbidden = {Path("/"), Path("/usr"), Path("/usr/local"), Path("/etc"), Path("/home"), Path("/root")}

    assert not forbidden & set(library_paths())
    assert Path(__file__).parents[4] not in library_paths()


def test_a_kernel_without_landlock_and_seccomp_is_told_of_and_files_are_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "resume").write_bytes(b"content")
    equipment = Equipment(preload=(in_children.__name__, "tests.domain.documents.isolation.poor_kernel"))

    with Sandbox(equipment=equipment) as sandbox:
        assert asyncio.run(sandbox.check())
        assert attacked(sandbox, in_children.length, file=tmp_path / "resume") == 7

    told = {"no files but the libraries' (Landlock)", "only listed system calls (seccomp)"}
    assert told < set(sandbox.missing)
    assert "go without: " in caplog.text


@pytest.mark.parametrize("user", [0, 1000])
def test_namespaces_that_cannot_be_left_are_told(monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    def refuse(flags: int) -> None:
        raise PermissionError

    monkeypatch.setattr(confinement, "unshare", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: user)

    assert confinement.leave_namespaces() == ("own network", "own shared memory", "own process numbers")


def test_who_is_not_root_leaves_them_through_a_namespace_of_users(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(confinement, "unshare", asked.append)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert confinement.leave_namespaces() == ()
    assert asked == [0x10000000 | 0x08000000 | 0x20000000 | 0x40000000]
