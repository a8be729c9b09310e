from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analyses.answers import LONGEST_TEXT, MOST_EVIDENCE, MOST_LISTED, NoReading, packed, unpacked
from domain.analyses.declaring import Entries, Many, One
from domain.analyses.fields import FIELDS
from domain.analyses.ports import Reading
from domain.documents.hiding import LONGEST_PASSAGE, MOST_PASSAGES
from tests.factories import detailed, new_analysis

READING = Reading(3, detailed(new_analysis()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


def answered() -> dict[str, Any]:
    """Return a whole answer as the server has it: through JSON."""
    found: dict[str, Any] = orjson.loads(orjson.dumps(packed(READING)))
    return found


def test_a_reading_is_read_as_it_was_given() -> None:
    assert unpacked(answered()) == READING


def test_the_sample_has_every_kind_of_field() -> None:
    kinds = {type(field) for field in FIELDS if field.name in READING.analysis.values}

    assert kinds == {One, Many, Entries}
    assert READING.analysis.evidence
    assert READING.analysis.warnings


@pytest.mark.parametrize("answer", [None, 1, "", "import os", [], {}, {"page_count": 1}, [answered()]])
def test_what_is_no_object_of_a_reading_is_refused(answer: object) -> None:
    with pytest.raises(NoReading):
        unpacked(answer)


def evidence(**changes: object) -> dict[str, Any]:
    return answered()["evidence"][0] | changes  # type: ignore[no-any-return]


def warning(**changes: object) -> dict[str, Any]:
    return answered()["warnings"][0] | changes  # type: ignore[no-any-return]


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another key": lambda found: found.update(code="import os"),
    "pages below zero": lambda found: found.update(page_count=-1),
    "pages without end": lambda found: found.update(page_count=10**9),
    "pages as a flag": lambda found: found.update(page_count=True),
    "half a page": lambda found: found.update(page_count=1.5),
    "no language": lambda found: found.update(language="xx"),
    "language as a list": lambda found: found.update(language=["zh"]),
    "an unknown field": lambda found: found["values"].update(password="a"),
    "a field as a class": lambda found: found["values"].update(__class__=["a"]),
    "values as a list": lambda found: found.update(values=[]),
    "a name as a number": lambda found: found["values"].update(name=[1]),
    "a name as an object": lambda found: found["values"].update(name=[{"printed": "a"}]),
    "a name without a list": lambda found: found["values"].update(name="a"),
    "two names": lambda found: found["values"].update(name=["a", "b"]),
    "no name in its list": lambda found: found["values"].update(name=[None]),
    "an endless name": lambda found: found["values"].update(name=["a" * (LONGEST_TEXT + 1)]),
    "a name with the character 0": lambda found: found["values"].update(name=["a\0b"]),
    "an age beyond any column": lambda found: found["values"].update(age=[2**40]),
    "an age as a text": lambda found: found["values"].update(age=["30"]),
    "a birth that is no date": lambda found: found["values"].update(birth_date=["1998-13"]),
    "a birth of many digits": lambda found: found["values"].update(birth_date=["9" * 10_000]),
    "a gender that is none": lambda found: found["values"].update(gender=["root"]),
    "a degree of no level": lambda found: found["values"].update(highest_degree=["本科", 99]),
    "years without end": lambda found: found["values"].update(years_of_experience=[1e300]),
    "pay of a part too few": lambda found: found["values"].update(expected_salary=["10K"]),
    "skills as a text": lambda found: found["values"].update(skills="Excel"),
    "skills of numbers": lambda found: found["values"].update(skills=[1]),
    "skills without end": lambda found: found["values"].update(skills=["a"] * (MOST_LISTED + 1)),
    "an entry of other keys": lambda found: found["values"].update(education=[{"school": "a"}]),
    "an entry as a list": lambda found: found["values"].update(education=[[]]),
    "evidence as an object": lambda found: found.update(evidence={}),
    "evidence without end": lambda found: found.update(evidence=[evidence()] * (MOST_EVIDENCE + 1)),
    "evidence of other keys": lambda found: found.update(evidence=[{}]),
    "evidence for no field": lambda found: found.update(evidence=[evidence(field="password")]),
    "evidence for entries": lambda found: found.update(evidence=[evidence(field="education", index=0)]),
    "evidence for one in a list": lambda found: found.update(evidence=[evidence(field="name", index=0)]),
    "evidence for a list": lambda found: found.update(evidence=[evidence(field="skills", index=None)]),
    "evidence for what is not there": lambda found: found.update(
        evidence=[evidence(field="skills", index=499)]
    ),
    "an entry's evidence for another field": lambda found: found["values"]["education"][0]["evidence"].update(
        field="password"
    ),
    "evidence on page 0": lambda found: found.update(evidence=[evidence(page=0)]),
    "a box of three sides": lambda found: found.update(evidence=[evidence(box=[1, 2, 3])]),
    "a box of texts": lambda found: found.update(evidence=[evidence(box=["1", "2", "3", "4"])]),
    "a box without end": lambda found: found.update(evidence=[evidence(box=[0, 0, 1e300, 1])]),
    "warnings as a text": lambda found: found.update(warnings="a"),
    "warnings without end": lambda found: found.update(warnings=[warning()] * (MOST_PASSAGES + 1)),
    "a warning of other keys": lambda found: found.update(warnings=[warning(message="<script>")]),
    "a warning of no kind": lambda found: found.update(warnings=[warning(kind="root")]),
    "a warning on page 0": lambda found: found.update(warnings=[warning(page=0)]),
    "a warning at no place": lambda found: found.update(warnings=[warning(box=[1, 2])]),
    "an endless warning": lambda found: found.update(warnings=[warning(text="a" * (LONGEST_PASSAGE + 1))]),
    "certainty beyond one": lambda found: found.update(evidence=[evidence(confidence=1.01)]),
    "certainty that is no number": lambda found: found.update(evidence=[evidence(confidence=float("nan"))]),
    "certainty as a flag": lambda found: found.update(evidence=[evidence(confidence=True)]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_malformed_reading_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    found = answered()
    change(found)

    with pytest.raises(NoReading):
        unpacked(found)


@given(JSON)
def test_any_json_is_refused(answer: object) -> None:
    with pytest.raises(NoReading):
        unpacked(answer)


@given(data=st.data(), value=JSON)
def test_a_reading_with_anything_anywhere_is_a_reading_or_refused(data: st.DataObject, value: object) -> None:
    found = answered()
    place: Any = found
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], (dict, list)) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = value

    try:
        reading = unpacked(copy.deepcopy(found))
    except NoReading:
        return
    # What passes is as good as any: it can be told again.
    assert unpacked(orjson.loads(orjson.dumps(packed(reading)))) == reading
