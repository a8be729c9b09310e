from __future__ import annotations

import logging

import pytest

from api import readiness
from api.readiness import Readiness
from domain.errors import Unavailable

pytestmark = pytest.mark.anyio


class Part:
    """A part that answers as it is told."""

    def __init__(self, answer: bool | Exception | None = None) -> None:
        self.answer = answer
        self.asked = 0

    async def check(self) -> bool | None:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def test_parts_that_raise_or_give_false_are_named() -> None:
    parts = {
        "good": Part(),
        "fine": Part(True),
        "bad": Part(False),
        "full": Part(Unavailable()),
        "broken": Part(RuntimeError()),
    }
    failed = await Readiness({name: part.check for name, part in parts.items()}).failed()
    assert failed == ("bad", "full", "broken")


async def test_what_is_foreseen_needs_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    await Readiness({"storage": Part(Unavailable()).check}).failed()
    [record] = caplog.records
    assert (record.levelno, record.exc_info) == (logging.ERROR, None)


async def test_however_many_ask_the_parts_are_asked_once_a_second() -> None:
    now, part = [0.0], Part(False)
    asked = Readiness({"storage": part.check}, clock=lambda: now[0])
    for _ in range(5):
        assert await asked.failed() == ("storage",)
    assert part.asked == 1
    part.answer, now[0] = True, readiness.KEPT_SECONDS
    assert await asked.failed() == ()
    assert part.asked == 2
