"""Positions are found by words and meaning, however the index came about."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from domain.positions.catalogue import load_catalogue
from domain.positions.models import BUNDLED, Position
from domain.retrieval import index as index_module
from domain.retrieval.index import PositionIndex


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
    assert bundled().search(text, limit=3)[0].code == code


@pytest.mark.usefixtures("way")
def test_a_title_in_one_language_finds_its_translation() -> None:
    index = indexed([position("1", "会计"), position("2", "护士"), position("3", "电焊工")])
    assert [index.search(text, limit=1)[0].code for text in ("accountant", "nurse", "welder")] == [
        "1",
        "2",
        "3",
    ]


@pytest.mark.usefixtures("way")
def test_hits_come_best_first_and_as_many_as_asked() -> None:
    hits = bundled().search("sales manager", limit=7)
    assert len({hit.code for hit in hits}) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 1 for hit in hits)


@pytest.mark.parametrize("text", ["", "  ", "，。", "of the"])
@pytest.mark.usefixtures("way")
def test_a_text_that_says_nothing_finds_nothing(text: str) -> None:
    assert bundled().search(text) == []


def test_an_empty_index_finds_nothing() -> None:
    assert PositionIndex().search("会计") == []


@pytest.mark.usefixtures("way")
def test_only_the_source_asked_for_is_searched() -> None:
    index = indexed([position("1", "会计")], source="one")
    index.add([position("1", "成本会计"), position("2", "护士")], source="two")
    assert {hit.source for hit in index.search("会计")} == {"one", "two"}
    assert [(hit.source, hit.code) for hit in index.search("会计", source="two", limit=1)] == [("two", "1")]
    assert index.search("会计", source="three") == []


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


def test_a_position_added_again_takes_the_old_ones_place() -> None:
    index = indexed([position("1", "会计"), position("2", "护士")])
    index.add([position("1", "厨师")], source="own")
    assert index.sources() == {"own": 2}
    assert index.search("厨师", limit=1)[0].code == "1"
    assert index.search("会计", limit=1)[0].score < 0.9


def test_a_saved_index_answers_alike_and_can_grow_further(tmp_path: Path) -> None:
    before = indexed(
        [position(str(n), title, "用友", "Excel") for n, title in enumerate(["会计", "护士", "厨师"])]
    )
    before.remove("own", ["2"])
    before.save(tmp_path / "index")
    after = PositionIndex()
    assert after.load(tmp_path / "index")
    assert after.sources() == {"own": 2}
    assert after.search("会计") == before.search("会计")
    assert after.forms.wordings == before.forms.wordings
    after.add([position("4", "成本会计", "用友")], source="own")
    after.save(tmp_path / "index")
    again = PositionIndex()
    assert again.load(tmp_path / "index")
    assert again.search("成本会计", limit=1)[0].code == "4"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_an_index_of_other_numbers_is_not_taken_over(tmp_path: Path) -> None:
    indexed([position("1", "会计")]).save(tmp_path / "index")
    manifest = tmp_path / "index" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"fingerprint":"', '"fingerprint":"0'))
    other = PositionIndex()
    assert not other.load(tmp_path / "index")
    assert not other.load(tmp_path / "nowhere")
    assert len(other) == 0


@pytest.mark.usefixtures("way")
def test_a_title_advertised_a_thousand_times_is_found_in_a_fixed_order() -> None:
    crowd = [position(f"n{number}", "会计") for number in range(3_000)]
    index, backwards = indexed(crowd), indexed(crowd[::-1])
    hits = index.search("会计", limit=10)
    assert hits == backwards.search("会计", limit=10)
    assert len(hits) == 10
