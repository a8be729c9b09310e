"""Pictures of pages: made once, kept, for one person after another, and not again where that is of no use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from domain.analyses.layouts import PageLayout
from domain.documents.contents import Content, LocalFile
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.errors import NotFound, TooBusy, TooManyRequests, Unavailable
from domain.limiting import Counted, Limiter, Unlimited
from domain.pages.pictures import PagePicture, Pictures
from domain.pages.ports import PagedFile
from domain.resumes.ports import FileStore
from domain.viewers import Viewer
from tests.factories import NOW

pytestmark = pytest.mark.anyio

VIEWER, OTHER = Viewer(7, "ann", "job_seeker"), Viewer(8, "root", "admin")
FILE = PagedFile(
    5,
    7,
    "resumes/2026/11/a.pdf",
    "a.pdf",
    MediaType.PDF.value,
    1_000,
    (PageLayout(1, 595.0, 842.0, 90.0), PageLayout(2, 595.0, 842.0), PageLayout(3)),
)


class FakeStore:
    """Keeps pictures in memory, or refuses to."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}
        self.refuses = False

    async def get(self, file_key: str, name: str) -> bytes | None:
        return self.kept.get((file_key, name))

    async def kept_bytes(self, file_key: str) -> int:
        return sum(len(content) for key, content in self.kept.items() if key[0] == file_key)

    async def put(self, file_key: str, name: str, content: bytes) -> None:
        if self.refuses:
            raise Unavailable
        self.kept[file_key, name] = content

    async def delete_of(self, file_keys: Sequence[str]) -> None:
        self.kept = {key: content for key, content in self.kept.items() if key[0] not in file_keys}


class FakePainter:
    """Paints when it is let, and remembers what for whom."""

    def __init__(self) -> None:
        self.painted: list[tuple[int, float, int, object]] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.error: Exception | None = None
        self.noise = b""

    async def paint(
        self, content: Content, *, media_type: MediaType, number: int, turn: float, width: int, owner: object
    ) -> bytes:
        self.painted.append((number, turn, width, owner))
        await self.may_go_on.wait()
        if self.error is not None:
            raise self.error
        return f"page {number}, {width} wide".encode() + self.noise


class FakeFiles:
    """Has every file, unless it is gone."""

    is_gone = False

    @asynccontextmanager
    async def local_copy(self, key: str) -> AsyncIterator[Content]:
        if self.is_gone:
            raise FileNotFoundError(key)
        yield LocalFile(Path(key))


class House:
    """Pictures over fakes."""

    def __init__(self, limiter: Limiter | None = None) -> None:
        self.store, self.painter, self.files = FakeStore(), FakePainter(), FakeFiles()
        self.now = NOW
        self.is_there = True
        self.pictures = Pictures(
            files=cast("FileStore", self.files),
            store=self.store,
            painter=self.painter,
            is_there=self._is_there,
            clock=self._clock,
            limiter=limiter,
        )

    def of(
        self, number: int = 1, *, width: int = 1_200, viewer: Viewer = VIEWER, file: PagedFile = FILE
    ) -> PagePicture:
        return self.pictures.of(file, number, width=width, viewer=viewer)

    async def _is_there(self, _resume_id: int) -> bool:
        return self.is_there

    def _clock(self) -> datetime:
        return self.now


@pytest.fixture
async def house() -> House:
    return House()


async def test_a_picture_is_painted_once_as_the_page_was_turned_and_then_kept(house: House) -> None:
    for _ in range(2):
        assert await house.of().content() == b"page 1, 1200 wide"
    assert house.painter.painted == [(1, 90.0, 1_200, VIEWER.id)]


async def test_no_more_is_kept_of_a_file_than_goes_with_its_size_and_all_is_shown(house: House) -> None:
    house.painter.noise = bytes(1_500_000)
    for _ in range(2):
        for number in (1, 2):
            for width in (400, 800, 2_000):
                assert len(await house.of(number, width=width).content()) > 1_500_000
    assert len(house.store.kept) == 2
    large = FILE._replace(size_bytes=3_000_000, storage_key="resumes/2026/11/b.pdf")
    for width in (400, 800, 1_200, 2_000):
        await house.of(width=width, file=large).content()
    assert len(house.store.kept) == 6


async def test_those_who_ask_at_once_wait_for_one_painting(house: House) -> None:
    house.painter.may_go_on.clear()
    asked = [asyncio.create_task(house.of(viewer=viewer).content()) for viewer in (VIEWER, OTHER) * 3]
    await settled()
    house.painter.may_go_on.set()
    assert set(await asyncio.gather(*asked)) == {b"page 1, 1200 wide"}
    assert len(house.painter.painted) == 1


async def test_who_goes_away_takes_the_picture_from_nobody(house: House) -> None:
    house.painter.may_go_on.clear()
    gone, waits = (asyncio.create_task(house.of().content()) for _ in range(2))
    await settled()
    gone.cancel()
    await settled()
    house.painter.may_go_on.set()
    assert await waits == b"page 1, 1200 wide"


@pytest.mark.parametrize(
    ("asked", "given"), [(1, 400), (400, 400), (401, 800), (1_000, 1_200), (9_999, 2_000)]
)
async def test_there_are_few_widths(house: House, asked: int, given: int) -> None:
    assert await house.of(width=asked).content() == f"page 1, {given} wide".encode()


async def test_pictures_that_differ_have_other_tags(house: House) -> None:
    turned = FILE._replace(layouts=(PageLayout(1, 842.0, 595.0),))
    tags = {house.of().tag, house.of(2).tag, house.of(width=400).tag, house.of(file=turned).tag}
    assert len(tags) == 4
    assert house.of().tag in tags


