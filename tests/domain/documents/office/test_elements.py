from __future__ import annotations

import pytest
from lxml import etree

from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.office.elements import TextStyle, attribute_of, laid_over_bases, parsed


def test_a_style_is_laid_over_the_one_it_is_based_on() -> None:
    assert TextStyle(bold=False).over(TextStyle(12.0, bold=True)) == TextStyle(12.0, bold=False)


def test_a_style_has_what_its_bases_say_and_a_circle_of_them_ends() -> None:
    own = {"body": TextStyle(10.0), "name": TextStyle(bold=True), "one": TextStyle(), "other": TextStyle()}

    found = laid_over_bases(own, {"name": "body", "one": "other", "other": "one"})

    assert found["name"] == TextStyle(10.0, bold=True)
    assert found["one"] == TextStyle()


def test_an_attribute_is_told_by_the_whole_of_its_local_name() -> None:
    element = etree.fromstring('<a xmlns:w="urn:w" w:interval="1" w:val="2"/>')

    assert attribute_of(element, "val") == "2"
    assert attribute_of(element, "size", "3") == "3"


def test_markup_that_declares_a_type_is_refused_and_other_bytes_are_none() -> None:
    assert parsed(b"no markup") is None
    with pytest.raises(ReadFailure) as failure:
        parsed(b"<!DOCTYPE a><a/>")
    assert failure.value.code is FailureCode.DAMAGED
