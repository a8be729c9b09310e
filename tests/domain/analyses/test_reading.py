from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.analyses.answers import packed
from domain.analyses.models import Analysis
from domain.analyses.ports import Effort, NeedsMore, Reading
from domain.analyses.reading import (
    READERS,
    RECOGNISERS,
    SandboxedReader,
    read_resume,
    read_resume_without_pictures,
    recognise_resume,
    render_resume,
    warm_up,
)
from domain.documents.contents import LocalFile
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.isolation.lanes import SetAside
from domain.documents.isolation.sandbox import LaneName, Sandbox
from domain.documents.pictures.recognition import is_available
from domain.vocabulary.languages import Language
from tests import pdf_files

pytestmark = pytest.mark.anyio

READING = Reading(page_count=1, analysis=Analysis(language=Language.ENGLISH))
TIMED_OUT = ReadFailure(FailureCode.TIMED_OUT)


class FakeSandbox:
    """Answers each function with what it was given for it, and keeps which were called where."""

    slow_rendering_seconds = 6.0

    def __init__(self, answers: dict[Callable[..., Any], Reading | Exception | list[Any]]) -> None:
        self.calls: list[tuple[str, str]] = []
        self._answers = answers

    async def run(
        self,
        function: Callable[..., Any],
        *words: str,
        files: Sequence[Path | int],
        output: int | None = None,
        owner: object = None,
        lane: LaneName = LaneName.FAST,
        seconds: float | None = None,
    ) -> Any:
        assert owner == 7
        self.calls.append((lane.value, function.__name__))
        answer = self._answers[function]
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return packed(answer) if isinstance(answer, Reading) else answer


async def read(
    sandbox: FakeSandbox, effort: Effort = Effort.QUICK, media_type: MediaType = MediaType.PDF
) -> Reading:
    reader = SandboxedReader(cast(Sandbox, sandbox))
    return await reader.read(LocalFile(Path("resume")), media_type=media_type, owner=7, effort=effort)


async def effort_after(sandbox: FakeSandbox, effort: Effort = Effort.QUICK) -> Effort:
    with pytest.raises(NeedsMore) as caught:
        await read(sandbox, effort)
    return caught.value.effort


async def failure_of(sandbox: FakeSandbox, effort: Effort) -> FailureCode:
    with pytest.raises(ReadFailure) as caught:
        await read(sandbox, effort)
    return caught.value.code


async def test_a_file_with_text_stays_in_the_fast_lane() -> None:
    sandbox = FakeSandbox({read_resume: READING})

    assert await read(sandbox) == READING
    assert sandbox.calls == [("fast", "read_resume")]


@pytest.mark.parametrize("end", [TimeoutError(), SetAside()])
async def test_a_file_that_takes_long_needs_the_slow_lane(end: Exception) -> None:
    assert await effort_after(FakeSandbox({read_resume: end})) is Effort.LONG


async def test_what_is_too_slow_for_the_slow_lane_is_given_up() -> None:
    sandbox = FakeSandbox({read_resume: TimeoutError()})

    assert await failure_of(sandbox, Effort.LONG) is FailureCode.TIMED_OUT
    assert sandbox.calls == [("slow", "read_resume")]


@pytest.mark.parametrize("effort", [Effort.QUICK, Effort.LONG])
async def test_a_scan_needs_its_pictures_read(effort: Effort) -> None:
    assert await effort_after(FakeSandbox({read_resume: NeedsRecognition()}), effort) is Effort.PICTURES


async def test_pictures_are_rendered_by_one_child_and_recognised_by_another() -> None:
    sandbox = FakeSandbox({render_resume: 3_000, recognise_resume: READING})  # type: ignore[dict-item]

    assert await read(sandbox, Effort.PICTURES) == READING
    assert sandbox.calls == [("rendering", "render_resume"), ("recognising", "recognise_resume")]


async def test_pages_that_there_was_no_time_for_are_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="domain.analyses.reading")
    reading = READING._replace(unread_pages=(7, 8))
    sandbox = FakeSandbox({render_resume: 3_000, recognise_resume: reading})  # type: ignore[dict-item]

    assert await read(sandbox, Effort.PICTURES) == reading
    assert "pages 7, 8" in caplog.text


