from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from domain.positions.catalogue import positions_hash
from domain.positions.index import PositionIndex
from domain.positions.models import Position
from domain.positions.saved_index import SavedIndex

BUNDLED = Position(code="cook", title_zh="厨师", title_en="Cook", skills=("热菜",))


def test_other_positions_have_another_hash() -> None:
    assert positions_hash([BUNDLED]) == positions_hash([replace(BUNDLED)])
    assert positions_hash([BUNDLED]) != positions_hash([replace(BUNDLED, years_min=1)])


def saved(folder: Path, *bundled: Position, database: str = "one") -> SavedIndex:
    index = PositionIndex()
    index.add(bundled or (BUNDLED,), source="bundled")
    return SavedIndex(folder, index, bundled_hash=positions_hash(bundled or (BUNDLED,)), database=database)


def test_a_kept_index_is_opened_at_its_version(tmp_path: Path) -> None:
    first = saved(tmp_path)
    assert first.open(newest=5) == 0
    first.index.add([replace(BUNDLED, code="1", title_zh="护士", source="own")], source="own")
    first.save(5)
    second = saved(tmp_path)
    assert second.open(newest=6) == 5
    assert second.index.sources() == {"bundled": 1, "own": 1}


@pytest.mark.parametrize(
    ("bundled", "database", "newest"),
    [(replace(BUNDLED, years_min=3), "one", 9), (BUNDLED, "another", 9), (BUNDLED, "one", 4)],
    ids=["other bundled positions", "another database", "a database that was set back"],
)
def test_an_index_of_something_else_is_not_used(
    tmp_path: Path, bundled: Position, database: str, newest: int
) -> None:
    first = saved(tmp_path)
    first.open(newest=5)
    first.index.add([replace(BUNDLED, code="1", source="own")], source="own")
    first.save(5)
    second = saved(tmp_path, bundled, database=database)
    assert second.open(newest=newest) == 0
    assert second.index.sources() == {"bundled": 1}


def test_a_damaged_manifest_is_no_obstacle(tmp_path: Path) -> None:
    first = saved(tmp_path)
    first.open(newest=5)
    first.save(5)
    (tmp_path / "version.json").write_bytes(b"{")
    assert saved(tmp_path).open(newest=5) == 0


def test_a_folder_that_cannot_be_written_is_only_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    index = saved(tmp_path / "file")
    index.open(newest=0)
    index.save(1)
    assert "could not be kept" in caplog.text
