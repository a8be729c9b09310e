from __future__ import annotations

import pytest

from domain.vocabulary.dates import PartialDate
from domain.vocabulary.periods import Period, cut_period, read_period


def told(text: str) -> str:
    """Return a period as its two ends."""
    found = read_period(text)
    if found is None:
        return "-"
    end = "now" if found.is_current else found.end
    return f"{found.start or found.single} {end}" if end else str(found.start or found.single)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("02/17 – 11/18", "2017-02 2018-11"),
        ("2/17-11/18", "2017-02 2018-11"),
        ("02.17 – 11.18", "2017-02 2018-11"),
        ("07/97 - 03/03", "1997-07 2003-03"),
        ("02/'17 – 11/'18", "2017-02 2018-11"),
        ("02/08-06/08", "2008-02 2008-06"),
        ("03/06-Present", "2006-03 now"),
        ("17/09-18/03", "2017-09 2018-03"),
        ("17.09-18.03", "2017-09 2018-03"),
        ("2014年5月-7月", "2014-05 2014-07"),
        ("2014.06-10", "2014-06 2014-10"),
        ("201709-201803", "2017-09 2018-03"),
        ("201709-至今", "2017-09 now"),
        ("民国106年9月-108年6月", "2017-09 2019-06"),
        ("民国106年9月-民国108年6月", "2017-09 2019-06"),
        ("民国 106年9月-民国 108年6月", "2017-09 2019-06"),
        ("民国106年-至今", "2017 now"),
        ("'17–'19", "2017 2019"),
        ("Sep-17 to Mar-19", "2017-09 2019-03"),
    ],
)
def test_one_end_explains_the_other(text: str, ends: str) -> None:
    assert told(text) == ends
    assert cut_period(text) == ("", True)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20 January 2017 – 3 March 2018", "2017-01 2018-03"),
        ("1 Jan 2017 - 31 Mar 2018", "2017-01 2018-03"),
        ("1st March 2017 – Present", "2017-03 now"),
        ("20.01.2017 – 03.03.2018", "2017-01 2018-03"),
        ("2017 Jan - 2018 Mar", "2017-01 2018-03"),
        ("2017 Mar. — present", "2017-03 now"),
        ("From Jan 2017 until Mar 2018", "2017-01 2018-03"),
        ("Jan 2017 through Mar 2018", "2017-01 2018-03"),
        ("Since March 2017", "2017-03 now"),
        ("2017 → 2019", "2017 2019"),
        ("Q1 2017 – Q3 2018", "2017 2018"),
        ("2017年第一季度-2018年第三季度", "2017 2018"),
        ("Summer 2017", "2017"),
        ("2001 & 2002", "2001 2002"),
        ("2017至今", "2017 now"),
        ("2017-09-01至2018-03-31", "2017-09 2018-03"),
    ],
)
def test_periods_are_read_in_many_forms(text: str, ends: str) -> None:
    assert told(text) == ends


@pytest.mark.parametrize("text", ["24/7", "GPA 3.72/4", "Grew sales 12/15", "3.5/4.0", "10.5-12.5k"])
def test_fractions_and_amounts_are_no_periods(text: str) -> None:
    assert told(text) == "-"


def test_a_day_that_no_month_has_is_not_told() -> None:
    assert PartialDate.told(2017, 4, 31) == PartialDate(2017, 4)
    assert PartialDate.told(2017, 13, 1) == PartialDate(2017)
    assert read_period("2017-09-12") == Period(single=PartialDate(2017, 9))