async def test_rendering_that_was_set_aside_goes_on_in_the_slow_lane() -> None:
    sandbox = FakeSandbox({render_resume: [SetAside(), 3_000], recognise_resume: READING})

    assert await effort_after(sandbox, Effort.PICTURES) is Effort.LONG_PICTURES
    assert await read(sandbox, Effort.LONG_PICTURES) == READING
    assert sandbox.calls[1:] == [("slow", "render_resume"), ("recognising", "recognise_resume")]


@pytest.mark.parametrize("effort", [Effort.PICTURES, Effort.LONG_PICTURES])
async def test_what_is_too_slow_to_render_is_never_recognised(effort: Effort) -> None:
    sandbox = FakeSandbox(
        {render_resume: TimeoutError(), read_resume_without_pictures: ReadFailure(FailureCode.NO_TEXT)}
    )

    assert await failure_of(sandbox, effort) is FailureCode.TIMED_OUT
    assert "recognise_resume" not in [name for _, name in sandbox.calls]


async def test_a_picture_that_cannot_be_recognised_fails_with_its_reason() -> None:
    sandbox = FakeSandbox({render_resume: 3, recognise_resume: TIMED_OUT})  # type: ignore[dict-item]

    with pytest.raises(ReadFailure) as caught:
        await read(sandbox, Effort.PICTURES, MediaType.PNG)
    assert caught.value is TIMED_OUT
    assert sandbox.calls[-1] == ("recognising", "recognise_resume")


@pytest.mark.parametrize("answers", [[READING], [SetAside(), READING]])
async def test_pages_with_text_are_read_where_the_others_cannot_be_recognised(answers: list[Any]) -> None:
    lane = "fast" if len(answers) == 1 else "slow"
    sandbox = FakeSandbox(
        {
            render_resume: 3_000,  # type: ignore[dict-item]
            recognise_resume: TimeoutError(),
            read_resume_without_pictures: answers,
        }
    )

    assert await read(sandbox, Effort.PICTURES) == READING
    assert sandbox.calls[-1] == (lane, "read_resume_without_pictures")


async def test_an_answer_that_is_no_reading_is_an_error_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    sandbox = FakeSandbox({read_resume: ["import os"]})

    assert await failure_of(sandbox, Effort.QUICK) is FailureCode.INTERNAL
    assert "no reading" in caplog.text


def test_warming_up_reads_its_samples() -> None:
    warm_up()


@pytest.fixture(scope="module")
def reader() -> Iterator[SandboxedReader]:
    with Sandbox(workers=1, equipment=READERS, ocr_equipment=RECOGNISERS) as sandbox:
        yield SandboxedReader(sandbox)


def test_a_resume_is_read_in_a_child(reader: SandboxedReader, tmp_path: Path) -> None:
    (tmp_path / "resume").write_bytes(pdf_files.pdf_with_lines(["张晓明", "求职意向：会计"]))

    reading = asyncio.run(reader.read_through(tmp_path / "resume", media_type=MediaType.PDF))

    assert reading.page_count == 1
    assert str(reading.analysis.values["career_interest"]) == "会计"


@pytest.mark.skipif(not is_available(), reason="text recognition (the extra `ocr`) is not installed")
@pytest.mark.parametrize("media_type", [MediaType.PNG, MediaType.PDF])
def test_a_scan_is_read_in_children(reader: SandboxedReader, tmp_path: Path, media_type: MediaType) -> None:
    image = Image.new("RGB", (800, 400), "white")
    drawing = ImageDraw.Draw(image)
    for row, line in enumerate(("Grace Field", "Objective: Accountant", "grace.field@example.com")):
        drawing.text((40, 60 + 80 * row), line, fill="black", font=ImageFont.load_default(30))
    image.save(tmp_path / "resume", "PNG" if media_type is MediaType.PNG else "PDF")

    reading = asyncio.run(reader.read_through(tmp_path / "resume", media_type=media_type))

    assert str(reading.analysis.values["email"]) == "grace.field@example.com"
