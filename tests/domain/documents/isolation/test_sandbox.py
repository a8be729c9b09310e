from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.isolation.sandbox import Sandbox
from domain.documents.models import Document, Recognition
from domain.documents.pictures.recognition import is_available
from domain.documents.reader import read_document
from tests import files

FAST_SECONDS = 0.5


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(workers=1, time_limit_seconds=FAST_SECONDS, slow_time_limit_seconds=2)
    yield sandbox
    sandbox.close()


def failure_of(sandbox: Sandbox, function: Callable[..., object], *args: object) -> FailureCode:
    with pytest.raises(ReadFailure) as caught:
        asyncio.run(sandbox.run(function, *args))
    return caught.value.code


def crash() -> None:
    ctypes.string_at(0)


def fill_memory() -> None:
    bytearray(8 * 2**30)


def recurse() -> None:
    recurse()


def refuse() -> None:
    raise ReadFailure(FailureCode.ENCRYPTED, "locked")


def blunder() -> None:
    raise LookupError("a mistake of ours")


def need_recognition() -> None:
    raise NeedsRecognition(has_text=True)


def is_alive(process_id: int) -> bool:
    return Path(f"/proc/{process_id}").exists()


def recognise(path: Path) -> Document:
    return read_document(path, MediaType.PNG, recognition=Recognition.DONE)


def signals_ignored() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_a_function_runs_in_another_process(sandbox: Sandbox) -> None:
    assert asyncio.run(sandbox.run(os.getpid)) != os.getpid()


def test_it_tells_that_it_answers(sandbox: Sandbox) -> None:
    assert asyncio.run(sandbox.check())


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (files.self_calling_pdf(), MediaType.PDF, FailureCode.TIMED_OUT),
        (files.billion_laughs_pdf(), MediaType.PDF, FailureCode.TIMED_OUT),
        (files.docx_zip_bomb(), MediaType.DOCX, FailureCode.TOO_COMPLEX),
        (files.docx_with_entry_count(200_000), MediaType.DOCX, FailureCode.TOO_COMPLEX),
        (files.encrypted_pdf(), MediaType.PDF, FailureCode.ENCRYPTED),
        (files.pdf_with_lines(["Grace Field"])[:300], MediaType.PDF, FailureCode.DAMAGED),
        (files.windows_executable(), MediaType.PDF, FailureCode.DAMAGED),
        (files.windows_executable(), MediaType.DOCX, FailureCode.DAMAGED),
        (files.windows_executable(), MediaType.TEXT, FailureCode.DAMAGED),
        (files.windows_executable(), MediaType.DOC, FailureCode.DAMAGED),
        (rb"{\rtf1 " + b"{" * 2_000_000, MediaType.RTF, FailureCode.TOO_COMPLEX),
        (files.docx_zip_bomb(), MediaType.ODT, FailureCode.DAMAGED),
        (b"<div>" * 1_000_000, MediaType.HTML, FailureCode.NO_TEXT),
        (b"", MediaType.PDF, FailureCode.DAMAGED),
    ],
    ids=[
        "form that calls itself",
        "billion laughs",
        "zip bomb",
        "200,000 entries",
        "encrypted",
        "truncated",
        "program as pdf",
        "program as docx",
        "program as text",
        "program as doc",
        "groups within groups",
        "zip bomb as odt",
        "million divisions",
        "empty",
    ],
)
def test_a_hostile_file_fails_and_the_next_one_is_read(
    sandbox: Sandbox, tmp_path: Path, content: bytes, media_type: MediaType, code: FailureCode
) -> None:
    hostile, simple = tmp_path / "hostile", tmp_path / "simple"
    hostile.write_bytes(content)
    simple.write_bytes(files.pdf_with_lines(["Grace Field"]))

    assert failure_of(sandbox, read_document, hostile, media_type) is code
    assert asyncio.run(sandbox.run(read_document, simple, MediaType.PDF)).text == "Grace Field"


def test_a_stream_without_end_ends_in_time_or_at_the_memory_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "hostile").write_bytes(files.flate_bomb_pdf())

    code = failure_of(sandbox, read_document, tmp_path / "hostile", MediaType.PDF)

    assert code in {FailureCode.TOO_COMPLEX, FailureCode.TIMED_OUT}
    assert asyncio.run(sandbox.check())


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (crash, FailureCode.DAMAGED),
        (os.abort, FailureCode.TOO_COMPLEX),
        (fill_memory, FailureCode.TOO_COMPLEX),
        (recurse, FailureCode.TOO_COMPLEX),
        (refuse, FailureCode.ENCRYPTED),
    ],
)
def test_a_child_that_fails_tells_why(
    sandbox: Sandbox, function: Callable[[], object], code: FailureCode
) -> None:
    assert failure_of(sandbox, function) is code


