"""Positions, bundled and imported, and what is matched with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from api.parts.database import Database
from api.settings import Settings
from domain.auditing import Audit
from domain.clock import Clock
from domain.matches.matcher import Matcher
from domain.positions.bundled import bundled_index
from domain.positions.catalogue import load_catalogue, positions_hash
from domain.positions.following import CatalogueFollower
from domain.positions.listing import PositionListing
from domain.positions.saved_index import SavedIndex
from domain.positions.service import PositionService
from persistence.reads.catalogue import SqlCatalogueReads
from persistence.reads.positions import SqlPositionReads

if TYPE_CHECKING:
    from domain.positions.occupations import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionParts:
    """The catalogue as the running program has it; `follower` is still to be started."""

    service: PositionService
    listing: PositionListing
    matcher: Matcher
    follower: CatalogueFollower


def position_parts(settings: Settings, database: Database, *, clock: Clock, audit: Audit) -> PositionParts:
    """Open the index, building what is not kept of it; that takes its time and belongs on a thread."""
    catalogue, reads = load_catalogue(), SqlCatalogueReads(database.engine)
    saved = SavedIndex(
        settings.data_dir / "positions",
        bundled_index(settings.cache_dirs),
        bundled_hash=positions_hash(catalogue),
        database=settings.resolved_database_url,
    )
    saved.take_over(newest=reads.version())
    return PositionParts(
        service=PositionService(
            unit_of_work=database.unit_of_work,
            clock=clock,
            upload_max_bytes=settings.upload_max_bytes,
            audit=audit,
            tell=partial(_tell, settings.cache_dirs),
        ),
        listing=PositionListing(
            bundled=catalogue, reads=SqlPositionReads(database.reading_engine), index=saved.index
        ),
        matcher=Matcher(saved.index),
        follower=CatalogueFollower(
            reads=reads,
            unit_of_work=database.unit_of_work,
            index=saved,
            bundled_hash=saved.bundled_hash,
        ),
    )


def _tell(folders: Sequence[Path], titles: Sequence[str]) -> Sequence[Told]:
    # Only an import asks for it.
    from domain.positions.importing.classifying import teller

    return teller(folders)(titles)
