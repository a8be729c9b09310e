from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.analyses.reading import READERS, RECOGNISERS
from domain.documents.contents import LocalFile
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure, ReadingBrokeOff
from domain.documents.formats import MediaType
from domain.documents.isolation.link import Equipment
from domain.documents.isolation.sandbox import LaneName, Sandbox
from domain.documents.pictures.recognition import is_available
from tests import hostile_files, pdf_files
from tests.domain.documents.isolation import in_children

FAST_SECONDS = 0.5
LIGHT = Equipment(preload=(in_children.__name__,))
TESTS = Equipment(preload=(*READERS.preload, *LIGHT.preload))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(
        workers=1, time_limit_seconds=FAST_SECONDS, slow_time_limit_seconds=0.8, equipment=TESTS
    ) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def patient() -> Iterator[Sandbox]:
    with Sandbox(workers=1, time_limit_seconds=20, equipment=TESTS) as sandbox:
        yield sandbox


def failure_of(
    sandbox: Sandbox, function: Callable[..., object], *words: str, file: Path | None = None
) -> FailureCode:
    with pytest.raises(ReadFailure) as caught:
        asyncio.run(sandbox.run(function, *words, files=[LocalFile(file)] if file else ()))
    return caught.value.code


def test_a_function_runs_in_another_process_with_its_words(sandbox: Sandbox) -> None:
    assert asyncio.run(sandbox.run(in_children.echo, "a", "会计")) == ["a", "会计"]


def test_each_call_has_a_process_of_its_own(sandbox: Sandbox) -> None:
    first, second = (asyncio.run(sandbox.run(in_children.process_id)) for _ in range(2))

    assert first != second


def test_it_tells_that_it_answers(sandbox: Sandbox) -> None:
    assert asyncio.run(sandbox.check())


def test_it_tells_that_it_answers_while_every_place_is_taken(sandbox: Sandbox) -> None:
    async def check_beside_work() -> bool:
        work = [asyncio.create_task(sandbox.run(in_children.spin)) for _ in range(3)]
        await asyncio.sleep(0)
        answered = await sandbox.check()
        assert not any(task.done() for task in work)
        for task in work:
            task.cancel()
        return answered

    assert asyncio.run(check_beside_work())


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (hostile_files.docx_zip_bomb(), MediaType.DOCX, FailureCode.TOO_COMPLEX),
        (hostile_files.docx_with_entry_count(200_000), MediaType.DOCX, FailureCode.TOO_COMPLEX),
        (hostile_files.encrypted_pdf(), MediaType.PDF, FailureCode.ENCRYPTED),
        (pdf_files.pdf_with_lines(["Grace Field"])[:300], MediaType.PDF, FailureCode.DAMAGED),
        (hostile_files.windows_executable(), MediaType.PDF, FailureCode.DAMAGED),
        (hostile_files.windows_executable(), MediaType.DOCX, FailureCode.DAMAGED),
        (hostile_files.windows_executable(), MediaType.TEXT, FailureCode.DAMAGED),
        (hostile_files.windows_executable(), MediaType.DOC, FailureCode.DAMAGED),
        (rb"{\rtf1 " + b"{" * 2_000_000, MediaType.RTF, FailureCode.TOO_COMPLEX),
        (hostile_files.docx_zip_bomb(), MediaType.ODT, FailureCode.DAMAGED),
        (b"<div>" * 1_000_000, MediaType.HTML, FailureCode.NO_TEXT),
        (b"", MediaType.PDF, FailureCode.DAMAGED),
    ],
    ids=[
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
    patient: Sandbox, tmp_path: Path, content: bytes, media_type: MediaType, code: FailureCode
) -> None:
    hostile, simple = tmp_path / "hostile", tmp_path / "simple"
    hostile.write_bytes(content)
    simple.write_bytes(pdf_files.pdf_with_lines(["Grace Field"]))

    assert failure_of(patient, in_children.text_of, media_type.value, file=hostile) is code
    reading = patient.run(in_children.text_of, MediaType.PDF.value, files=[LocalFile(simple)])
    assert asyncio.run(reading) == "Grace Field"


