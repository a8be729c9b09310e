"""The names of occupations are made ready for comparing once on a host, and tell the same from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.positions import occupations
from domain.positions.occupation_scores import Role
from domain.positions.occupations import ComparedNames, Known, OccupationIndex, shared_occupations

ROWS = [
    Known("2-06-03-00", "会计专业人员", Role.OWN),
    Known("2-06-03-00", "成本会计", Role.JOB),
    Known("6-18-01-07", "多工序数控机床操作调整工", Role.OWN),
    Known("6-18-01-07", "数控车工", Role.JOB),
]


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Tells of how many names each time they are made ready; the table is a short one."""
    told: list[int] = []
    really = ComparedNames.of.__func__  # type: ignore[attr-defined]

    def make(cls: type[ComparedNames], names: list[str], *others: object) -> ComparedNames:
        told.append(len(names))
        compared: ComparedNames = really(cls, names, *others)
        return compared

    monkeypatch.setattr(ComparedNames, "of", classmethod(make))
    monkeypatch.setattr(occupations, "known_occupations", lambda: ROWS)
    monkeypatch.setattr(occupations, "load_catalogue", tuple)
    return told


def opened(folder: Path) -> OccupationIndex:
    """What another process gets."""
    return shared_occupations.__wrapped__((folder,))


def test_what_one_process_has_made_the_next_maps_into_memory(tmp_path: Path, made: list[int]) -> None:
    fresh = OccupationIndex(ROWS)
    opened(tmp_path)
    made.clear()
    kept = opened(tmp_path)
    assert made == []
    assert kept.names.segment.stored is not None
    for title in ("数控车工", "会计", "成本核算", "nurse"):
        assert kept.find(title) == fresh.find(title)
        assert kept.tell([title]) == fresh.tell([title])


def test_what_was_made_of_other_names_is_made_anew(
    tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(tmp_path)
    made.clear()
    monkeypatch.setattr(occupations, "known_occupations", lambda: ROWS[:2])
    assert [found.code for found in opened(tmp_path).find("会计")] == ["2-06-03-00"]
    assert made == [2]
    opened(tmp_path)
    assert made == [2]


def test_what_is_damaged_is_made_anew(tmp_path: Path, made: list[int]) -> None:
    opened(tmp_path)
    made.clear()
    [rarity] = tmp_path.rglob("rarity")
    rarity.write_bytes(b"{")
    assert opened(tmp_path).find("成本会计")
    assert made == [4]


def test_without_a_folder_nothing_is_written(tmp_path: Path, made: list[int]) -> None:
    assert shared_occupations.__wrapped__(()).find("数控车工")
    assert made == [4]
    assert list(tmp_path.iterdir()) == []
