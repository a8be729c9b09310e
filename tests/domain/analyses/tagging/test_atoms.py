from __future__ import annotations

import pytest

from domain.analyses.readers import Readers
from domain.analyses.tagging.atoms import MOST_ATOMS, Atom, Gap, rows_of
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document


def atoms_of(line: str) -> tuple[Atom, ...]:
    resume = Readers(read_text(document(f"WORK EXPERIENCE\n{line}")))
    return rows_of(resume.sections)[-1].atoms


@pytest.mark.parametrize(
    ("line", "atoms"),
    [
        (
            "Veterinarian. Elm Clinic S.A., Talca, Chile. 2010 – 2013",
            ["Veterinarian", "Elm Clinic S.A", "Talca", "Chile"],
        ),
        ("2019 - 2021 | Oak Bakery | Head Baker", ["Oak Bakery", "Head Baker"]),
        ("Oak Bakery – Head Baker (Night Shift)", ["Oak Bakery", "Head Baker", "Night Shift"]),
        (
            "北岸科技有限公司 / 算法工程师（推荐方向） 2019.03-2021.05",
            ["北岸科技有限公司", "算法工程师", "推荐方向"],
        ),
        ("Head Baker @ Oak Bakery", ["Head Baker", "Oak Bakery"]),
    ],
)
def test_a_line_falls_into_atoms_at_its_gaps(line: str, atoms: list[str]) -> None:
    assert [atom.text for atom in atoms_of(line)] == atoms


@pytest.mark.parametrize(
    ("line", "atoms"),
    [
        ("北岸科技有限公司产品经理", ["北岸科技有限公司", "产品经理"]),
        ("Northgate Holdings Senior Accountant", ["Northgate Holdings", "Senior Accountant"]),
        ("Elmbridge College Bachelor of Arts", ["Elmbridge College", "Bachelor of Arts"]),
    ],
)
def test_what_only_words_divide_falls_apart_too(line: str, atoms: list[str]) -> None:
    found = atoms_of(line)
    assert [atom.text for atom in found] == atoms
    assert found[-1].gap is Gap.GLUE


def test_an_atom_knows_its_place_in_the_line_without_dates() -> None:
    line = "Oak Bakery, Head Baker   2019 - 2021"
    resume = Readers(read_text(document(f"WORK EXPERIENCE\n{line}")))
    row = rows_of(resume.sections)[-1]
    assert [row.mark.rest[atom.start : atom.end] for atom in row.atoms] == ["Oak Bakery", "Head Baker"]


def test_prose_has_no_atoms() -> None:
    assert (
        atoms_of("Kept the ovens running, trained four apprentices and reduced the waste of flour by half.")
        == ()
    )


@pytest.mark.parametrize("line", ["a, " * 300, "( " * 400, "北岸 " * 300, "A - " * 290, "A/ " * 300])
def test_hostile_lines_have_few_atoms(line: str) -> None:
    assert len(atoms_of(line)) <= 64


def test_hostile_documents_have_few_atoms() -> None:
    lines = "\n".join("Ash, Oak, Elm, Fir" for _ in range(2_500))
    rows = rows_of(Readers(read_text(document(f"WORK EXPERIENCE\n{lines}"))).sections)
    assert sum(len(row.atoms) for row in rows) <= MOST_ATOMS + 64
