from __future__ import annotations

import anyio
import pytest

from persistence.events import LocalEvents

pytestmark = pytest.mark.anyio


async def test_whoever_follows_a_resume_is_woken_by_its_changes_alone() -> None:
    events = LocalEvents()
    async with events.subscribe(1) as first, events.subscribe(1) as second, events.subscribe(2) as other:
        events.publish(1)
        with anyio.fail_after(10):
            await first.wait()
            await second.wait()
        with anyio.move_on_after(0.01) as waiting:
            await other.wait()
        assert waiting.cancelled_caught


async def test_changes_that_follow_each_other_are_told_as_one() -> None:
    events = LocalEvents()
    async with events.subscribe(1) as changed:
        events.publish(1)
        events.publish(1)
        with anyio.fail_after(10):
            await changed.wait()
        with anyio.move_on_after(0.01) as waiting:
            await changed.wait()
        assert waiting.cancelled_caught


async def test_a_change_that_nobody_waits_for_is_forgotten() -> None:
    events = LocalEvents()
    async with events.subscribe(1):
        pass
    events.publish(1)
    assert events._waiting == {}