@pytest.mark.parametrize("number", [0, 3, 4, 10**9])
async def test_a_page_that_is_not_there_or_has_no_size_has_no_picture(house: House, number: int) -> None:
    with pytest.raises(NotFound):
        house.of(number)


async def test_a_format_without_pages_has_no_picture(house: House) -> None:
    with pytest.raises(NotFound):
        house.of(file=FILE._replace(media_type=MediaType.DOCX.value))


async def test_of_an_earlier_analysis_the_painter_tells_which_pages_there_are(house: House) -> None:
    earlier = FILE._replace(layouts=None)
    assert await house.of(30, file=earlier).content() == b"page 30, 1200 wide"
    assert house.painter.painted == [(30, 0.0, 1_200, VIEWER.id)]
    with pytest.raises(NotFound):
        house.of(31, file=earlier)


@pytest.mark.parametrize("code", [FailureCode.DAMAGED, FailureCode.TOO_COMPLEX])
async def test_a_page_that_cannot_be_painted_is_not_tried_again_at_once(
    house: House, code: FailureCode
) -> None:
    house.painter.error = ReadFailure(code)
    for _ in range(3):
        with pytest.raises(NotFound, match="该页无法显示为图片"):
            await house.of().content()
    assert len(house.painter.painted) == 1
    house.painter.error = None
    house.now += timedelta(minutes=11)
    assert await house.of().content() == b"page 1, 1200 wide"


async def test_a_page_that_took_too_long_once_is_tried_again_soon(house: House) -> None:
    house.painter.error = ReadFailure(FailureCode.TIMED_OUT)
    for seconds in (60, 60, 20):
        if seconds == 20:
            house.now += timedelta(seconds=40)
        with pytest.raises(Unavailable) as late:
            await house.of().content()
        assert late.value.retry_after_seconds == seconds
    assert len(house.painter.painted) == 1
    house.painter.error = None
    house.now += timedelta(seconds=20)
    assert await house.of().content() == b"page 1, 1200 wide"


async def test_a_page_that_takes_too_long_again_is_given_up_for_longer(house: House) -> None:
    house.painter.error = ReadFailure(FailureCode.TIMED_OUT)
    for told, later in ((Unavailable, 1), (NotFound, 9), (NotFound, 2), (NotFound, 0)):
        with pytest.raises(told):
            await house.of().content()
        house.now += timedelta(minutes=later)
    assert len(house.painter.painted) == 3


@pytest.mark.parametrize(
    ("error", "told"), [(TooBusy(), TooBusy), (ReadFailure(FailureCode.INTERNAL), Unavailable)]
)
async def test_what_is_not_the_page_s_fault_is_tried_again(
    house: House, error: Exception, told: type[Exception]
) -> None:
    house.painter.error = error
    for _ in range(2):
        with pytest.raises(told):
            await house.of().content()
    assert len(house.painter.painted) == 2


async def test_a_file_that_is_gone_has_no_pictures(house: House) -> None:
    house.files.is_gone = True
    with pytest.raises(NotFound):
        await house.of().content()


async def test_a_picture_that_cannot_be_kept_is_shown_all_the_same(house: House) -> None:
    house.store.refuses = True
    assert await house.of().content() == b"page 1, 1200 wide"


async def test_of_a_resume_that_was_deleted_meanwhile_no_picture_stays(house: House) -> None:
    house.is_there = False
    await house.of().content()
    assert house.store.kept == {}


async def test_one_who_asks_for_very_many_is_told_to_wait_and_others_are_not(house: House) -> None:
    many = FILE._replace(layouts=tuple(PageLayout(number, 595.0, 842.0) for number in range(1, 70)))
    house.painter.may_go_on.clear()
    asked = [asyncio.create_task(house.of(number, file=many).content()) for number in range(1, 61)]
    await settled()
    with pytest.raises(TooBusy):
        await house.of(61, file=many).content()
    other = asyncio.create_task(house.of(61, file=many, viewer=OTHER).content())
    await settled()
    house.painter.may_go_on.set()
    await asyncio.gather(*asked, other)
    assert await house.of(62, file=many).content() == b"page 62, 1200 wide"


class OnePicture(Unlimited):
    """Lets each user have one picture made."""

    def __init__(self) -> None:
        self.counted: set[Counted] = set()

    async def take(self, counted: Counted) -> None:
        if counted in self.counted:
            raise TooManyRequests(counted.limit, most=1, window_seconds=60, retry_after_seconds=60)
        self.counted.add(counted)


async def test_new_pictures_are_limited_by_rate_and_those_that_are_kept_are_not() -> None:
    house = House(OnePicture())
    for _ in range(3):
        await house.of(1).content()
    with pytest.raises(TooManyRequests):
        await house.of(2).content()
    assert await house.of(2, viewer=OTHER).content() == await house.of(2).content()


async def test_what_is_being_painted_ends_with_the_program(house: House) -> None:
    house.painter.may_go_on.clear()
    asked = asyncio.create_task(house.of().content())
    await settled()
    house.pictures.hold()
    for waits in (asked, house.of(2).content()):
        with pytest.raises(TooBusy):
            await waits
    await house.pictures.stop()
    assert house.painter.painted == [(1, 90.0, 1_200, VIEWER.id)]


async def test_what_is_kept_is_shown_until_the_end(house: House) -> None:
    shown = await house.of().content()
    house.pictures.hold()
    assert await house.of().content() == shown


async def test_who_waits_and_is_broken_off_takes_nothing_along(house: House) -> None:
    house.painter.may_go_on.clear()
    gone = asyncio.create_task(house.of().content())
    await settled()
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    house.painter.may_go_on.set()
    assert await house.of().content() == b"page 1, 1200 wide"


async def settled() -> None:
    """Let all that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)
