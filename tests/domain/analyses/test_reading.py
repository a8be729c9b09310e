from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from domain.analyses.models import Analysis
from domain.analyses.ports import Reading
from domain.analyses.reading import (
    SandboxedReader,
    read_resume,
    read_resume_without_pictures,
    recognise_resume,
)
from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.isolation.sandbox import Sandbox
from domain.vocabulary.languages import Language

pytestmark = pytest.mark.anyio

READING = Reading(page_count=1, analysis=Analysis(language=Language.ENGLISH))


class FakeSandbox:
    """Answers each function with what it was given for it, and keeps which were called where."""

    def __init__(self, answers: dict[Callable[..., Reading], Reading | ReadFailure]) -> None:
        self.calls: list[tuple[str, str]] = []
        self._answers = answers

    async def run(self, function: Callable[..., Reading], *args: Any) -> Reading:
        return self._answer("fast", function)

    async def run_ocr(self, function: Callable[..., Reading], *args: Any) -> Reading:
        return self._answer("ocr", function)

    def _answer(self, lane: str, function: Callable[..., Reading]) -> Reading:
        self.calls.append((lane, function.__name__))
        answer = self._answers[function]
        if isinstance(answer, ReadFailure):
            raise answer
        return answer


async def read(sandbox: FakeSandbox) -> Reading:
    return await SandboxedReader(cast(Sandbox, sandbox)).read(Path("resume"), media_type=MediaType.PDF)


async def test_a_file_with_text_stays_in_the_fast_lane() -> None:
    sandbox = FakeSandbox({read_resume: READING})

    assert await read(sandbox) is READING
    assert sandbox.calls == [("fast", "read_resume")]


async def test_a_scan_goes_to_the_lane_that_recognises() -> None:
    sandbox = FakeSandbox({read_resume: NeedsRecognition(), recognise_resume: READING})

    assert await read(sandbox) is READING
    assert sandbox.calls == [("fast", "read_resume"), ("ocr", "recognise_resume")]


async def test_a_scan_that_cannot_be_recognised_fails_with_its_reason() -> None:
    failure = ReadFailure(FailureCode.TIMED_OUT)
    sandbox = FakeSandbox({read_resume: NeedsRecognition(), recognise_resume: failure})

    with pytest.raises(ReadFailure) as caught:
        await read(sandbox)
    assert caught.value is failure


async def test_pages_with_text_are_read_where_the_others_cannot_be_recognised() -> None:
    sandbox = FakeSandbox(
        {
            read_resume: NeedsRecognition(has_text=True),
            recognise_resume: ReadFailure(FailureCode.TIMED_OUT),
            read_resume_without_pictures: READING,
        }
    )

    assert await read(sandbox) is READING
    assert sandbox.calls[-1] == ("fast", "read_resume_without_pictures")
