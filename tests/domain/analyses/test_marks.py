from __future__ import annotations

from dataclasses import replace

from domain.analyses.headings import SectionKind
from domain.analyses.marks import Mark, Marks
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document


def mark_of(text: str) -> Mark:
    return Marks().of(read_text(document(text)).lines[0])


def test_a_header_line_is_known_by_its_parts_and_its_time() -> None:
    mark = mark_of("Marrow Mills Ltd   Head Baker   May 2016 - June 2019")
    assert mark.is_dated
    assert not mark.is_period
    assert not mark.is_prose
    assert mark.parts == ["Marrow Mills Ltd", "Head Baker"]
    assert mark.firm_score > 0.55
    assert mark.title_score > 0.55
    assert mark.period
    assert str(mark.period.start) == "2016-05"


def test_a_line_may_be_nothing_but_a_heading_a_label_a_time_or_a_place() -> None:
    assert mark_of("工作经历").heading is SectionKind.EXPERIENCE
    assert mark_of("姓名").label == "name"
    assert mark_of("2016.05 - 2019.06").is_period
    assert mark_of("Remote").is_noise


def test_a_line_is_looked_at_once() -> None:
    line = read_text(document("Head Baker")).lines[0]
    marks = Marks()
    assert marks.of(line) is marks.of(line)


def test_a_line_that_has_lost_its_heading_is_looked_at_anew() -> None:
    line = read_text(document("工作经历 面包师")).lines[0]
    marks = Marks()
    assert marks.of(line).text == "工作经历 面包师"
    assert marks.of(replace(line, text="面包师", pieces=("面包师",))).text == "面包师"
