"""The index of the bundled positions is built once, and what is kept of it is used only where it is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.positions import bundled, kept
from domain.positions.bundled import bundled_index
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position

WANTED = {BUNDLED: len(load_catalogue())}
OWN = Position(code="1", title_zh="护士", title_en="Nurse", skills=("某某技能",), source="own")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    bundled_index([folder])
    return folder


@pytest.fixture
def cache(made: Path, tmp_path: Path) -> Path:
    """A folder of one's own that holds the index."""
    shutil.copytree(made, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tells how often the index was built."""
    told: list[str] = []
    really = bundled._built

    def build() -> PositionIndex:
        told.append("built")
        return really()

    monkeypatch.setattr(bundled, "_built", build)
    return told


def held(cache: Path) -> Path:
    [folder] = cache.iterdir()
    return folder


def is_mapped(index: PositionIndex) -> bool:
    return all(part.segment.stored is not None for part in index.parts)


def test_what_one_start_has_built_the_next_maps_into_memory(cache: Path, built: list[str]) -> None:
    index, fresh = bundled_index([cache]), bundled_index()
    assert built == ["built"]
    assert is_mapped(index)
    assert index.sources() == WANTED
    assert (index.fingerprint, index.forms.wordings) == (fresh.fingerprint, fresh.forms.wordings)
    for text in ("会计", "nurse", "软件工程师"):
        assert index.search(text) == fresh.search(text)
    assert [form.units for form in index.forms.alike("纳税申报")] == [
        form.units for form in fresh.forms.alike("纳税申报")
    ]


def test_each_index_changes_by_itself() -> None:
    one, other = bundled_index(), bundled_index()
    one.add([OWN], source="own")
    assert other.sources() == WANTED
    assert len(one.forms) == len(other.forms) + 1


def cut_off(folder: Path) -> None:
    file = max(folder.rglob("*.npy"), key=lambda path: path.stat().st_size)
    file.write_bytes(file.read_bytes()[:100])


def changed(folder: Path) -> None:
    file = next(folder.rglob("piece.npy"))
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def missing(folder: Path) -> None:
    next(folder.rglob("owner.npy")).unlink()


def never_finished(folder: Path) -> None:
    (folder / "sum").unlink()


@pytest.mark.parametrize("damage", [cut_off, changed, missing, never_finished])
def test_what_is_damaged_is_made_anew(cache: Path, built: list[str], damage: Callable[[Path], None]) -> None:
    damage(held(cache))
    assert bundled_index([cache]).sources() == WANTED
    assert built == ["built"]
    assert is_mapped(bundled_index([cache]))
    assert built == ["built"]


def test_two_that_build_at_once_leave_one_whole_index(
    cache: Path, monkeypatch: pytest.MonkeyPatch, built: list[str]
) -> None:
    # The other one comes to its end while this one has found nothing and builds.
    found = [None, bundled_index([cache])]
    monkeypatch.setattr(kept, "_opened", lambda *_: found.pop(0))
    assert bundled_index([cache]).sources() == WANTED
    assert built == ["built"]
    monkeypatch.undo()
    assert is_mapped(bundled_index([cache]))
    assert list(cache.iterdir()) == [held(cache)]


def test_where_nothing_can_be_written_the_next_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert is_mapped(bundled_index([tmp_path / "file" / "cache", tmp_path / "own"]))
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["own"]


def test_where_nothing_can_be_written_at_all_the_index_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert bundled_index([tmp_path / "file"]).sources() == WANTED


def test_what_is_made_from_something_else_is_kept_beside(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_inputs", lambda: "others")
    bundled_index([cache])
    assert len(list(cache.iterdir())) == 2


def test_what_many_versions_have_left_behind_is_cleared_away(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cache / "somebody's").mkdir()
    for number in range(9):
        monkeypatch.setattr(kept, "_inputs", lambda number=number: f"version{number}")
        bundled_index([cache])
    names = {path.name for path in cache.iterdir()}
    assert len(names) == 7
    assert {"somebody's", "positions-version8"} < names


def test_every_file_that_the_index_is_made_from_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[str] = set()
    really = Path.read_bytes

    def reading(path: Path) -> bytes:
        read.add(path.name)
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", reading)
    kept._inputs.__wrapped__()
    assert {"positions.tsv", "known.npz", "encoder.npz", "words.py", "building.py", "stems.tsv"} <= read
