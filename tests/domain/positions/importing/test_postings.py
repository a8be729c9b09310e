"""A row becomes a posting, or says why not."""

from __future__ import annotations

import pytest

from domain.errors import InvalidInput
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import Cell, Posting, Rejection, RejectionReason, SourceRow
from domain.positions.importing.postings import LONGEST_DESCRIPTION, read_posting
from domain.vocabulary.degrees import DegreeLevel


def posting(*mappings: str, **cells: Cell) -> Posting:
    read = read_posting(SourceRow(2, cells.items()), ColumnMap(mappings))
    assert isinstance(read, Posting), read
    return read


def rejection(**cells: Cell) -> Rejection:
    read = read_posting(SourceRow(7, cells.items()), ColumnMap())
    assert isinstance(read, Rejection)
    return read


def test_cells_shifted_to_the_left_still_tell_the_degree() -> None:
    read = posting(职位="会计", 工作经验="['本科']", 学历="[]")
    assert (read.degree, read.years_min) == (DegreeLevel.BACHELOR, 0)


def test_a_title_counts_as_the_language_it_is_written_in() -> None:
    assert (posting(title="Java开发工程师").title_zh, posting(title="Java Developer").title_en) == (
        "Java开发工程师",
        "Java Developer",
    )
    both = posting(title_zh="护士", title_en="Nurse", title="护士/Nurse")
    assert (both.title_zh, both.title_en) == ("护士", "Nurse")


def test_the_district_is_left_out_of_a_chinese_city_alone() -> None:
    assert posting(title="x", city="上海-浦东新区").city == "上海"
    assert posting(title="x", city="北京·海淀区").city == "北京"
    assert posting(title="x", location="San Francisco, CA").city == "San Francisco, CA"


def test_pay_is_put_together_from_columns() -> None:
    read = posting(
        title="Nurse", min_salary="50000", max_salary="60000.0", currency="USD", pay_period="YEARLY"
    )
    assert read.salary is not None
    assert (read.salary.low, read.salary.high, read.salary.currency, read.salary.period) == (
        50000,
        60000,
        "USD",
        "YEAR",
    )
    assert posting(title="Nurse", salary="", salary_min="0", salary_max="0.0").salary is None


@pytest.mark.parametrize(
    ("salary", "currency", "period", "printed"),
    [
        ("8000-10000", "", "每月", "8000-10000/月"),
        ("8000-10000/月", "CNY", "year", "8000-10000/月 CNY"),
        ("$20", "USD", "/hour", "$20 USD/hour"),
        ("8000 cny", "CNY", "", "8000 cny"),
        ("面议", "CNY", "month", "面议"),
        ("8000-10000", "", "件", "8000-10000"),
        ("8000-10000", "人民币", "", "8000-10000 人民币"),
    ],
)
def test_what_columns_add_to_pay_is_printed_with_it(
    salary: str, currency: str, period: str, printed: str
) -> None:
    read = posting(title="x", salary=salary, currency=currency, pay_period=period)
    assert str(read.salary) == printed


def test_the_period_of_a_column_counts_wherever_the_amount_stands() -> None:
    read = posting(title="x", salary="100-200，包吃住", currency="CNY", pay_period="天").salary
    assert read is not None
    assert (read.low, read.high, read.currency, read.period) == (100, 200, "CNY", "DAY")


def test_the_link_stands_in_for_a_missing_id() -> None:
    link = "https://jobs.example.com/1"
    assert posting(title="Nurse", url=link).external_id == link
    assert posting(title="Nurse", url=link, id="7").external_id == "7"


@pytest.mark.parametrize(
    ("salary", "currency"),
    [("21000-24000", "GBP"), ("$21-24/hour", "USD"), ("面议", None), ("21K PLN", "PLN"), ("8千元", "CNY")],
)
def test_pay_that_names_no_currency_is_in_that_of_the_file(salary: str, currency: str | None) -> None:
    read = read_posting(SourceRow(2, {"title": "x", "salary": salary}.items()), ColumnMap(currency="gbp"))
    assert isinstance(read, Posting)
    assert read.salary is not None
    assert read.salary.currency == currency


def test_a_currency_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidInput, match="ISO 4217"):
        ColumnMap(currency="pounds sterling")


def test_the_words_of_a_link_are_neither_an_address_nor_an_id() -> None:
    read = posting(title="Nurse", 链接="查看", url="see here")
    assert (read.url, read.given_id) == (None, None)
    assert posting(title="Nurse", 链接="查看", url="www.example.com/1").url == "www.example.com/1"


def test_without_an_id_the_content_names_the_posting() -> None:
    one, same, other = (
        posting(title="Nurse", city="Rome"),
        posting(title=" Nurse", city="Rome "),
        posting(title="Nurse", city="Oslo"),
    )
    assert one.external_id == same.external_id == one.content_hash
    assert one.external_id != other.external_id


def test_an_id_is_no_part_of_the_content() -> None:
    assert posting(id="1", title="Nurse").content_hash == posting(id="2", title="Nurse").content_hash


def test_a_description_is_kept_in_part() -> None:
    read = posting(title="Nurse", description="a\r\n\r\n b\n" + "x" * 50_000)
    assert read.description is not None
    assert read.description.startswith("a\nb\n")
    assert len(read.description) == LONGEST_DESCRIPTION


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"city": "Rome"}, RejectionReason.NO_TITLE),
        ({"title": " \u200b"}, RejectionReason.NO_TITLE),
        ({"title": "nan"}, RejectionReason.NO_TITLE),
        ({"title": "---"}, RejectionReason.NO_TITLE),
        ({"title": "合计"}, RejectionReason.NO_TITLE),
        ({"title": "x" * 300}, RejectionReason.TITLE_TOO_LONG),
        ({"title": "Nurse", "id": "1" * 400}, RejectionReason.ID_TOO_LONG),
        ({"title": "Nur\ufffde"}, RejectionReason.UNDECODABLE),
        ({"title": "Nurse", "职业代码": "护士"}, RejectionReason.WRONG_OCCUPATION_CODE),
    ],
)
def test_a_row_that_cannot_be_a_position_is_rejected_with_its_line(
    cells: dict[str, str], reason: RejectionReason
) -> None:
    read = rejection(**cells)
    assert (read.line, read.reason) == (7, reason)
    assert read.message


def test_an_occupation_code_is_taken_over() -> None:
    assert posting(title="护士", 职业代码="2-05-08-01").occupation_code == "2-05-08-01"
