"""Named things are found whatever else the index holds, and however it came about."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import orjson
import pytest

from domain.retrieval import index as index_module
from domain.retrieval.entries import IndexColumn
from domain.retrieval.index import Index
from domain.retrieval.reference import Reference
from tests.domain.retrieval.entries import NAMES, REFERENCE, entry, indexed

SIZE = IndexColumn("size", np.float32)
COLOUR = IndexColumn("colour", np.uint32)


@pytest.fixture(params=[10_000, 0], ids=["all compared", "candidates chosen"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways through a search: a small index is compared whole, in a large one candidates are chosen."""
    monkeypatch.setattr(index_module, "_ALL_COMPARED", request.param)


def test_an_empty_index_finds_nothing() -> None:
    assert Index(reference=REFERENCE).search("会计") == []


@pytest.mark.usefixtures("way")
def test_only_the_source_asked_for_is_searched() -> None:
    index = indexed(entry("1", "会计"), source="one")
    index.add_entries([entry("1", "成本会计"), entry("2", "护士")], source="two")
    assert {hit.source for hit in index.search("会计")} == {"one", "two"}
    assert [(hit.source, hit.key) for hit in index.search("会计", source="two", limit=1)] == [("two", "1")]
    assert index.search("会计", source="three") == []


def test_an_entry_added_again_takes_the_old_ones_place() -> None:
    index = indexed(entry("1", "会计"), entry("2", "护士"))
    index.add_entries([entry("1", "厨师")], source="own")
    assert index.sources() == {"own": 2}
    assert index.search("厨师", limit=1)[0].key == "1"
    assert index.search("会计", limit=1)[0].score < 0.9


def test_numbers_and_payloads_come_back_with_their_entries() -> None:
    numbers = {"a": (1.5, 2**32 - 1), "b": (0, 7), "gone": (9, 9)}
    index = Index(reference=REFERENCE, columns=(SIZE, COLOUR))
    for key, own in numbers.items():
        index.add_entries([entry(key, "会计", numbers=own)], source="own")
    index.remove("own", ["gone"])
    index.add_entries([entry("c", "会计", numbers=(3, 4))], source="other")
    found = index.compared(index.read(["会计"]))
    told = {
        found.entry(place): (found.column(SIZE)[place].item(), found.column(COLOUR)[place].item())
        for place in range(len(found))
    }
    assert told == {
        ("own", "a", b"aa"): (1.5, 2**32 - 1),
        ("own", "b", b"bb"): (0.0, 7),
        ("other", "c", b"cc"): (3.0, 4),
    }
    assert [found.entry(place)[1] for place in found.places_of("other")] == ["c"]


def test_a_saved_index_answers_alike_and_can_grow_further(tmp_path: Path) -> None:
    names = ["会计", "护士", "厨师"]
    entries = [entry(str(number), name, skills=("用友", "Excel")) for number, name in enumerate(names)]
    before = indexed(*entries)
    before.remove("own", ["2"])
    before.save(tmp_path / "index")
    after = Index(reference=REFERENCE)
    assert after.load(tmp_path / "index") is not None
    assert after.sources() == {"own": 2}
    assert after.search("会计") == before.search("会计")
    assert after.forms.wordings == before.forms.wordings
    after.add_entries([entry("4", "成本会计", skills=("用友",))], source="own")
    after.save(tmp_path / "index")
    again = Index(reference=REFERENCE)
    assert again.load(tmp_path / "index") is not None
    assert again.search("成本会计", limit=1)[0].key == "4"
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize(
    "other",
    [
        Index(reference=Reference.of([entry("1", "司机")])),
        Index(reference=Reference.of(entry(str(number), name) for number, name in enumerate(NAMES))),
        Index(reference=REFERENCE, columns=(SIZE,)),
        Index(reference=REFERENCE, payload_form="another"),
    ],
    ids=["names counted", "skills counted", "columns", "payloads"],
)
def test_an_index_that_rests_on_something_else_is_not_taken_over(other: Index, tmp_path: Path) -> None:
    indexed(entry("1", "会计")).save(tmp_path / "index")
    assert other.load(tmp_path / "index") is None
    assert other.load(tmp_path / "nowhere") is None
    assert len(other) == 0


def test_an_index_kept_by_an_older_program_is_made_anew(tmp_path: Path) -> None:
    index = indexed(entry("1", "会计"))
    index.save(tmp_path / "index")
    manifest = tmp_path / "index" / "manifest.json"
    manifest.write_bytes(orjson.dumps({**orjson.loads(manifest.read_bytes()), "format": 1}))
    assert index.load(tmp_path / "index") is None


@pytest.mark.usefixtures("way")
def test_a_name_that_thousands_have_is_found_in_a_fixed_order() -> None:
    crowd = [entry(f"n{number}", "会计") for number in range(3_000)]
    index, backwards = indexed(*crowd), indexed(*crowd[::-1])
    hits = index.search("会计", limit=10)
    assert hits == backwards.search("会计", limit=10)
    assert len(hits) == 10
