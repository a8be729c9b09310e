from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidInput
from domain.positions.importing.cells import listed, printed_list
from domain.positions.importing.columns import FIELDS, ColumnMap, recognised
from domain.positions.importing.models import Cell, Posting, Rejection, RejectionReason, SourceRow
from domain.positions.importing.postings import LONGEST_DESCRIPTION, read_posting
from domain.positions.importing.requirements import least_degree, least_years
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.lexicons import lexicon


def posting(*mappings: str, **cells: Cell) -> Posting:
    read = read_posting(SourceRow(2, cells.items()), ColumnMap(mappings))
    assert isinstance(read, Posting), read
    return read


def rejection(**cells: Cell) -> Rejection:
    read = read_posting(SourceRow(7, cells.items()), ColumnMap())
    assert isinstance(read, Rejection)
    return read


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("职位名称", "title"),
        ("Job Title", "title"),
        ("job_title", "title"),
        ("positionName", "title"),
        ("公司名称", "company"),
        ("Company", "company"),
        ("工作地点", "city"),
        ("Location", "city"),
        ("薪资", "salary"),
        ("salary_min", "salary_min"),
        ("学历要求", "degree"),
        ("经验", "years"),
        ("workYear", "years"),
        ("技能标签", "skills"),
        ("编号", "external_id"),
        ("ID", "external_id"),
        ("URL", "url"),
        ("岗位职责", "description"),
        ("福利", None),
        ("", None),
    ],
)
def test_usual_names_are_recognised(name: str, field: str | None) -> None:
    assert recognised(name) == field


def test_no_name_stands_for_two_fields() -> None:
    counts = Counter(entry.text for entry in lexicon("columns").entries)
    assert [name for name, count in counts.items() if count > 1] == []


def test_a_mapping_takes_the_place_of_the_usual_names() -> None:
    read = posting("工种=title", "备注=skills", title="不是职位", 工种="电工", 备注="PLC；配电")
    assert (read.title_zh, read.skills) == ("电工", ("PLC", "配电"))


def test_a_column_may_be_ignored() -> None:
    assert posting("company=-", title="Nurse", company="Mercy").company is None


def test_a_mapped_name_may_hold_the_sign_of_equality() -> None:
    assert posting("a=b=title", **{"a=b": "Nurse"}).title_en == "Nurse"


@pytest.mark.parametrize("mapping", ["title", "=title", "职位=标题", "a=b=c"])
def test_a_mapping_that_cannot_be_meant_is_refused(mapping: str) -> None:
    with pytest.raises(InvalidInput, match=FIELDS[0]):
        ColumnMap([mapping])


def test_a_mapped_column_must_be_there() -> None:
    with pytest.raises(InvalidInput, match="岗位"):
        ColumnMap(["岗位=title"]).check(["职位", "公司"])


def test_the_likeliest_column_that_is_not_empty_counts() -> None:
    read = posting(
        title="Nurse", companyShortName="Mercy", companyFullName="Mercy Hospital Ltd.", city="", 地区="杭州"
    )
    assert (read.company, read.city) == ("Mercy Hospital Ltd.", "杭州")


def test_cells_that_are_printed_python_lists_are_read_as_their_items() -> None:
    read = posting(
        职位="['数据分析师']", 公司="[]", 技能="['SQL', \"it's\", 'a\\'b', '\\u4e2d', '并行, 计算']"
    )
    assert (read.title_zh, read.company) == ("数据分析师", None)
    assert read.skills == ("SQL", "it's", "a'b", "中", "并行", "计算")


@pytest.mark.parametrize(
    "text", ["", "[", "['a'", "['a' 'b']", "[['a'], ['b']]", "[急聘]销售]", "['a']x", "[__import__('os')]"]
)
def test_what_is_no_flat_printed_list_stays_text(text: str) -> None:
    assert printed_list(text) is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=8))
def test_what_python_prints_of_texts_is_read_back(items: list[str]) -> None:
    assert printed_list(repr(items)) == tuple(items)


@given(st.text("[]'\"\\,a \n", max_size=60))
def test_any_brackets_and_quotes_are_read_or_left(text: str) -> None:
    read = printed_list(text)
    assert read is None or all(isinstance(item, str) for item in read)


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("Java;MySQL、Redis,Linux", ("Java", "MySQL", "Redis", "Linux")),
        ("C/C++, C#", ("C/C++", "C#")),
        ("machine learning", ("machine learning",)),
        ("Excel  Word", ("Excel", "Word")),
        (("A, B", "c"), ("A", "B", "c")),
        ("sql;SQL; ;无", ("sql",)),
    ],
)
def test_lists_are_divided_by_what_stands_between_their_items(cell: Cell, items: tuple[str, ...]) -> None:
    assert listed(cell) == items


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("本科及以上", DegreeLevel.BACHELOR),
        ("大专/本科", DegreeLevel.ASSOCIATE),
        ("硕士/博士", DegreeLevel.MASTER),
        ("学历不限", DegreeLevel.NONE),
        ("中专", DegreeLevel.SECONDARY),
        ("Bachelor's or Master's degree", DegreeLevel.BACHELOR),
        ("PhD", DegreeLevel.DOCTOR),
        ("high school", DegreeLevel.SECONDARY),
        ("3-5年", None),
        ("", None),
    ],
)
def test_the_lowest_degree_named_counts(text: str, level: DegreeLevel | None) -> None:
    assert least_degree(text) == level


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3-5年", 3),
        ("5年以上", 5),
        ("1年工作经验", 1),
        ("三年以上", 3),
        ("十年以上", 10),
        ("经验不限", 0),
        ("无工作经验", 0),
        ("应届毕业生", 0),
        ("1年以下", 0),
        ("6个月", 0),
        ("18 months", 1),
        ("3+ years", 3),
        ("2 to 4 yrs", 2),
        ("2.5", 2),
        ("999", 40),
        ("本科", 0),
    ],
)
def test_the_least_years_count(text: str, years: int) -> None:
    assert least_years(text) == years


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


def test_the_link_stands_in_for_a_missing_id() -> None:
    link = "https://jobs.example.com/1"
    assert posting(title="Nurse", url=link).external_id == link
    assert posting(title="Nurse", url=link, id="7").external_id == "7"


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