@pytest.mark.parametrize("content", [hostile_files.self_calling_pdf(), hostile_files.billion_laughs_pdf()])
def test_a_file_without_end_runs_out_of_time(sandbox: Sandbox, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hostile").write_bytes(content)

    for lane in (LaneName.FAST, LaneName.SLOW):
        with pytest.raises(TimeoutError):
            asyncio.run(
                sandbox.run(
                    in_children.text_of,
                    MediaType.PDF.value,
                    files=[LocalFile(tmp_path / "hostile")],
                    lane=lane,
                )
            )
    assert asyncio.run(sandbox.check())


def test_a_stream_without_end_ends_in_time_or_at_the_memory_limit(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "hostile").write_bytes(hostile_files.flate_bomb_pdf())

    with pytest.raises((ReadFailure, TimeoutError)):
        asyncio.run(
            sandbox.run(in_children.text_of, MediaType.PDF.value, files=[LocalFile(tmp_path / "hostile")])
        )
    assert asyncio.run(sandbox.check())


@pytest.mark.parametrize(
    ("function", "code"),
    [
        (in_children.crash, FailureCode.DAMAGED),
        (os.abort, FailureCode.TOO_COMPLEX),
        (in_children.fill_memory, FailureCode.TOO_COMPLEX),
        (in_children.recurse, FailureCode.TOO_COMPLEX),
        (in_children.refuse, FailureCode.ENCRYPTED),
    ],
)
def test_a_child_that_fails_tells_why(
    sandbox: Sandbox, function: Callable[[], object], code: FailureCode
) -> None:
    assert failure_of(sandbox, function) is code


@pytest.mark.parametrize("function", [in_children.blunder, in_children.answer_no_plain_data])
def test_a_mistake_of_ours_is_logged_and_called_internal(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture, function: Callable[[], object]
) -> None:
    with caplog.at_level(logging.ERROR):
        assert failure_of(sandbox, function) is FailureCode.INTERNAL
    assert f"{function.__name__} failed in the sandbox" in caplog.text


def test_children_ignore_interrupts(sandbox: Sandbox) -> None:
    assert asyncio.run(sandbox.run(in_children.ignores_interrupts))


def test_a_missing_file_is_told(sandbox: Sandbox, tmp_path: Path) -> None:
    assert failure_of(sandbox, in_children.length, file=tmp_path / "none") is FailureCode.FILE_MISSING


def test_a_slow_file_does_not_delay_others(patient: Sandbox) -> None:
    async def both(sandbox: Sandbox) -> None:
        slow = asyncio.create_task(sandbox.run(in_children.sleep, "20", lane=LaneName.SLOW))
        quick = [await sandbox.run(in_children.process_id) for _ in range(3)]
        assert len(quick) == 3
        assert not slow.done()
        slow.cancel()

    asyncio.run(both(patient))


def test_a_need_of_recognition_crosses_to_the_server(sandbox: Sandbox) -> None:
    with pytest.raises(NeedsRecognition) as caught:
        asyncio.run(sandbox.run(in_children.need_recognition))
    assert caught.value.has_text


def test_what_one_child_renders_another_reads(patient: Sandbox, tmp_path: Path) -> None:
    async def both(sandbox: Sandbox) -> list[int]:
        (tmp_path / "file").write_bytes(b"abc")
        output = os.memfd_create("pictures")
        size = await sandbox.run(
            in_children.repeated,
            "1000",
            files=[LocalFile(tmp_path / "file")],
            output=output,
            lane=LaneName.RENDERING,
        )
        assert size == 3000
        read: list[int] = await sandbox.run(in_children.both, files=[LocalFile(tmp_path / "file"), output])
        os.close(output)
        return read

    assert asyncio.run(both(patient)) == [3, 3000]


def test_what_is_rendered_is_bounded(patient: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(2**20))
    output = os.memfd_create("pictures")
    rendering = patient.run(
        in_children.repeated,
        "150",
        files=[LocalFile(tmp_path / "file")],
        output=output,
        lane=LaneName.RENDERING,
    )
    with pytest.raises(ReadFailure) as caught:
        asyncio.run(rendering)
    assert caught.value.code is FailureCode.TOO_COMPLEX
    assert os.fstat(output).st_size < 150 * 2**20
    os.close(output)


def test_recognition_that_hangs_ends_in_time_and_delays_nobody() -> None:
    async def both(sandbox: Sandbox) -> None:
        stuck = asyncio.create_task(sandbox.run(in_children.sleep, "20", lane=LaneName.RECOGNISING))
        assert await sandbox.run(in_children.process_id)
        assert not stuck.done()
        with pytest.raises(TimeoutError):
            await stuck
        assert await sandbox.run(in_children.process_id, lane=LaneName.RECOGNISING)

    with Sandbox(workers=1, ocr_time_limit_seconds=1, equipment=LIGHT, ocr_equipment=LIGHT) as sandbox:
        asyncio.run(both(sandbox))


@pytest.mark.skipif(not is_available(), reason="text recognition (the extra `ocr`) is not installed")
def test_text_is_recognised_within_the_confinement(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 120), "white")
    ImageDraw.Draw(image).text((40, 40), "Grace Field", fill="black", font=ImageFont.load_default(26))
    image.save(tmp_path / "scan.png")
    equipment = Equipment(preload=TESTS.preload, prepare=RECOGNISERS.prepare)

    with Sandbox(workers=1, ocr_equipment=equipment) as sandbox:
        recognition = sandbox.run(
            in_children.recognised_text,
            MediaType.PNG.value,
            files=[LocalFile(tmp_path / "scan.png")],
            lane=LaneName.RECOGNISING,
        )
        assert asyncio.run(recognition) == "Grace Field"


def test_cancelling_ends_the_work(patient: Sandbox) -> None:
    async def cancel(sandbox: Sandbox) -> None:
        task = asyncio.create_task(sandbox.run(in_children.sleep, "20"))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        # With one place, this waits for the end of the other.
        assert await sandbox.run(in_children.process_id)

    asyncio.run(cancel(patient))


def test_a_closed_sandbox_answers_no_more() -> None:
    sandbox = Sandbox()
    sandbox.close()

    assert not asyncio.run(sandbox.check())
    with pytest.raises(ReadingBrokeOff):
        asyncio.run(sandbox.run(os.getpid))


def test_a_sandbox_that_cannot_load_its_readers_says_so() -> None:
    with Sandbox(equipment=Equipment(preload=("no_such_module",))) as sandbox:
        assert not asyncio.run(sandbox.check())


def test_children_go_when_the_parent_is_killed() -> None:
    script = textwrap.dedent(
        """
        import asyncio, os, time
        from domain.documents.isolation.link import Equipment
        from domain.documents.isolation.sandbox import Sandbox
        from tests.domain.documents.isolation import in_children

        async def main():
            equipment = Equipment(preload=[in_children.__name__])
            sandbox = Sandbox(workers=1, time_limit_seconds=60, equipment=equipment)
            print(await sandbox.run(in_children.process_id), flush=True)
            await sandbox.run(in_children.sleep, "60")

        asyncio.run(main())
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[4],
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline()
        parent.kill()
        # The nursery holds the error output's other end: it ends with the last of them.
        assert parent.communicate(timeout=10) == ("", "")
