"""Pictures of pages: kept beside the file, and made when they are first asked for."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Final, NamedTuple

from domain.clock import Clock
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.errors import NotFound, TooBusy, Unavailable
from domain.keeping import Kept
from domain.limiting import Counted, Limit, Limiter, Unlimited
from domain.pages.models import width_for
from domain.pages.ports import PagedFile, Painter, PictureStore
from domain.resumes.ports import FileStore
from domain.viewers import Viewer

# What is painted in another way has another name, so that no older picture is taken for it.
_MANNER: Final = 1
# Where layouts are not known, only who paints a page tells whether it is there.
_MOST_PAGES_UNKNOWN = 30
_WAITING_PER_VIEWER = 60
_WAITING = 300
_KEPT_FAILURES_BYTES = 2**20
_FAILURE_BYTES = 200
_FAILURE_HOLDS = timedelta(minutes=10)
# It may have been the load of the machine: only a page that takes too long again is at fault.
_LATE_HOLDS = timedelta(minutes=1)
# The file is at fault, and will be the next time.
_LASTING = frozenset(
    {
        FailureCode.NO_TEXT,
        FailureCode.ENCRYPTED,
        FailureCode.DAMAGED,
        FailureCode.TOO_COMPLEX,
        FailureCode.TIMED_OUT,
        FailureCode.FILE_MISSING,
    }
)
# What a file's pictures may take together: by the owner's quota its own bytes alone are counted, and some
# hundred bytes of it can be painted as a megabyte of noise.
_KEPT_BYTES = 4 * 2**20
_KEPT_TIMES = 2
_NO_PICTURE = "该页无法显示为图片"
_LATE = "该页的图片尚未生成，请稍后再试"

_Key = tuple[str, str]


class _Failure(NamedTuple):
    """Until when a picture is not tried again, and whether its page is at fault."""

    until: datetime
    lasts: bool

    def told(self, now: datetime) -> NotFound | Unavailable:
        """Return what the one who asks is told meanwhile."""
        if self.lasts:
            return NotFound(_NO_PICTURE)
        return Unavailable(_LATE, retry_after_seconds=ceil((self.until - now).total_seconds()))


logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture that may still have to be made.

    Attributes:
        tag: Another for each picture that differs, as `ETag` has it.
    """

    file: PagedFile
    number: int
    turn: float
    width: int
    viewer: Viewer
    _pictures: Pictures = field(repr=False)

    @property
    def name(self) -> str:
        """Its name among those of its file."""
        return f"{self.number}-{self.width}-{self.turn:g}-{_MANNER}.webp"

    @property
    def tag(self) -> str:
        return sha256(f"{self.file.storage_key} {self.name}".encode()).hexdigest()[:32]

    async def content(self) -> bytes:
        """Return it as WebP.

        Raises:
            NotFound: The page cannot be painted.
            TooManyRequests, TooBusy, Unavailable: It cannot be painted now.
        """
        return await self._pictures.content(self)


