"""Of many names, those worth comparing are chosen."""

from __future__ import annotations

import numpy as np
import pytest

from domain.retrieval.candidates import Sought, chosen_rows
from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.index import Index
from domain.retrieval.reference import Reference
from tests.domain.retrieval.entries import entry, indexed

TRADES = ["会计", "护士", "焊工", "厨师", "司机", "律师", "教师", "医生", "保安", "木工"]


def crowd(*more: IndexEntry) -> Index:
    grades = ["高级", "初级", "资深", "中级"]
    names = [grade + trade for grade in grades for trade in TRADES]
    return indexed(*(entry(f"n{number}", name) for number, name in enumerate(names)), *more)


def chosen(index: Index, text: str, *, wanted: int = 4, skills: tuple[str, ...] = ()) -> set[str]:
    numbers = [form.number for skill in skills for form in index.forms.alike(skill)]
    rows = chosen_rows(
        index.parts,
        index.read([text]),
        numbers=[0],
        wanted=wanted,
        forms=index.forms,
        skills=numbers,
    )
    return {
        part.segment.unpacked(int(part.segment.owner[row]))[0]
        for part, some in zip(index.parts, rows, strict=True)
        for row in some
    }


def test_names_like_the_text_are_chosen() -> None:
    found = chosen(crowd(), "焊工")
    assert found >= {f"n{2 + 10 * grade}" for grade in range(4)}
    assert len(found) < 20


def test_names_that_share_words_alone_are_chosen_too() -> None:
    assert "x" in chosen(crowd(entry("x", "Zyxglub operator")), "Zyxglub")


def test_what_asks_for_a_rare_skill_is_chosen_whatever_its_name() -> None:
    index = crowd(entry("x", "木工", skills=("Zyxglub",)))
    assert "x" not in chosen(index, "会计")
    assert "x" in chosen(index, "会计", skills=("Zyxglub",))


def test_what_was_removed_is_not_chosen() -> None:
    index = crowd(entry("x", "木工", skills=("Zyxglub",)))
    index.remove("own", ["x", "n2"])
    found = chosen(index, "焊工", skills=("Zyxglub",))
    assert not found & {"x", "n2"}


def test_who_says_nothing_is_compared_with_the_same_few() -> None:
    index = crowd()
    assert chosen(index, "") == chosen(index, "of the") == {f"n{number}" for number in range(4)}


@pytest.mark.parametrize("backwards", [False, True])
def test_of_a_thousand_equal_names_a_fixed_few_are_chosen(backwards: bool) -> None:
    entries = [entry(f"n{number}", "会计") for number in range(1_000)]
    found = chosen(indexed(*(entries[::-1] if backwards else entries)), "会计", wanted=10)
    assert found == chosen(indexed(*entries), "会计", wanted=10)
    assert len(found) <= 15


def test_entries_sought_by_a_number_are_chosen_whatever_their_names_and_the_likest_of_too_many() -> None:
    column = IndexColumn("kind", np.int16, sought=True)
    entries = [
        IndexEntry(key=f"n{number}", names=(name,), proper=1, numbers=(kind,))
        for number, (name, kind) in enumerate(
            [("会计", 1), ("木工", 7), ("焊工", 7), ("厨师", 2), ("律师", 7)]
        )
    ]
    index = Index(reference=Reference.of(entries), columns=(column,))
    index.add_entries(entries, source="own")
    index.remove("own", ["n4"])

    def found(most: int) -> set[str]:
        rows = chosen_rows(
            index.parts,
            index.read(["电焊工"]),
            numbers=[0],
            wanted=2,
            forms=index.forms,
            skills=(),
            sought=Sought(column, (7,), most),
        )
        (part,) = index.parts
        return {part.segment.unpacked(int(part.segment.owner[row]))[0] for row in rows[0]}

    assert found(9) >= {"n1", "n2"}
    assert found(9) - found(1) == {"n1"}
    assert "n4" not in found(9)
