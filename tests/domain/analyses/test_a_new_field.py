"""Fields that the product does not have, declared here, go all the way: from a reader to the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
import strawberry
from sqlalchemy import Column as SqlColumn
from sqlalchemy import Engine, Integer, MetaData, Table, insert, select

from api.cli.batch import prediction
from domain.analyses.candidates import Candidate
from domain.analyses.declaring import Field, Filler, Many, One, Part, PartKind
from domain.analyses.extraction import find
from domain.analyses.fields import FIELDS, NAME
from domain.analyses.models import Analysis
from domain.analyses.readers import Readers, reads
from domain.rows import Column
from graphql_schema.types.declared import declared
from graphql_schema.types.enums import meanings
from persistence.analyses import analysis_columns, analysis_of, analysis_values
from tests.domain.analyses.documents import document


@dataclass(frozen=True)
class Height:
    """A person's height, which may be guessed."""

    printed: str
    centimetres: int

    def __str__(self) -> str:
        return self.printed


MARITAL = One[str](
    "own_marital_status",
    family="personal",
    labels=("marital",),
    place="basicInfo",
    description="Whether the person is married, as printed.",
    read=str,
)
HEIGHT = One[Height](
    "own_height",
    family="personal",
    key="tall",
    stored=(
        Part(name="own_height", description="The height as printed."),
        Part(name="own_height_cm", kind=PartKind.INTEGER, description="The height in centimetres."),
    ),
    write=lambda height: (height.printed, height.centimetres),
    read=Height,
)
LICENCES = Many[str](
    "own_licences", family="skills", description="The licences held.", read=str, filler=Filler.SOMEBODY
)
OWN: tuple[Field[Any], ...] = (MARITAL, HEIGHT, LICENCES)


@reads(HEIGHT)
def heights(resume: Readers) -> Iterator[Candidate[Height]]:
    for pair in resume.pairs.of("height"):
        if found := re.search(r"1\d\d|2[0-3]\d", pair.value):
            yield Candidate(Height(pair.value, int(found.group())), 0.9, pair.source)


@reads(LICENCES)
def licences(resume: Readers) -> Iterator[Candidate[str]]:
    for line in resume.text.lines:
        for found in re.findall(r"[ABC][1-3]驾照", line.text):
            yield Candidate(found, 0.9, line)


FORM = """
# 林清川
婚姻状况:已婚
身高:175cm
持有C1驾照、A2驾照、C1驾照
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return find(document(FORM), fields=(*FIELDS, *OWN)).analysis()


def test_the_values_are_read_with_their_types(analysis: Analysis) -> None:
    assert analysis[MARITAL] == "已婚"
    assert analysis[HEIGHT] == Height("175cm", 175)
    assert analysis[LICENCES] == ("C1驾照", "A2驾照")
    assert str(analysis[NAME]) == "林清川"


def test_what_is_not_stated_is_none_or_empty() -> None:
    nothing = find(document("# 林清川"), fields=(*FIELDS, *OWN)).analysis()
    assert (nothing[MARITAL], nothing[HEIGHT], nothing[LICENCES]) == (None, None, ())


def test_each_value_has_its_evidence(analysis: Analysis) -> None:
    found = {(item.field, item.index): item for item in analysis.evidence}
    assert found["own_marital_status", None].text == "婚姻状况:已婚"
    assert found["own_height", None].text == "身高:175cm"
    assert found["own_licences", 1].text == "持有C1驾照、A2驾照、C1驾照"
    assert all(0.5 < item.confidence < 1 for item in analysis.evidence)


def test_the_command_line_prints_them(analysis: Analysis) -> None:
    told: dict[str, Any] = {"today": date(2026, 11, 25), "seconds": 0.1, "error": None}
    printed = prediction("a.txt", analysis, fields=OWN, **told)
    facts = {"own_marital_status": "已婚", "tall": "175cm", "own_licences": ["C1驾照", "A2驾照"]}
    assert printed == {"file": "a.txt", **facts, "warnings": [], "seconds": 0.1, "error": None}
    nothing: dict[str, Any] = {"own_marital_status": None, "tall": None, "own_licences": []}
    assert prediction("a.txt", None, fields=OWN, **told) == printed | nothing


def test_they_are_stored_and_come_back(analysis: Analysis, engine: Engine) -> None:
    metadata, all_fields = MetaData(), (*FIELDS, *OWN)
    key = SqlColumn("id", Integer, primary_key=True)
    table = Table("own_analyses", metadata, key, *analysis_columns(all_fields))
    metadata.create_all(engine)
    try:
        with engine.begin() as connection:
            values = analysis_values(analysis, datetime.now(UTC), fields=all_fields)
            connection.execute(insert(table), [{"id": 1, **values}])
            (row,) = connection.execute(select(table)).mappings()
    finally:
        metadata.drop_all(engine)
    assert (row["own_height"], row["own_height_cm"]) == ("175cm", 175)
    assert analysis_of({**row}, fields=all_fields) == replace(analysis, evidence=())


class OwnColumn(Column, Enum):
    OWN_MARITAL_STATUS = "own_marital_status"
    OWN_HEIGHT = "own_height"
    OWN_HEIGHT_CM = "own_height_cm"
    OWN_LICENCES = "own_licences"


@strawberry.type
@declared("basicInfo", fields=OWN, columns=OwnColumn)
class BasicInfo:
    """The personal part."""


@strawberry.type
@declared("", fields=OWN, columns=OwnColumn)
class Query:
    """What is asked."""

    basic_info: BasicInfo


SCHEMA = '''
type BasicInfo {
  """Whether the person is married, as printed."""
  ownMaritalStatus: String
}

type Query {
  """The height as printed."""
  ownHeight: String

  """The height in centimetres."""
  ownHeightCm: Int

  """The licences held."""
  ownLicences: [String!]!
  basicInfo: BasicInfo!
}
'''


def test_the_schema_has_them() -> None:
    assert strawberry.Schema(Query).as_str().strip() == SCHEMA.strip()
    assert meanings(OWN) == {
        "OWN_MARITAL_STATUS": "The evidence is for `basicInfo.ownMaritalStatus`.",
        "OWN_HEIGHT": "The evidence is for `ownHeight`.",
        "OWN_LICENCES": "The evidence is for an item of `ownLicences`.",
    }
