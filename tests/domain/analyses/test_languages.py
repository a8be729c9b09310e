"""A language is a folder of lexicons: this one adds German, and a German resume is read by it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GERMAN = {
    "headings": """
        basic       persönlichedaten
        education   ausbildung
        experience  berufserfahrung
        skills      kenntnisse
    """,
    "labels": """
        birth   geburtsdatum
        city    wohnort
        gender  geschlecht
        phone   telefon
    """,
    "personal": """
        called_female  weiblich
        called_male    männlich
    """,
    "titles": """
        head      tischlerin
        head      gesellin
        modifier  leitende
    """,
    "employers": """
        firm_word  tischlerei
        firm_word  /werkstätten?/
    """,
    "schools": """
        school_word  /\\w{0,20}schule/
    """,
}

RESUME = """
# Frieda Holzmann
Persönliche Daten
Geburtsdatum: 04.11.1991
Geschlecht: weiblich
Wohnort: Quellenau
Telefon: +49 30 1234567
Berufserfahrung
03/2016 - 05/2021   Tischlerei Brandt   Leitende Tischlerin
08/2011 - 02/2016   Werkstätten Ahrens   Gesellin
Ausbildung
2008 - 2011   Berufsschule Quellenau
Kenntnisse
Fräsen, Furnieren, AutoCAD
"""

READ = """
import json, sys
from pathlib import Path
from domain.vocabulary.lexicons import add_root
if len(sys.argv) > 2:
    add_root(Path(sys.argv[2]))
from domain.analyses.pairs import find_pairs
from domain.analyses.sections import split_sections
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document, facts_of

made = document(sys.argv[1])
found, text = facts_of(made), read_text(made)
print(json.dumps({
    "sections": [section.kind for section in split_sections(text).all if section.heading],
    "labels": {pair.key: pair.value for pair in find_pairs(text).all},
    "jobs": [(entry.company, entry.title) for entry in found.experience],
    "schools": [entry.school for entry in found.education],
    "skills": found.skills,
}, default=str))
"""


def read(*arguments: str) -> dict[str, Any]:
    """Read the resume in a process of its own, where no words have been read yet."""
    made = subprocess.run([sys.executable, "-c", READ, RESUME, *arguments], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(made.stdout)
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "de"
    folder.mkdir()
    for name, rows in GERMAN.items():
        made = [row.split(maxsplit=1) for row in rows.strip().splitlines()]
        text = "# Words of a test.\n" + "".join(f"{group}\t{entry}\n" for group, entry in made)
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_lexicons_is_another_language(root: Path) -> None:
    found = read(str(root))
    assert found["sections"] == ["basic", "experience", "education", "skills"]
    assert found["labels"] == {
        "birth": "04.11.1991",
        "gender": "weiblich",
        "city": "Quellenau",
        "phone": "+49 30 1234567",
    }
    assert found["jobs"] == [
        ["Tischlerei Brandt", "Leitende Tischlerin"],
        ["Werkstätten Ahrens", "Gesellin"],
    ]
    assert found["schools"] == ["Berufsschule Quellenau"]
    assert [str(skill) for skill in found["skills"]] == ["Fräsen", "Furnieren", "AutoCAD"]


def test_without_it_the_headings_are_lines_like_others() -> None:
    found = read()
    assert found["sections"] == []
    assert found["jobs"] == []
