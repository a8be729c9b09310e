from __future__ import annotations

from domain.analyses.entries import header_records
from domain.analyses.sections import SectionKind, split_sections
from domain.analyses.text import read_text
from domain.documents.models import Block
from tests.domain.analyses.documents import document, table


def records_of(*blocks: Block | str) -> list[dict[str, str]]:
    (section,) = split_sections(read_text(document("教育经历", *blocks))).of(SectionKind.EDUCATION)
    return [
        {key: value.text for key, value in record.cells.items()}
        | ({"period": record.period.period.printed} if record.period else {})
        for record in header_records(section, "school")[0]
    ]


def test_rows_below_a_row_of_labels_are_records() -> None:
    rows = (("学校", "专业", "起止时间"), ("集美大学", "轮机", "2012-2016"), ("东岭中学", "", "2009-2012"))
    assert records_of(table(*rows)) == [
        {"school": "集美大学", "major": "轮机", "period": "2012-2016"},
        {"school": "东岭中学", "period": "2009-2012"},
    ]


def test_columns_may_be_set_apart_by_gaps_alone() -> None:
    assert records_of("学校   专业   起止时间\n集美大学   轮机   2012-2016") == [
        {"school": "集美大学", "major": "轮机", "period": "2012-2016"}
    ]


def test_a_table_that_does_not_name_the_school_has_no_records() -> None:
    assert records_of(table(("专业", "起止时间"), ("轮机", "2012-2016"))) == []
