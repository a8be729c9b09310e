"""One index is kept for all processes of a host: one changes it at a time, the others take it over."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from domain.positions.catalogue import positions_hash
from domain.positions.index import PositionIndex
from domain.positions.models import Position
from domain.positions.saved_index import SavedIndex
from domain.retrieval import saving

BUNDLED = Position(code="cook", title_zh="厨师", title_en="Cook", skills=("热菜",))
NURSE = replace(BUNDLED, code="1", title_zh="护士", source="own", skills=("护理记录",))
WELDER = replace(BUNDLED, code="w", title_zh="焊工", source="own", skills=("氩弧焊",))


def test_other_positions_have_another_hash() -> None:
    assert positions_hash([BUNDLED]) == positions_hash([replace(BUNDLED)])
    assert positions_hash([BUNDLED]) != positions_hash([replace(BUNDLED, years_min=1)])


def saved(folder: Path, *bundled: Position, database: str = "one") -> SavedIndex:
    index = PositionIndex()
    index.add(bundled or (BUNDLED,), source="bundled")
    return SavedIndex(folder, index, bundled_hash=positions_hash(bundled or (BUNDLED,)), database=database)


def kept(folder: Path, version: int, *positions: Position) -> SavedIndex:
    """Return an index of one process that has kept these positions."""
    one = saved(folder)
    one.add(positions, source="own")
    one.keep(version)
    return one


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and path.name != "lock"}


def test_a_kept_index_is_taken_over_at_its_version(tmp_path: Path) -> None:
    kept(tmp_path, 5, NURSE)
    second = saved(tmp_path)
    second.take_over(newest=6)
    assert second.version == 5
    assert second.index.sources() == {"bundled": 1, "own": 1}


def test_whoever_keeps_and_whoever_takes_over_map_the_same_files(tmp_path: Path) -> None:
    one, other = kept(tmp_path, 5, NURSE), saved(tmp_path)
    other.take_over(newest=5)
    assert [part.segment.folder for part in one.index.parts] == [
        part.segment.folder for part in other.index.parts
    ]
    assert all(part.segment.folder for part in one.index.parts)


def test_what_is_there_is_not_written_again_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    one = kept(tmp_path, 5, *(replace(NURSE, code=str(number)) for number in range(9)))
    before = {path: path.stat().st_mtime_ns for path in files(tmp_path) if path.suffix == ".npy"}
    segments = [part.segment for part in one.index.parts]
    one.add([WELDER], source="own")
    one.keep(6)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert [part.segment for part in one.index.parts][: len(segments)] == segments
    one.remove("own", [str(number) for number in range(9)])
    one.keep(8)
    assert {path.parent.name for path in files(tmp_path) if path.name == "owner.npy"} == {
        part.segment.folder.name for part in one.index.parts if part.segment.folder
    }
    other = saved(tmp_path)
    other.take_over(newest=8)
    assert other.index.sources() == one.index.sources() == {"bundled": 1, "own": 1}


def test_an_index_that_is_read_while_another_replaces_it_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = kept(tmp_path, 5, NURSE), saved(tmp_path)
    really = saving._live
    changed: list[bool] = []

    def replaced_meanwhile(*given: object) -> object:
        if not changed:
            changed.append(True)
            one.remove("own", ["1"])
            one.add([WELDER], source="own")
            one.keep(6)
        return really(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "_live", replaced_meanwhile)
    other.take_over(newest=6)
    assert other.version == 6
    assert other.index.search("焊工", limit=1)[0].key == "w"


def test_what_is_no_further_than_this_process_is_left_alone(tmp_path: Path) -> None:
    kept(tmp_path, 5, NURSE)
    other = kept(tmp_path / "other", 5, NURSE, WELDER)
    other._folder = tmp_path
    other.take_over(newest=9)
    assert other.index.sources() == {"bundled": 1, "own": 2}


@pytest.mark.parametrize(
    ("bundled", "database", "newest"),
    [(replace(BUNDLED, years_min=3), "one", 9), (BUNDLED, "another", 9), (BUNDLED, "one", 4)],
    ids=["other bundled positions", "another database", "a database that was set back"],
)
def test_an_index_of_something_else_is_not_used(
    tmp_path: Path, bundled: Position, database: str, newest: int
) -> None:
    kept(tmp_path, 5, NURSE)
    second = saved(tmp_path, bundled, database=database)
    second.take_over(newest=newest)
    assert second.version == 0
    assert second.index.sources() == {"bundled": 1}


@pytest.mark.parametrize("content", [b"{", b"{}", b""])
def test_a_damaged_manifest_is_no_obstacle(tmp_path: Path, content: bytes) -> None:
    kept(tmp_path, 5, NURSE)
    (tmp_path / "index" / "manifest.json").write_bytes(content)
    second = saved(tmp_path)
    second.take_over(newest=5)
    assert second.version == 0


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY"])
def test_a_file_that_a_power_cut_left_unfinished_is_no_obstacle(tmp_path: Path, content: bytes) -> None:
    kept(tmp_path, 5, NURSE)
    for file in (tmp_path / "index").rglob("vector.npy"):
        file.write_bytes(content)
    second = saved(tmp_path)
    second.take_over(newest=5)
    assert second.version == 0
    second.add([NURSE], source="own")
    second.keep(5)
    third = saved(tmp_path)
    third.take_over(newest=5)
    assert third.version == 5


def test_without_imported_positions_nothing_is_kept(tmp_path: Path) -> None:
    saved(tmp_path).keep(1)
    assert files(tmp_path) == set()


def test_a_folder_that_cannot_be_written_is_only_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    index = saved(tmp_path / "file")
    with index.turn() as is_mine:
        assert is_mine
        index.take_over(newest=0)
        index.add([NURSE], source="own")
        index.keep(1)
    assert "could not be kept" in caplog.text
    assert index.version == 1


def _turn(folder: Path, told: multiprocessing.SimpleQueue[bool]) -> None:
    with SavedIndex(folder, PositionIndex(), bundled_hash="", database="").turn() as is_mine:
        told.put(is_mine)


def test_one_process_has_the_turn_at_a_time(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    told: multiprocessing.SimpleQueue[bool] = spawning.SimpleQueue()

    def another() -> bool:
        process = spawning.Process(target=_turn, args=(tmp_path, told))
        process.start()
        process.join(60)
        return told.get()

    with saved(tmp_path).turn() as is_mine:
        assert is_mine
        assert not another()
    assert another()
