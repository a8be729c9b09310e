from __future__ import annotations

from datetime import date

from domain.analyses.fields import FIELDS
from domain.exports.tables import TOLD, ResumeTableColumn, read_columns, table_rows
from domain.resumes.columns import ResumeColumn

TODAY = date(2026, 11, 22)


def test_every_declared_field_is_a_column() -> None:
    names = {column.value for column in ResumeTableColumn}
    assert {field.name for field in FIELDS} <= names
    assert all(TOLD[column].description for column in ResumeTableColumn)


def test_a_row_has_exactly_the_columns_asked_for_in_their_order() -> None:
    columns = [
        ResumeTableColumn("age"),
        ResumeTableColumn("id"),
        ResumeTableColumn("birth_date"),
        ResumeTableColumn("id"),
    ]
    read = read_columns(columns)
    assert read.count(ResumeColumn.ID) == 1
    given = {"id": 7, "age_stated": None, "birth_date": "1998-05"}
    row = tuple(given[column.value] for column in read)
    assert list(table_rows([row], columns, read, today=TODAY)) == [[28, 7, "1998-05", 7]]


def test_what_is_not_there_is_an_empty_cell() -> None:
    columns = list(ResumeTableColumn)
    read = read_columns(columns)
    row = tuple("analysed" if column is ResumeColumn.STATE else None for column in read)
    (cells,) = table_rows([row], columns, read, today=TODAY)
    told = {column.value for column, cell in zip(columns, cells, strict=True) if cell is not None}
    assert told == {"status"}


def test_lists_and_entries_are_texts() -> None:
    columns = [
        ResumeTableColumn("skills"),
        ResumeTableColumn("experience"),
        ResumeTableColumn("highest_degree_level"),
    ]
    job = (
        '[{"company":"瑞丰贸易","title":"会计","start":"2020-07","end":null,"is_current":true,"summary":null},'
        '{"company":null,"title":"实习生","start":null,"end":null,"is_current":false,"summary":null}]'
    )
    (cells,) = table_rows([('["Excel","成本核算"]', job, 3)], columns, read_columns(columns), today=TODAY)
    assert cells == ["Excel; 成本核算", "瑞丰贸易 | 会计 | 2020-07\n实习生", "BACHELOR"]
