"""The catalogue as it is shown: bundled and imported positions as one list, and as a ranking.

The list has the bundled positions in their own order, then the imported ones by source and external id.
The ranking is the index's, the one that resumes are matched with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from domain.errors import InvalidInput
from domain.keeping import Kept
from domain.positions.catalogue import Catalogue
from domain.positions.models import BUNDLED, Position
from domain.positions.ports import PositionPlace, PositionReads, PositionSource
from domain.turns import Turns

if TYPE_CHECKING:
    from domain.retrieval.index import Hit

SEARCH_DEPTH = 1_000
"""How many positions a ranking holds at most."""

LONGEST_SEARCH = 500
_KEPT_BYTES = 8 * 2**20
# Measured, a hit with its score; the keys and sources belong to the index.
_HIT_BYTES = 120
_CHARACTER_BYTES = 4


class PositionSearch(Protocol):
    """What ranks positions; `parts` is another object after each change."""

    @property
    def parts(self) -> object: ...

    def search(self, text: str, *, source: str | None = None, limit: int = 100) -> list[Hit]:
        """Return the positions most like the text, best first."""


class PositionListing:
    """Lists, ranks and finds positions of all sources.

    Args:
        bundled: Returns the positions that come with the program.
        reads: The imported ones.
        index: Both, to be searched; it may follow the imported ones a little later.
    """

    def __init__(
        self, *, bundled: Callable[[], Catalogue], reads: PositionReads, index: PositionSearch
    ) -> None:
        self._load = bundled
        self._reads = reads
        self._index = index
        # Pages of one ranking are asked for one after another.
        self._rankings: Kept[tuple[str, str | None], list[Hit]] = Kept(most_bytes=_KEPT_BYTES)
        self._ranked: object = None
        # Texts are encoded one at a time: more threads would only wait, and be missing elsewhere.
        self._turns = Turns()

    @property
    def _bundled(self) -> Catalogue:
        return self._load()

    async def find(self, place: PositionPlace, *, whole: bool = False) -> Position | None:
        """Return one position, None where there is none."""
        if place.source == BUNDLED:
            return self._bundled.find(place.code)
        found = await self._reads.found([place], whole=whole) if _possible(*place) else []
        return found[0] if found else None

    async def at(self, places: Sequence[PositionPlace], *, whole: bool = False) -> list[Position]:
        """Return those of the positions that exist, in any order."""
        bundled = [self._bundled.find(place.code) for place in places if place.source == BUNDLED]
        imported = [place for place in places if place.source != BUNDLED and _possible(*place)]
        found = [position for position in bundled if position is not None]
        return [*found, *await self._reads.found(imported, whole=whole)] if imported else found

    async def page(
        self,
        *,
        source: str | None,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
        whole: bool = False,
    ) -> list[Position]:
        """Return at most `limit` positions between two places; backwards, from the end, the last first.

        Raises:
            InvalidInput: No position of the source can have that place.
        """
        for place in (after, before):
            if place is None:
                continue
            if not (place.code and _possible(*place)) or source not in (None, place.source):
                raise InvalidInput("游标无效，或属于另一来源")
        first = self._bundled_between(source, after, before)
        first = (first[::-1] if backwards else first)[:limit]
        second = partial(
            self._imported_between, source, after=after, before=before, backwards=backwards, whole=whole
        )
        if backwards:
            found = await second(limit=limit)
            return [*found, *first[: limit - len(found)]]
        return [*first, *await second(limit=limit - len(first))]

    async def count(self, source: str | None) -> int:
        """Return how many positions there are, or there are of a source."""
        bundled = len(self._bundled) if source in (None, BUNDLED) else 0
        if source == BUNDLED or not _possible(source or ""):
            return bundled
        return bundled + await self._reads.count(source)

    async def sources(self) -> list[PositionSource]:
        """Return all sources with what they have, in the order of the catalogue."""
        return [PositionSource(BUNDLED, len(self._bundled)), *await self._reads.sources()]

    async def ranking(self, text: str, *, source: str | None, caller: str = "") -> list[Hit]:
        """Return the positions most like a text, best first, at most `SEARCH_DEPTH`.

        Callers search by turns. Raises `TooBusy`.
        """
        parts = self._index.parts
        if parts is not self._ranked:
            self._rankings, self._ranked = Kept(most_bytes=_KEPT_BYTES), parts
        known = self._rankings.get((text, source))
        if known is not None:
            return known
        search = partial(self._index.search, text, source=source, limit=SEARCH_DEPTH)
        hits = await self._turns.run(caller, search)
        size_bytes = _CHARACTER_BYTES * (len(text) + len(source or "")) + _HIT_BYTES * len(hits)
        if self._ranked is parts:
            self._rankings.put((text, source), hits, size_bytes=size_bytes)
        return hits

    async def ranked(
        self, hits: Sequence[Hit], *, limit: int, whole: bool = False
    ) -> list[tuple[Position, float]]:
        """Return the first of the hits with their scores, without those that have been removed since."""
        found: list[tuple[Position, float]] = []
        for start in range(0, len(hits), limit):
            some = hits[start : start + limit]
            places = [PositionPlace(hit.source, hit.key) for hit in some]
            imported = [place for place in places if place.source != BUNDLED]
            known = {}
            if imported:
                known = {
                    (here.source, here.code): here for here in await self._reads.found(imported, whole=whole)
                }
            for hit, place in zip(some, places, strict=True):
                bundled = place.source == BUNDLED
                position = self._bundled.find(place.code) if bundled else known.get(place)
                if position is not None:
                    found.append((position, hit.score))
            if len(found) >= limit:
                break
        return found[:limit]

    def _bundled_between(
        self, source: str | None, after: PositionPlace | None, before: PositionPlace | None
    ) -> Sequence[Position]:
        if source not in (None, BUNDLED) or (after is not None and after.source != BUNDLED):
            return ()
        positions = self._bundled.positions
        start, end = 0, len(positions)
        if after is not None:
            start = self._number(after) + 1
        if before is not None and before.source == BUNDLED:
            end = self._number(before)
        return positions[start:end]

    async def _imported_between(
        self,
        source: str | None,
        *,
        after: PositionPlace | None,
        before: PositionPlace | None,
        backwards: bool,
        limit: int,
        whole: bool,
    ) -> list[Position]:
        before_all = before is not None and before.source == BUNDLED
        if before_all or source == BUNDLED or limit < 1 or not _possible(source or ""):
            return []
        if after is not None and after.source == BUNDLED:
            after = None
        return await self._reads.page(
            source=source, after=after, before=before, backwards=backwards, limit=limit, whole=whole
        )

    def _number(self, place: PositionPlace) -> int:
        for number, position in enumerate(self._bundled):
            if position.code == place.code:
                return number
        raise InvalidInput("游标无效")


def _possible(*texts: str) -> bool:
    # No database keeps these, and PostgreSQL refuses to be asked for them.
    return not any("\0" in text for text in texts)