def test_a_mistake_of_ours_is_logged_and_called_internal(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert failure_of(sandbox, blunder) is FailureCode.INTERNAL
    assert "LookupError: a mistake of ours" in caplog.text


def test_children_open_no_sockets(sandbox: Sandbox) -> None:
    assert failure_of(sandbox, socket.socket) is FailureCode.INTERNAL


def test_children_write_no_files(sandbox: Sandbox, tmp_path: Path) -> None:
    failure_of(sandbox, Path.write_text, tmp_path / "loot", "content")

    assert not (tmp_path / "loot").exists() or not (tmp_path / "loot").read_bytes()


def test_children_ignore_interrupts(sandbox: Sandbox) -> None:
    assert asyncio.run(sandbox.run(signals_ignored))


def test_a_slow_file_does_not_delay_others() -> None:
    async def both(sandbox: Sandbox) -> None:
        slow = [asyncio.create_task(sandbox.run(time.sleep, 20)) for _ in range(2)]
        quick = [await sandbox.run(os.getpid) for _ in range(3)]
        assert len(quick) == 3
        assert not any(task.done() for task in slow)
        for task in slow:
            task.cancel()

    with Sandbox(workers=1, time_limit_seconds=0.2, slow_time_limit_seconds=30) as sandbox:
        asyncio.run(both(sandbox))


def test_a_need_of_recognition_crosses_to_the_parent(sandbox: Sandbox) -> None:
    with pytest.raises(NeedsRecognition) as caught:
        asyncio.run(sandbox.run(need_recognition))
    assert caught.value.has_text


def test_recognition_that_hangs_ends_in_time_and_delays_nobody() -> None:
    async def both(sandbox: Sandbox) -> None:
        stuck = asyncio.create_task(sandbox.run_ocr(time.sleep, 20))
        assert await sandbox.run(os.getpid) != os.getpid()
        assert not stuck.done()
        with pytest.raises(ReadFailure) as caught:
            await stuck
        assert caught.value.code is FailureCode.TIMED_OUT
        assert await sandbox.run_ocr(os.getpid) != os.getpid()

    with Sandbox(workers=1, time_limit_seconds=5, ocr_time_limit_seconds=1) as sandbox:
        asyncio.run(both(sandbox))


def test_a_child_that_recognises_stays_while_it_has_work_and_ends_when_it_has_none() -> None:
    async def until_idle(sandbox: Sandbox) -> tuple[int, int, int]:
        first, second = await sandbox.run_ocr(os.getpid), await sandbox.run_ocr(os.getpid)
        with anyio.fail_after(10):
            while is_alive(first):
                await anyio.lowlevel.checkpoint()
        return first, second, await sandbox.run_ocr(os.getpid)

    with Sandbox(ocr_idle_seconds=0.3) as sandbox:
        first, second, third = asyncio.run(until_idle(sandbox))

    assert first == second != third


@pytest.mark.skipif(not is_available(), reason="text recognition (the extra `ocr`) is not installed")
def test_text_is_recognised_within_the_confinement(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 120), "white")
    ImageDraw.Draw(image).text((40, 40), "Grace Field", fill="black", font=ImageFont.load_default(26))
    image.save(tmp_path / "scan.png")

    with Sandbox(workers=1) as sandbox:
        document = asyncio.run(sandbox.run_ocr(recognise, tmp_path / "scan.png"))

    assert document.text == "Grace Field"


def test_cancelling_ends_the_work() -> None:
    async def cancel(sandbox: Sandbox) -> None:
        await sandbox.check()
        task = asyncio.create_task(sandbox.run(time.sleep, 20))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await sandbox.check()

    with Sandbox(workers=1, time_limit_seconds=5) as sandbox:
        asyncio.run(cancel(sandbox))


def test_a_closed_sandbox_answers_no_more() -> None:
    sandbox = Sandbox()
    sandbox.close()

    assert not asyncio.run(sandbox.check())


def test_children_go_when_the_parent_is_killed() -> None:
    script = textwrap.dedent(
        """
        import asyncio, os, time
        from domain.documents.isolation.sandbox import Sandbox

        async def main():
            sandbox = Sandbox(workers=1, time_limit_seconds=60)
            print(await sandbox.run(os.getpid), flush=True)
            await sandbox.run(time.sleep, 60)

        asyncio.run(main())
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[4],
    ) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline()) != parent.pid
        parent.kill()
        # The children hold the output's other end: it ends with the last of them.
        assert parent.communicate(timeout=10)[0] == ""
