from __future__ import annotations

from datetime import date

import pytest

from domain.vocabulary.dates import PartialDate, read_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("1998.05", "1998-05"),
        ("1998年5月17日", "1998-05-17"),
        ("98年5月", "1998-05"),
        ("03年11月", "2003-11"),
        ("1998/05/17", "1998-05-17"),
        ("19980517", "1998-05-17"),
        ("May 1998", "1998-05"),
        ("17 May 1998", "1998-05-17"),
        ("May 17, 1998", "1998-05-17"),
        ("17/05/1998", "1998-05-17"),
        ("1998", "1998"),
        ("22nd March, 1987", "1987-03-22"),
        ("民国76年4月", "1987-04"),
        ("1998年13月", "1998"),
        ("90后", "1990"),
        ("52年", "1952"),
        ("1998–05", "1998-05"),
        ("Sept '98", "1998-09"),
        ("生于May 17th, 1998", "1998-05-17"),
        ("19XX年5月", None),
        ("19XX.05, 1998", "1998"),
        ("Marketing", None),
        ("unknown", None),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_printed(printed: str, iso: str | None) -> None:
    found = read_date(printed)
    assert (str(found) if found else None) == iso


def test_the_day_comes_first_unless_the_month_is_said_to() -> None:
    assert read_date("04/05/1990") == PartialDate(1990, 5, 4)
    assert read_date("04/05/1990", month_first=True) == PartialDate(1990, 4, 5)
    assert read_date("25/04/1990", month_first=True) == PartialDate(1990, 4, 25)


@pytest.mark.parametrize("iso", ["1998", "1998-05", "1998-05-17"])
def test_a_date_is_written_as_precisely_as_it_is_known(iso: str) -> None:
    assert str(PartialDate.parse(iso)) == iso


@pytest.mark.parametrize("text", ["", "98-5-1-1", "1998-13", "1998-00", "1998-05-32", "May 1998", "1998-"])
def test_what_is_no_iso_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        PartialDate.parse(text)


def test_dates_are_ordered_by_their_beginning() -> None:
    isos = ("1999", "1998-02", "1998-01-02", "1998-01", "1998")
    dates = [PartialDate.parse(iso) for iso in isos]
    assert sorted(dates) == dates[::-1]


def test_a_date_is_told_as_far_as_its_parts_can_be() -> None:
    assert PartialDate.told(1998, 13, 2) == PartialDate(1998)
    assert PartialDate.told(1998, 5, 40) == PartialDate(1998, 5)


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        ("1998-05-17", 27),
        ("1998-05-18", 27),
        ("1998-05-19", 26),
        ("1998-05", 27),
        ("1998-06", 26),
        ("1998", 27),
    ],
)
def test_years_are_counted_from_what_is_known_of_the_date(birth: str, age: int) -> None:
    assert PartialDate.parse(birth).years_until(date(2025, 5, 18)) == age
