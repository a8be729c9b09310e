from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.errors import Unavailable
from persistence.place import Place


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
