from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.exports.json_ld import json_ld
from domain.exports.occupations import Occupation
from domain.exports.profile import Profile
from tests.domain.exports.people import NOBODY, PERSON

_INSTALLED = Path(__file__).parents[3] / "dashboard" / "node_modules"


def made(profile: Profile) -> Any:
    return json.loads(json_ld(profile))


def test_a_person_is_told_in_the_words_of_schema_org() -> None:
    person = made(PERSON)
    assert (person["@context"], person["@type"]) == ("https://schema.org", "Person")
    assert (person["name"], person["gender"], person["birthDate"]) == (
        "周敏",
        "https://schema.org/Female",
        "1998-05",
    )
    assert person["worksFor"] == [
        {
            "@type": "EmployeeRole",
            "roleName": "会计",
            "startDate": "2020-07",
            "description": "成本核算\n月结 <b>& more</b>",
            "worksFor": {"@type": "Organization", "name": "瑞丰贸易有限公司"},
        }
    ]
    assert person["hasOccupation"] == [
        {"@type": "Role", "hasOccupation": {"@type": "Occupation", "name": "实习生"}}
    ]
    assert person["alumniOf"][0]["alumniOf"]["name"] == "浙江大学"
    assert person["hasCredential"][0]["name"] == "本科"
    assert person["knowsAbout"] == ["Excel", "成本核算"]


def test_occupations_have_the_codes_that_are_known() -> None:
    titles = (Occupation(title="会计", isco="2411"), Occupation(title="出纳", code="4-01-02-00"))
    known, other = made(replace(PERSON, experience=(), occupations=titles))["hasOccupation"]
    assert known == {
        "@type": "Occupation",
        "name": "会计",
        "occupationalCategory": [
            {
                "@type": "CategoryCode",
                "codeValue": "2411",
                "url": "http://data.europa.eu/esco/isco/C2411",
                "inCodeSet": {"@type": "CategoryCodeSet", "name": "ISCO-08"},
            }
        ],
    }
    assert [code["codeValue"] for code in other["occupationalCategory"]] == ["4-01-02-00"]


def test_a_degree_that_no_school_is_told_of_stands_by_itself() -> None:
    (credential,) = made(replace(PERSON, education=()))["hasCredential"]
    assert credential["name"] == "本科"
    assert "recognizedBy" not in credential


def test_nothing_is_made_up_for_what_is_not_stated() -> None:
    assert made(NOBODY) == {"@context": "https://schema.org", "@type": "Person"}


def test_the_published_vocabulary_knows_every_word(tmp_path: Path) -> None:
    node, compiler = shutil.which("node"), _INSTALLED / "typescript" / "bin" / "tsc"
    vocabulary = _INSTALLED / "schema-dts"
    if node is None or not compiler.is_file() or not vocabulary.is_dir():
        pytest.skip("the front end's tools are not installed: `make dashboard`")
    coded = replace(PERSON, occupations=(Occupation(title="会计", code="2-06-03-00", isco="2411"),))
    people = {"person": PERSON, "coded": coded, "nobody": NOBODY, "untaught": replace(PERSON, education=())}
    lines = [f'import type {{ Person, WithContext }} from "{vocabulary}/dist/schema.js";']
    lines += [
        f"export const {name}: WithContext<Person> = {json_ld(profile).decode()};"
        for name, profile in people.items()
    ]
    (tmp_path / "people.ts").write_text("\n".join(lines), encoding="utf-8")
    ended = subprocess.run(
        [
            node,
            str(compiler),
            "--noEmit",
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "people.ts",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
