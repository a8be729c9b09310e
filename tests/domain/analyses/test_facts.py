from __future__ import annotations

from datetime import date

import pytest

from domain.analyses.extraction import analyse
from domain.analyses.facts import age_on, stored_age
from domain.analyses.fields import EDUCATION, EXPECTED_SALARY, HIGHEST_DEGREE
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.degrees import DegreeLevel
from tests.domain.analyses.documents import document

TODAY = date(2026, 5, 10)


def test_an_age_is_the_stated_one_else_told_from_the_birth_date() -> None:
    assert age_on(40, PartialDate(1998, 5, 11), today=TODAY) == 40
    assert age_on(None, PartialDate(1998, 5, 11), today=TODAY) == 27
    assert age_on(None, None, today=TODAY) is None


def test_stored_columns_tell_the_same_age() -> None:
    assert stored_age(None, "1998-05-11", TODAY) == 27
    assert stored_age(31, None, TODAY) == 31


@pytest.mark.parametrize(
    ("degree", "level"),
    [("碩士", DegreeLevel.MASTER), ("大專", DegreeLevel.ASSOCIATE), ("學士", DegreeLevel.BACHELOR)],
)
def test_what_is_printed_in_traditional_characters_keeps_its_level_and_its_pay(
    degree: str, level: DegreeLevel
) -> None:
    text = f"# 單曉嵐\n期望待遇:1萬5\n學歷\n2007.09-2011.06   中興農業大學   園藝   {degree}"
    analysis = analyse(document(text))
    highest, pay = analysis[HIGHEST_DEGREE], analysis[EXPECTED_SALARY]
    (stay,) = analysis[EDUCATION]
    assert highest is not None
    assert (highest.printed, highest.level) == (degree, level)
    assert stay.degree is not None
    assert (stay.degree.printed, stay.degree.level) == (degree, level)
    assert pay is not None
    assert (pay.printed, pay.low, pay.high, pay.currency) == ("1萬5", 15_000, 15_000, "CNY")
