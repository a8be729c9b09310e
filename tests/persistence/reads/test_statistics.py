from __future__ import annotations

import pytest

from tests.persistence.reads.filled import TIMES, Filled

pytestmark = pytest.mark.anyio


async def test_aggregates_are_the_same_on_every_database(filled: Filled) -> None:
    statistics = filled.reads.statistics
    assert sorted(await statistics.states()) == [("analysed", 2), ("failed", 1), ("uploaded", 2)]
    assert sorted(await statistics.days(since=TIMES[1])) == [("2026-11-21", 1), ("2026-11-22", 1)]
    assert await statistics.skills(first=1) == [("Excel", 2)]
    assert await statistics.scores() == [(9, 2)]
