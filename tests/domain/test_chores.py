from __future__ import annotations

import asyncio
from collections.abc import Iterator

import anyio
import pytest

from domain.background import Background
from domain.chores import Chore
from domain.errors import Unavailable

pytestmark = pytest.mark.anyio


async def test_a_chore_goes_on_after_what_kept_it_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    answers: Iterator[Exception] = iter([Unavailable(), ValueError("a mistake")])
    done = asyncio.Event()

    async def work() -> None:
        for answer in answers:
            raise answer
        done.set()

    background = Background()
    background.start(Chore("tidy", work).repeat(rest_seconds=0))
    with anyio.fail_after(10):
        await done.wait()
    await background.stop()
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
