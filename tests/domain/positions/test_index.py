"""Positions are found by words and meaning, in either language, however the index came about."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position
from domain.retrieval import index as index_module
from domain.vocabulary.degrees import DegreeLevel


def position(code: str, title: str, *skills: str) -> Position:
    return Position(code=code, title_zh=title, title_en="", skills=skills)


def indexed(positions: list[Position], *, source: str = "own") -> PositionIndex:
    index = PositionIndex()
    index.add(positions, source=source)
    return index


@cache
def bundled() -> PositionIndex:
    return indexed(list(load_catalogue()), source=BUNDLED)


@pytest.fixture(params=[10_000, 0], ids=["all compared", "candidates chosen"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways through a search: a small index is compared whole, in a large one candidates are chosen."""
    monkeypatch.setattr(index_module, "_ALL_COMPARED", request.param)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("会计", "accountant"),
        ("accountant", "accountant"),
        ("registered nurse", "registered-nurse"),
        ("护士", "registered-nurse"),
        ("Java developer", "java-developer"),
    ],
)
@pytest.mark.usefixtures("way")
def test_a_title_is_found_first_in_either_language(text: str, code: str) -> None:
    assert bundled().search(text, limit=3)[0].key == code


@pytest.mark.usefixtures("way")
def test_a_title_in_one_language_finds_its_translation() -> None:
    index = indexed([position("1", "会计"), position("2", "护士"), position("3", "电焊工")])
    assert [index.search(text, limit=1)[0].key for text in ("accountant", "nurse", "welder")] == [
        "1",
        "2",
        "3",
    ]


@pytest.mark.usefixtures("way")
def test_hits_come_best_first_and_as_many_as_asked() -> None:
    hits = bundled().search("sales manager", limit=7)
    assert len({hit.key for hit in hits}) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 1 for hit in hits)


@pytest.mark.parametrize("text", ["", "  ", "，。", "of the"])
@pytest.mark.usefixtures("way")
def test_a_text_that_says_nothing_finds_nothing(text: str) -> None:
    assert bundled().search(text) == []


@pytest.mark.usefixtures("way")
def test_a_score_does_not_depend_on_what_else_there_is() -> None:
    alone = indexed([position("1", "成本会计")])
    among = indexed([position("1", "成本会计"), *(position(f"n{n}", "会计主管") for n in range(50))])
    (hit,) = alone.search("会计")
    assert hit in among.search("会计")


@pytest.mark.usefixtures("way")
def test_an_index_that_grew_and_shrank_answers_like_one_built_at_once() -> None:
    positions = [replace(one, aliases=one.aliases[:2]) for one in load_catalogue()][:120]
    at_once = indexed(positions)
    grown = indexed([position("x", "会计")], source="other")
    for start in range(0, 120, 17):
        grown.add([replace(one, title_en="Old") for one in positions[start : start + 9]], source="own")
        grown.add(positions[start : start + 17], source="own")
    grown.add([position("gone", "会计")], source="own")
    assert grown.remove("own", ["gone"]) == 1
    assert grown.remove("other") == 1
    assert len(grown) == len(at_once) == 120
    for text in ("会计", "software engineer", "销售经理", "老师"):
        assert grown.search(text, limit=20) == at_once.search(text, limit=20)


def test_a_position_comes_back_as_it_was_added() -> None:
    given = Position(
        code="7",
        title_zh="会计",
        title_en="Accountant",
        aliases=("财务会计",),
        skills=("用友/Yonyou", "Excel"),
        degree=DegreeLevel.BACHELOR,
        years_min=3,
        salary_min=8_000,
        occupation_code="2-06-03-00",
        source="own",
        city="北京市",
    )
    index = indexed([given])
    found = index.compared(index.read(["会计"]))
    assert index.position(found, 0) == (given, "own")


def test_an_index_kept_by_one_process_answers_alike_in_the_next(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
index, folder = PositionIndex(), Path(sys.argv[1])
if folder.exists():
    assert index.load(folder) is not None
else:
    index.add(load_catalogue(), source="bundled")
    index.save(folder)
print(index.fingerprint, index.forms.wordings)
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / "index")],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1]
