"""The index of positions: bundled and imported ones, found by title and by what they ask for."""

from __future__ import annotations

from collections.abc import Iterable

from domain.positions.entries import COLUMNS, PAYLOAD_FORM, bundled_reference, entry_of, position_of
from domain.positions.models import Position
from domain.retrieval.compared import Compared
from domain.retrieval.encoder import Encoder
from domain.retrieval.index import Index
from domain.retrieval.reference import Reference


class PositionIndex(Index):
    """Positions of several sources; rarities are those of the bundled ones.

    Args:
        encoder: Another than the one that comes with the program.
        reference: What `bundled_reference` returns, where it is at hand already.
    """

    def __init__(self, *, encoder: Encoder | None = None, reference: Reference | None = None) -> None:
        super().__init__(
            reference=reference or bundled_reference(),
            columns=COLUMNS,
            payload_form=PAYLOAD_FORM,
            encoder=encoder,
        )

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        """Add positions and return how many; one of a known source and code takes the old one's place."""
        return self.add_entries(map(entry_of, positions), source=source)

    @staticmethod
    def position(found: Compared, place: int) -> tuple[Position, str]:
        """Return the position at a place among those compared, as it was added, and its source."""
        source, key, payload = found.entry(place)
        return position_of(key, payload), source
