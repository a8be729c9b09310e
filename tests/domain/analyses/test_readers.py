"""What the readers of one document share, and what stands beside a label alone."""

from __future__ import annotations

import pytest

from domain.analyses.declaring import One
from domain.analyses.fields import NAME, TITLES
from domain.analyses.readers import Readers
from domain.analyses.sections import SectionKind
from domain.analyses.text import read_text
from domain.documents.models import Block, BlockKind
from domain.vocabulary.people import PersonName
from tests.domain.analyses.documents import block, document

RESUME = """
# Harriet Lindqvist
Marital status: single
Experience
2016 - 2019   Alder Garden Centre   Gardener
Harriet Lindqvist - page 2
2012 - 2016   Birch Nursery   Florist
"""


def readers(*blocks: Block) -> Readers:
    return Readers(read_text(document(RESUME, *blocks)))


def test_a_field_without_a_reader_is_read_beside_its_labels() -> None:
    marital = One[str]("own_marital", family="personal", labels=("marital",), read=str)
    (found,) = readers().candidates(marital)
    assert (found.value, found.source and found.source.text) == ("single", "Marital status: single")


def test_a_value_that_its_type_does_not_know_is_no_candidate() -> None:
    picky = One[str]("own_picky", family="personal", labels=("marital",), read=lambda _text: None)
    assert list(readers().candidates(picky)) == []


def test_a_found_value_has_its_type() -> None:
    (found,) = readers().candidates(NAME)
    assert found.value == PersonName("Harriet Lindqvist")


@pytest.mark.parametrize("text", ["Harriet Lindqvist - page 2", "Page 2 of 3"])
def test_running_lines_are_no_part_of_a_section(text: str) -> None:
    made = readers(block(text, kind=BlockKind.FOOTER))
    held = [line.text for section in made.sections.of(SectionKind.EXPERIENCE) for line in section.lines]
    assert text not in held
    assert [found.value for found in made.candidates(TITLES)] == ["Gardener", "Florist"]
