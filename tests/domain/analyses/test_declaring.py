"""What follows from the declaration of a field where the declaration does not say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.analyses.declaring import Derived, Entries, Many, One, Part, PartKind, plain
from domain.vocabulary.dates import PartialDate

HEIGHT = One[int](
    "body_height", family="personal", kind=PartKind.INTEGER, description="The height.", read=int
)
GUESSED = Part(name="height_guessed", kind=PartKind.FLAG)
SHOWN = Part(name="height_shown", description="The height as printed.")
HOBBIES = Many[str]("hobbies", family="skills", description="The hobbies.", read=str)
TRIPS = Entries[str](
    "trips",
    family="companies",
    description="The trips.",
    entry="Trip",
    entry_description="A trip.",
    entry_evidence="Where the trip was read.",
    parts=(Part(name="place", required=True),),
    cells=lambda trip: {"place": trip},
    read=lambda place, **_: place,
    printed=("place",),
)


def test_a_value_stands_in_a_column_of_the_fields_name() -> None:
    assert HEIGHT.columns == (Part(name="body_height", kind=PartKind.INTEGER, description="The height."),)
    assert HEIGHT.write(175) == (175,)


def test_a_value_of_several_parts_stands_in_the_columns_that_are_declared() -> None:
    assert replace(HEIGHT, stored=(SHOWN, GUESSED)).columns == (SHOWN, GUESSED)


def test_the_schema_reads_only_the_columns_that_it_describes() -> None:
    assert HEIGHT.read_columns == ("body_height",)
    assert replace(HEIGHT, stored=(SHOWN, GUESSED)).read_columns == ("height_shown",)


def test_the_schema_reads_the_columns_of_what_is_worked_out_though_none_is_described() -> None:
    derived = Derived(columns=(GUESSED, *HEIGHT.columns), compute=lambda *_: None, description="A height.")
    field = replace(HEIGHT, stored=(GUESSED,), derived=derived)
    assert field.read_columns == ("height_guessed", "body_height")


@pytest.mark.parametrize(("field", "kind"), [(HOBBIES, PartKind.TEXTS), (TRIPS, PartKind.OBJECTS)])
def test_a_list_is_one_column_that_no_row_is_without(field: Many[str] | Entries[str], kind: PartKind) -> None:
    assert field.columns == (Part(name=field.name, kind=kind, description=field.description, required=True),)


def test_what_is_not_stated_is_none_or_an_empty_list() -> None:
    assert HEIGHT.nothing is None
    assert (HOBBIES.nothing, TRIPS.nothing) == ((), ())


def test_the_schema_has_a_field_in_its_place_under_a_name_in_camel_case() -> None:
    assert HEIGHT.schema_path == "bodyHeight"
    assert replace(HEIGHT, place="basicInfo.body").schema_path == "basicInfo.body.bodyHeight"


def test_evidence_is_for_the_value_the_item_or_the_entry_unless_the_field_says_otherwise() -> None:
    assert HEIGHT.evident == "The evidence is for `bodyHeight`."
    assert HOBBIES.evident == "The evidence is for an item of `hobbies`."
    assert TRIPS.evident == "The evidence is for an entry of `trips`."
    for field in (HEIGHT, HOBBIES, TRIPS):
        assert replace(field, evidence="It is for all.").evident == "It is for all."


def test_the_command_line_prints_a_field_under_its_name_or_under_a_key_of_its_own() -> None:
    assert HEIGHT.printed_key == "body_height"
    assert replace(HEIGHT, key="tall").printed_key == "tall"


def test_numbers_stay_numbers_in_json_and_all_else_is_printed() -> None:
    assert [plain(value) for value in (3, 2.5, "a", PartialDate(1998, 5))] == [3, 2.5, "a", "1998-05"]
