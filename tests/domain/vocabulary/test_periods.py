from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.vocabulary.dates import PartialDate
from domain.vocabulary.periods import Period, read_period

ISO = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2015年9月-2018年6月", "2015-09", "2018-06"),
        ("2015年9月至2018年6月", "2015-09", "2018-06"),
        ("2015.09.01-2018.06.30", "2015-09", "2018-06"),
        ("2015-09 - 2018-06", "2015-09", "2018-06"),
        ("2015/9—2018/6   桂林旅游学院", "2015-09", "2018-06"),
        ("2012-2016", "2012", "2016"),
        ("2012年初至2016年底", "2012", "2016"),
        ("2019-21", "2019", "2021"),
        ("2019–21", "2019", "2021"),
        ("20年3月-22年5月", "2020-03", "2022-05"),
        ("19.07-21.3", "2019-07", "2021-03"),
        ("09/2018 – 06/2022", "2018-09", "2022-06"),
        ("Sept. 2018 to June 2022", "2018-09", "2022-06"),
        ("Sept/2018 - June/2022", "2018-09", "2022-06"),
        ("Jan – Mar 2020", "2020-01", "2020-03"),
        ("Fall 2016 - Spring 2018", "2016", "2018"),
        ("2018–09 – 2022–06", "2018-09", "2022-06"),
        ("12/05/2019 - 30/06/2020", "2019-05", "2020-06"),
        ("05/25/2019 - 06/30/2020", "2019-05", "2020-06"),
        ("12-05-2019 to 30-06-2020", "2019-05", "2020-06"),
        ("May 17th, 2019 - June 3 2020", "2019-05", "2020-06"),
        ("Oak & Ash Bakery (Aug '14 - May 2019)", "2014-08", "2019-05"),
    ],
)
def test_a_period_has_two_ends(text: str, start: str, end: str) -> None:
    assert read_period(text) == Period(PartialDate.parse(start), PartialDate.parse(end))


@pytest.mark.parametrize(
    "text",
    [
        "2019.07-至今",
        "2019年7月至今",
        "2019-07 ~ 现在",
        "2019/07 – 迄今",
        "2019/7~仍在职",
        "Jul 2019 – Present",
        "July 2019 onwards",
        "July 2019 – up to present",
        "07/2019 - now",
    ],
)
def test_a_period_may_last(text: str) -> None:
    assert read_period(text) == Period(PartialDate(2019, 7), None, is_current=True)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("集美大学   2016年6月", "2016-06"), ("May 2017", "2017-05"), ("2016   Harrow University", "2016")],
)
def test_a_single_date_is_no_end_of_its_own(text: str, printed: str) -> None:
    assert read_period(text) == Period(single=PartialDate.parse(printed))


def test_an_open_end_is_not_the_present() -> None:
    assert read_period("平湖建筑有限公司 2019.07-") == Period(start=PartialDate(2019, 7))


@pytest.mark.parametrize(
    "text",
    ["", "会计", "GPA 3.8", "完成 2019 年度预算", "10-16K", "Senior Decorator 2019 plan", "房间 2019 号楼"],
)
def test_other_numbers_are_no_period(text: str) -> None:
    assert read_period(text) is None


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["2019", "20", ".", "-", "年", "月", "Jan ", "至今", " ", "13"])).map("".join)
)
def test_any_text_has_iso_dates_or_none(text: str) -> None:
    found = read_period(text)
    if found is not None:
        assert all(
            ISO.fullmatch(str(found_date))
            for found_date in (found.start, found.end, found.single)
            if found_date
        )


def test_periods_compare_by_their_dates_however_they_are_printed() -> None:
    assert read_period("2015年9月-2018年6月") == read_period("09/2015 – 06/2018")
    assert read_period("集美大学  2015.09-2018.06").printed.strip() == "2015.09-2018.06"  # type: ignore[union-attr]


def test_a_single_date_becomes_the_end_that_its_reader_says() -> None:
    single = Period(single=PartialDate(2016))
    assert single.starting() == Period(start=PartialDate(2016))
    assert single.ending() == Period(end=PartialDate(2016))
