from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from domain.analyses import fields
from domain.analyses.candidates import Candidate
from domain.analyses.declaring import Field
from domain.analyses.evidence import (
    FILLER_CONFIDENCE,
    calibrated,
    confidence_of,
    evidence_of,
    raw_confidence,
)
from domain.analyses.extraction import find
from domain.analyses.facts import Evidence
from domain.analyses.filler import is_filler
from domain.analyses.text import read_text
from domain.documents.models import Block, Box, Document, Line, Link, Page
from tests.domain.analyses.documents import document, facts_of

BOX = Box(50.0, 100.0, 250.0, 112.0)


def _candidate(value: str, raw: float = 0.9, *, recognised: float | None = None) -> Candidate[str]:
    line = Line(value or "-", box=BOX, confidence=recognised)
    (text_line,) = read_text(document(Block((line,)))).lines
    return Candidate(value, raw, text_line)


def test_every_value_has_its_evidence() -> None:
    text = """# 林清川
手机:13900004321   邮箱:lin@example.com
求职意向:轮机长   期望薪资:12-15K
工作经历
2019.03-至今   蓝海渔业有限公司   轮机长
教育背景
2011.09-2015.06   集美大学   轮机工程   本科"""
    analysis = facts_of(document(text))
    found = {(item.field, item.index): item for item in analysis.evidence}
    assert len(found) == len(analysis.evidence)
    assert {field for field, _ in found} == {
        fields.NAME.name,
        fields.PHONE.name,
        fields.EMAIL.name,
        fields.CAREER_INTEREST.name,
        fields.EXPECTED_SALARY.name,
        fields.HIGHEST_DEGREE.name,
        fields.COMPANIES.name,
        fields.TITLES.name,
        fields.SCHOOLS.name,
    }
    assert found[fields.COMPANIES.name, 0].text == "2019.03-至今 蓝海渔业有限公司 轮机长"
    assert found[fields.NAME.name, None].page == 1


def test_a_value_is_found_at_the_box_of_its_line_on_its_page() -> None:
    name = Line("林清川", box=BOX, font_size=20.0)
    pages = (Page(1, (Block((name,)),)), Page(2, (Block((Line("手机:13900004321", box=BOX),)),)))
    phone = find(Document(pages)).analysis().evidence[-1]
    assert (phone.field, phone.page, phone.box, phone.text) == (
        "phone",
        2,
        BOX,
        "手机:13900004321",
    )


def test_a_format_without_places_has_no_box() -> None:
    (evidence,) = facts_of(document("# 林清川")).evidence
    assert evidence.box is None


def test_an_address_that_only_a_link_holds_is_found_at_the_link() -> None:
    link = Link("mailto:lin@example.com", "写信给我", BOX)
    page = Page(3, (Block((Line("林清川", font_size=20.0),)),), (link,))
    analysis = facts_of(Document((page,)))
    email = analysis.evidence[-1]
    assert (email.field, email.page, email.box, email.text) == ("email", 3, BOX, "写信给我")
    assert analysis.email == "lin@example.com"


def test_what_has_neither_line_nor_link_has_no_evidence() -> None:
    assert evidence_of(fields.PHONE, Candidate("13900004321", 0.9)) is None


def test_an_age_made_of_the_birth_date_is_evident_from_it() -> None:
    analysis = facts_of(document("# 林清川\n出生日期:1990年12月"))
    age, birth = analysis.evidence[-2:]
    assert (age.field, birth.field) == ("age", "birth_date")
    assert age.text == birth.text == "出生日期:1990年12月"


@pytest.mark.parametrize("field", fields.FIELDS)
def test_a_surer_reader_is_trusted_more(field: Field[Any]) -> None:
    curve = [calibrated(field, step / 100) for step in range(101)]
    assert all(0 < confidence < 1 for confidence in curve)
    assert all(before <= after for before, after in pairwise(curve))
    assert calibrated(field, 0.95) > calibrated(field, 0.5)


def test_a_line_recognised_in_a_picture_is_trusted_less() -> None:
    field = fields.NAME
    printed, recognised = _candidate("林清川"), _candidate("林清川", recognised=0.6)
    assert raw_confidence(recognised) == pytest.approx(0.54)
    assert confidence_of(field, recognised) < confidence_of(field, printed)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (fields.NAME, "XXX"),
        (fields.NAME, "某某某"),
        (fields.NAME, "李某"),
        (fields.NAME, "YOUR NAME HERE"),
        (fields.NAME, "First Name Last Name"),
        (fields.PHONE, "13800000000"),
        (fields.PHONE, "138-0013-8000"),
        (fields.PHONE, "+86 138 1234 5678"),
        (fields.EMAIL, "xxx@xx.com"),
        (fields.EMAIL, "XXX@123.com"),
        (fields.EMAIL, "your.email@example.com"),
        (fields.SCHOOLS, "XX大学"),
        (fields.SCHOOLS, "某某大学"),
        (fields.COMPANIES, "苏州XXX机械有限公司"),
        (fields.COMPANIES, "某互联网大厂"),
        (fields.COMPANIES, "Company Name"),
        (fields.CAREER_INTEREST, "XXX市场专员"),
        (fields.TITLES, "Job Title"),
    ],
)
def test_filler_is_read_but_not_trusted(field: Field[Any], value: str) -> None:
    assert confidence_of(field, _candidate(value, 0.97)) <= FILLER_CONFIDENCE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (fields.NAME, "张三"),
        (fields.NAME, "李四"),
        (fields.NAME, "John Doe"),
        (fields.NAME, "Max Foxx"),
        (fields.PHONE, "13500004321"),
        (fields.PHONE, "(415) 555-0123"),
        (fields.EMAIL, "lin@example.com"),
        (fields.EMAIL, "maxx@xerox.example"),
        (fields.COMPANIES, "Exxon"),
        (fields.TITLES, "某项目经理"),
    ],
)
def test_a_sample_name_may_be_somebodys(field: Field[Any], value: str) -> None:
    assert not is_filler(field, value)


def test_evidence_is_short_and_its_confidence_has_two_digits() -> None:
    found = evidence_of(fields.CITY, _candidate("杭" * 900))
    assert isinstance(found, Evidence)
    assert len(found.text) <= 240
    assert found.confidence == round(found.confidence, 2)
