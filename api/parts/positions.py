"""Positions, bundled and imported, and what is matched with them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from api.parts.database import Database
from api.settings import Settings
from domain.auditing import Audit
from domain.clock import Clock
from domain.limiting import Limiter
from domain.positions.catalogue import load_catalogue, positions_hash
from domain.positions.files import PositionFiles
from domain.positions.following import CatalogueFollower
from domain.positions.listing import PositionListing
from domain.positions.ports import KeptFiles
from domain.positions.service import PositionService
from domain.resumes.ports import Matching
from domain.signing import Seal
from persistence.reads.catalogue import SqlCatalogueReads
from persistence.reads.positions import SqlPositionReads

if TYPE_CHECKING:
    from domain.analyses.models import Analysis
    from domain.matches.matcher import Matcher
    from domain.matches.models import Match
    from domain.positions.index import PositionIndex
    from domain.positions.models import Position
    from domain.positions.occupations import Told
    from domain.positions.saved_index import SavedIndex
    from domain.retrieval.index import Hit

# First answers go first: to open the index takes 0.2 s, and nobody matches before files can be read.
_REST_SECONDS = 0.5
_KEPT_FILES = b"resume-gateway: files of postings that are kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionParts:
    """The catalogue as the running program has it; `follower` is still to be started.

    Attributes:
        tell: Tells what titles name.
    """

    service: PositionService
    listing: PositionListing
    matcher: Matching
    follower: CatalogueFollower
    tell: Callable[[Sequence[str]], Sequence[Told]]
    open_matching: Callable[[], tuple[PositionIndex, Matcher]]


class _Opened:
    """The index and what matches with it, to be opened on a thread by whoever needs them first.

    No first answer does: what they need takes a fifth of a start to load.
    """

    def __init__(self, open_index: Callable[[], SavedIndex]) -> None:
        self._open = open_index
        self._opening = threading.Lock()
        self._opened: tuple[SavedIndex, Matcher] | None = None

    @property
    def version(self) -> int:
        return self._saved.version

    def turn(self) -> AbstractContextManager[bool]:
        return self._saved.turn()

    def take_over(self, *, newest: int) -> None:
        self._saved.take_over(newest=newest)

    def add(self, positions: Iterable[Position], *, source: str) -> int:
        return self._saved.add(positions, source=source)

    def remove(self, source: str, codes: Iterable[str]) -> int:
        return self._saved.remove(source, codes)

    def keep(self, version: int) -> None:
        self._saved.keep(version)

    @property
    def parts(self) -> object:
        return None if self._opened is None else self._saved.index.parts

    def search(self, text: str, *, source: str | None = None, limit: int = 100) -> list[Hit]:
        return self._saved.index.search(text, source=source, limit=limit)

    def match(self, analysis: Analysis, *, limit: int) -> tuple[Match, ...]:
        return self._both()[1].match(analysis, limit=limit)

    def matching(self) -> tuple[PositionIndex, Matcher]:
        saved, matcher = self._both()
        return saved.index, matcher

    @property
    def _saved(self) -> SavedIndex:
        return self._both()[0]

    def _both(self) -> tuple[SavedIndex, Matcher]:
        if self._opened is None:
            with self._opening:
                if self._opened is None:
                    from domain.matches.matcher import Matcher

                    saved = self._open()
                    self._opened = saved, Matcher(saved.index)
        return self._opened


def position_parts(settings: Settings, database: Database, *, clock: Clock, audit: Audit) -> PositionParts:
    """Return the parts; the index is opened by whoever needs it first, or the follower's first look."""
    reads = SqlCatalogueReads(database.engine)

    def open_index() -> SavedIndex:
        from domain.positions.bundled import bundled_index
        from domain.positions.saved_index import SavedIndex

        saved = SavedIndex(
            settings.data_dir / "positions",
            bundled_index(settings.cache_dirs),
            bundled_hash=_bundled_hash(),
            database=settings.resolved_database_url,
        )
        saved.take_over(newest=reads.version())
        return saved

    index = _Opened(open_index)
    tell = partial(_tell, settings.cache_dirs)
    return PositionParts(
        service=PositionService(
            unit_of_work=database.unit_of_work,
            clock=clock,
            audit=audit,
            tell=tell,
        ),
        tell=tell,
        listing=PositionListing(
            bundled=load_catalogue, reads=SqlPositionReads(database.reading_engine), index=index
        ),
        matcher=index,
        open_matching=index.matching,
        follower=CatalogueFollower(
            reads=reads,
            unit_of_work=database.unit_of_work,
            index=index,
            bundled_hash=_bundled_hash,
            rest_seconds=_REST_SECONDS,
        ),
    )


def position_files(
    settings: Settings, positions: PositionParts, *, files: KeptFiles, clock: Clock, limiter: Limiter
) -> PositionFiles:
    """Return what takes files of postings."""
    return PositionFiles(
        positions=positions.service,
        files=files,
        seal=Seal(secrets=settings.secrets(), purpose=_KEPT_FILES),
        clock=clock,
        upload_max_bytes=settings.upload_max_bytes,
        limiter=limiter,
    )


@cache
def _bundled_hash() -> str:
    return positions_hash(load_catalogue())


def _tell(folders: Sequence[Path], titles: Sequence[str]) -> Sequence[Told]:
    # Only imports and codes of occupations ask for it.
    from domain.positions.importing.classifying import teller

    return teller(folders)(titles)
