"""Pages of the imported positions stand in the order of their sources and codes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.positions.importing.models import Posting
from domain.positions.ports import PositionPlace
from persistence.reads.positions import SqlPositionReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW

pytestmark = pytest.mark.anyio

A1, A2, A3 = (PositionPlace("a", code) for code in ("1", "2", "3"))
B1, B3 = PositionPlace("b", "1"), PositionPlace("b", "3")


@pytest.fixture
def reads(engine: Engine) -> SqlPositionReads:
    """A database with three positions of one source and two of another, and one that was removed."""
    with unit_of_work_factory(engine)() as work:
        work.positions.lock()
        version = work.positions.raise_version()
        for source, codes in (("b", "3210"), ("a", "321")):
            postings = [Posting(line=2, given_id=code, title_zh="护士") for code in codes]
            work.positions.put(source, postings, version=version, at=NOW)
        work.positions.remove("b", ["2", "0"], version=version)
        work.commit()
    return SqlPositionReads(engine)


async def page(
    reads: SqlPositionReads,
    *,
    source: str | None = None,
    after: PositionPlace | None = None,
    before: PositionPlace | None = None,
    backwards: bool = False,
    limit: int = 9,
) -> list[tuple[str, str]]:
    found = await reads.page(source=source, after=after, before=before, backwards=backwards, limit=limit)
    return [(position.source, position.code) for position in found]


async def test_positions_are_ordered_by_source_and_code_and_removed_ones_are_gone(
    reads: SqlPositionReads,
) -> None:
    assert await page(reads) == [A1, A2, A3, B1, B3]
    assert await page(reads, limit=2) == [A1, A2]


async def test_backwards_the_last_come_first(reads: SqlPositionReads) -> None:
    assert await page(reads, backwards=True, limit=3) == [B3, B1, A3]
    assert await page(reads, backwards=True, before=B1, limit=2) == [A3, A2]


async def test_between_two_places_lies_what_lies_between_them(reads: SqlPositionReads) -> None:
    assert await page(reads, after=A2, before=B3) == [A3, B1]
    # Neither bound need be there.
    assert await page(reads, after=PositionPlace("a", "20"), before=PositionPlace("b", "2")) == [A3, B1]


async def test_a_page_of_a_source_holds_nothing_of_another(reads: SqlPositionReads) -> None:
    assert await page(reads, source="a", after=A1) == [A2, A3]
    assert await page(reads, source="b", before=B3) == [B1]
    assert await page(reads, source="b", backwards=True) == [B3, B1]
    assert await page(reads, source="c") == []


async def test_only_the_very_positions_asked_for_are_found(reads: SqlPositionReads) -> None:
    # Of the sources and codes asked for, two more could be put together.
    found = await reads.found([A3, B1, PositionPlace("b", "2"), PositionPlace("c", "1")])
    assert {(position.source, position.code) for position in found} == {A3, B1}
    assert await reads.found([]) == []


async def test_positions_are_counted_in_all_or_of_a_source(reads: SqlPositionReads) -> None:
    assert [await reads.count(source) for source in (None, "a", "b", "c")] == [5, 3, 2, 0]


async def test_sources_are_told_with_what_is_left_of_them(reads: SqlPositionReads) -> None:
    assert await reads.sources() == [("a", 3), ("b", 2)]
