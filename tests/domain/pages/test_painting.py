"""Pages painted in confined children."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from domain.documents.contents import LocalFile
from domain.documents.errors import FailureCode, ReadFailure, ReadingBrokeOff
from domain.documents.formats import MediaType
from domain.documents.isolation.sandbox import Sandbox
from domain.errors import TooBusy
from domain.pages import painting
from domain.pages.painting import PAINTERS, SandboxedPainter
from tests.drawn_pdf import drawn_pdf
from tests.pdf_files import pdf_with_lines

PDF = pdf_with_lines(["Grace Okafor", "Accountant"])


@pytest.fixture(scope="module")
def painter() -> Iterator[SandboxedPainter]:
    with Sandbox(workers=1, painting_equipment=PAINTERS) as sandbox:
        yield SandboxedPainter(sandbox)


def painted(
    painter: SandboxedPainter, path: Path, *, media_type: MediaType = MediaType.PDF, number: int = 1
) -> bytes:
    return asyncio.run(
        painter.paint(LocalFile(path), media_type=media_type, number=number, turn=0.0, width=400, owner=7)
    )


def failure_of(painter: SandboxedPainter, path: Path, *, number: int = 1) -> FailureCode:
    with pytest.raises(ReadFailure) as caught:
        painted(painter, path, number=number)
    return caught.value.code


def test_a_page_is_painted_in_a_child(painter: SandboxedPainter, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    picture = Image.open(io.BytesIO(painted(painter, path)))
    assert (picture.format, picture.width) == ("WEBP", 401)


def test_what_cannot_be_painted_fails_with_a_reason(painter: SandboxedPainter, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    assert failure_of(painter, path, number=2) is FailureCode.DAMAGED
    path.write_bytes(PDF[:100])
    assert failure_of(painter, path) is FailureCode.DAMAGED


class ObedientSandbox:
    """Does as it is told, in place of a child."""

    def __init__(self, outcome: Exception | bytes) -> None:
        self._outcome = outcome

    async def run(self, *_: object, output: int, **__: object) -> int:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return os.write(output, self._outcome)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (TimeoutError(), FailureCode.TIMED_OUT),
        (ReadFailure(FailureCode.TOO_COMPLEX), FailureCode.TOO_COMPLEX),
        (b"", FailureCode.INTERNAL),
        (b"<svg onload=alert(1)>" * 10, FailureCode.INTERNAL),
        (b"RIFF\x04\x00\x00\x00WEBP and more than that", FailureCode.INTERNAL),
    ],
)
def test_what_a_child_gives_is_a_picture_or_nothing(
    tmp_path: Path, outcome: Exception | bytes, told: FailureCode
) -> None:
    painter = SandboxedPainter(ObedientSandbox(outcome))  # type: ignore[arg-type]
    assert failure_of(painter, tmp_path) is told


def test_one_whose_painter_was_ended_from_outside_may_try_again(tmp_path: Path) -> None:
    painter = SandboxedPainter(ObedientSandbox(ReadingBrokeOff("ended")))  # type: ignore[arg-type]
    with pytest.raises(TooBusy):
        painted(painter, tmp_path)


def test_pages_that_take_very_long_hold_nobody_else_up(tmp_path: Path) -> None:
    quick, endless = tmp_path / "quick.pdf", tmp_path / "endless.pdf"
    quick.write_bytes(PDF)
    endless.write_bytes(drawn_pdf("q 0.5 0 0 0.5 9 9 cm /Sh0 sh Q\n" * 50_000))

    async def paint(by: SandboxedPainter, path: Path, owner: int) -> bytes:
        return await by.paint(
            LocalFile(path), media_type=MediaType.PDF, number=1, turn=0.0, width=400, owner=owner
        )

    async def others(by: SandboxedPainter) -> bytes:
        slow = [asyncio.create_task(paint(by, endless, 1)) for _ in range(5)]
        found = await paint(by, quick, 2)
        # Every one of them would take seconds.
        assert not any(task.done() for task in slow)
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return found

    with Sandbox(workers=2, rendering_time_limit_seconds=60, painting_equipment=PAINTERS) as sandbox:
        assert asyncio.run(others(SandboxedPainter(sandbox))).startswith(b"RIFF")


def test_the_server_itself_loads_no_library_that_paints() -> None:
    assert not hasattr(painting, "Image")
