from __future__ import annotations

import asyncio
from collections.abc import Iterator

import anyio
import pytest

from domain.errors import Unavailable
from domain.resumes import sweeping
from domain.resumes.sweeping import FileSweep

pytestmark = pytest.mark.anyio


async def test_the_sweep_goes_on_after_a_storage_that_was_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(sweeping, "_REST_SECONDS", 0)
    answers: Iterator[Exception | int] = iter([Unavailable(), ValueError("a mistake"), 3])
    swept = asyncio.Event()

    async def sweep() -> int:
        answer = next(answers, 0)
        if isinstance(answer, Exception):
            raise answer
        if answer == 0:
            swept.set()
        return answer

    made = FileSweep(sweep)
    made.start()
    with anyio.fail_after(10):
        await swept.wait()
    await made.stop()
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR", "INFO"]
