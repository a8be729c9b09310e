from __future__ import annotations

import resource
import shutil
from pathlib import Path

import pytest

from domain.errors import Unavailable
from persistence.place import LOOKED_SECONDS, TOLD_SECONDS, Place


def test_what_is_still_there_is_no_fault(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.check()
    place.note()
    place.check()


def test_what_is_gone_or_replaced_is_told_until_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    place = Place(folder)
    place.note()
    folder.rename(tmp_path / "away")
    with pytest.raises(Unavailable):
        place.check()
    folder.mkdir()
    place.note()
    with pytest.raises(Unavailable):
        place.check()
    shutil.rmtree(folder)
    (tmp_path / "away").rename(folder)
    place.check()


def test_a_second_long_what_was_there_is_taken_to_be_there(tmp_path: Path) -> None:
    folder, now = tmp_path / "data", [0.0]
    folder.mkdir()
    place = Place(folder, clock=lambda: now[0])
    place.note()
    place.check_now_and_then()
    folder.rename(tmp_path / "away")
    place.check_now_and_then()
    now[0] = LOOKED_SECONDS
    with pytest.raises(Unavailable):
        place.check_now_and_then()
    (tmp_path / "away").rename(folder)
    place.check_now_and_then()


def test_a_thousand_reads_of_what_is_gone_are_told_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, now = tmp_path / "data", [0.0]
    folder.mkdir()
    place = Place(folder, clock=lambda: now[0])
    place.note()
    folder.rmdir()
    for _ in range(1000):
        with pytest.raises(Unavailable):
            place.check_now_and_then()
    assert len(caplog.records) == 1
    now[0] = TOLD_SECONDS
    with pytest.raises(Unavailable):
        place.check()
    assert len(caplog.records) == 2


def test_room_is_told_by_trying_and_what_forbids_it_otherwise_is_not_a_full_disk(tmp_path: Path) -> None:
    place = Place(tmp_path / "gateway.sqlite3")
    assert place.has_room()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        assert not place.has_room()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert Place(tmp_path / "gone" / "gateway.sqlite3").has_room()
    assert list(tmp_path.iterdir()) == []