class Pictures:
    """Gives pictures; several who ask for one that is not there wait for the same painting.

    Args:
        is_there: Tells whether a resume is there: one that is deleted meanwhile keeps no picture.
    """

    def __init__(
        self,
        *,
        files: FileStore,
        store: PictureStore,
        painter: Painter,
        is_there: Callable[[int], Awaitable[bool]],
        clock: Clock,
        limiter: Limiter | None = None,
    ) -> None:
        self._files = files
        self._store = store
        self._painter = painter
        self._is_there = is_there
        self._clock = clock
        self._limiter = limiter or Unlimited()
        self._painting: dict[_Key, asyncio.Task[bytes]] = {}
        self._waiting: Counter[int] = Counter()
        self._ends = False
        self._failed: Kept[_Key, _Failure] = Kept(most_bytes=_KEPT_FAILURES_BYTES)

    def of(self, file: PagedFile, number: int, *, width: int, viewer: Viewer) -> PagePicture:
        """Return the picture of a page, of about that width. Raises `NotFound` where there is none."""
        if MediaType(file.media_type).declared.paint is None:
            raise NotFound(_NO_PICTURE)
        turn = 0.0
        if file.layouts is None:
            if not 1 <= number <= _MOST_PAGES_UNKNOWN:
                raise NotFound
        else:
            layout = next((each for each in file.layouts if each.number == number), None)
            if layout is None or layout.width is None:
                raise NotFound
            turn = layout.turn
        return PagePicture(file, number, turn, width_for(width), viewer, self)

    async def content(self, picture: PagePicture) -> bytes:
        """Return a picture as WebP; see `PagePicture.content`."""
        key = picture.file.storage_key, picture.name
        kept = await self._store.get(*key)
        if kept is not None:
            return kept
        failure, now = self._failed.get(key), self._clock()
        if failure is not None and now < failure.until:
            raise failure.told(now)
        painting = self._painting.get(key)
        if painting is None:
            painting = await self._begun(key, picture)
        # Who goes away does not end what others wait for, and what is begun is kept for the next.
        try:
            return await asyncio.shield(painting)
        except asyncio.CancelledError:
            if painting.cancelled():
                raise TooBusy from None
            raise

    async def _begun(self, key: _Key, picture: PagePicture) -> asyncio.Task[bytes]:
        viewer_id = picture.viewer.id
        if self._ends or self._waiting[viewer_id] >= _WAITING_PER_VIEWER or self._waiting.total() >= _WAITING:
            raise TooBusy
        await self._limiter.take(Counted(Limit.PICTURE, (str(viewer_id),)))
        # Somebody else may have begun meanwhile.
        painting = self._painting.get(key)
        if painting is None:
            painting = self._painting[key] = asyncio.create_task(self._paint(key, picture))
            self._waiting[viewer_id] += 1
            painting.add_done_callback(lambda done: self._ended(key, viewer_id, done))
        return painting

    def _ended(self, key: _Key, viewer_id: int, painting: asyncio.Task[bytes]) -> None:
        del self._painting[key]
        self._waiting[viewer_id] -= 1
        if not self._waiting[viewer_id]:
            del self._waiting[viewer_id]
        if not painting.cancelled():
            # Seen, where nobody waits any more.
            painting.exception()

    async def _paint(self, key: _Key, picture: PagePicture) -> bytes:
        file = picture.file
        try:
            async with self._files.local_copy(file.storage_key) as content:
                painted = await self._painter.paint(
                    content,
                    media_type=MediaType(file.media_type),
                    number=picture.number,
                    turn=picture.turn,
                    width=picture.width,
                    owner=picture.viewer.id,
                )
        except FileNotFoundError:
            raise NotFound from None
        except ReadFailure as failure:
            logger.info("page %d of resume %d has no picture: %s", picture.number, file.resume_id, failure)
            if failure.code not in _LASTING:
                raise Unavailable from failure
            lasts = failure.code is not FailureCode.TIMED_OUT or self._failed.get(key) is not None
            now = self._clock()
            failed = _Failure(now + (_FAILURE_HOLDS if lasts else _LATE_HOLDS), lasts)
            self._failed.put(key, failed, size_bytes=_FAILURE_BYTES)
            raise failed.told(now) from failure
        self._failed.drop(key)
        await self._keep(key, painted, file)
        return painted

    async def _keep(self, key: _Key, painted: bytes, file: PagedFile) -> None:
        most = _KEPT_BYTES + _KEPT_TIMES * file.size_bytes
        try:
            if await self._store.kept_bytes(key[0]) + len(painted) > most:
                logger.info("resume %d has as large pictures as may be kept", file.resume_id)
                return
            await self._store.put(*key, painted)
            if not await self._is_there(file.resume_id):
                await self._store.delete_of([key[0]])
        except Unavailable as error:
            # It can be shown all the same, and is made anew the next time.
            logger.warning("the picture of a page cannot be kept: %s", error)

    def hold(self) -> None:
        """Paint no more: who waits is told to ask again, so that a program that ends waits for none of it."""
        self._ends = True
        for painting in self._painting.values():
            painting.cancel()

    async def stop(self) -> None:
        """End what is being painted."""
        self.hold()
        await asyncio.gather(*self._painting.values(), return_exceptions=True)
