"""A language is a folder of lexicons: this one adds Esperanto, and a resume in it is read by it.

The product is not likely to read Esperanto of its own, so that this test stays as it is whatever is added.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ESPERANTO = {
    "headings": """
        basic       personajdatumoj
        education   klerigo
        experience  laborsperto
        skills      kapabloj
    """,
    "labels": """
        birth   naskiĝdato
        city    loĝloko
        gender  sekso
        phone   telefono
    """,
    "personal": """
        called_female  ina
        called_male    vira
    """,
    "titles": """
        head      lignaĵistino
        head      submajstrino
        modifier  ĉefa
    """,
    "employers": """
        firm_word  lignaĵejo
        firm_word  /laborejoj?/
    """,
    "schools": """
        school_word  /\\w{0,20}lernejo/
    """,
}

RESUME = """
# Frieda Holzmann
Personaj datumoj
Naskiĝdato: 04.11.1991
Sekso: ina
Loĝloko: Quellenau
Telefono: +49 30 1234567
Laborsperto
03/2016 - 05/2021   Lignaĵejo Brandt   Ĉefa Lignaĵistino
08/2011 - 02/2016   Laborejoj Ahrens   Submajstrino
Klerigo
2008 - 2011   Lernejo Quellenau
Kapabloj
Frezado, Furnirado, AutoCAD
"""

READ = """
import json, sys
from pathlib import Path
from domain.vocabulary.lexicons import add_root
if len(sys.argv) > 2:
    add_root(Path(sys.argv[2]))
from domain.analyses.pair_finding import find_pairs
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
    folder = tmp_path / "eo"
    folder.mkdir()
    for name, rows in ESPERANTO.items():
        made = [row.split(maxsplit=1) for row in rows.strip().splitlines()]
        text = "# Words of a test.\n" + "".join(f"{group}\t{entry}\n" for group, entry in made)
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_of_lexicons_is_another_language(root: Path) -> None:
    found = read(str(root))
    assert found["sections"] == ["basic", "experience", "education", "skills"]
    assert found["labels"] == {
        "birth": "04.11.1991",
        "gender": "ina",
        "city": "Quellenau",
        "phone": "+49 30 1234567",
    }
    assert found["jobs"] == [
        ["Lignaĵejo Brandt", "Ĉefa Lignaĵistino"],
        ["Laborejoj Ahrens", "Submajstrino"],
    ]
    assert found["schools"] == ["Lernejo Quellenau"]
    assert [str(skill) for skill in found["skills"]] == ["Frezado", "Furnirado", "AutoCAD"]


def test_without_it_the_headings_are_lines_like_others() -> None:
    found = read()
    assert found["sections"] == []
    assert found["jobs"] == []
