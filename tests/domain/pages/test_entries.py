"""The lines of which times at schools and employers were read."""

from __future__ import annotations

from domain.analyses.facts import EducationEntry, Evidence, ExperienceEntry
from domain.analyses.fields import EDUCATION, EXPERIENCE
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.formats import MediaType
from domain.pages.lines import pages_of
from domain.pages.ports import KeptPages
from domain.searching.texts import marked_pages
from domain.vocabulary.degrees import read_degree
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import Period, read_period


def study(school: str, line: str, period: str, **more: str) -> EducationEntry:
    degree = read_degree(more["degree"]) if "degree" in more else None
    evidence = Evidence(field=EDUCATION.name, page=1, box=None, text=line, confidence=0.9)
    told = read_period(period) or Period()
    return EducationEntry(
        school=school, period=told, degree=degree, major=more.get("major"), evidence=evidence
    )


def job(company: str, line: str, *, title: str = "", summary: str = "", page: int = 1) -> ExperienceEntry:
    evidence = Evidence(field=EXPERIENCE.name, page=page, box=None, text=line, confidence=0.9)
    return ExperienceEntry(
        company=company, period=Period(), title=title or None, summary=summary or None, evidence=evidence
    )


def told(
    *pages: str, education: tuple[EducationEntry, ...] = (), experience: tuple[ExperienceEntry, ...] = ()
) -> list[str]:
    """Return for each line the entries of which it speaks, such as `education 0`."""
    analysis = Analysis(
        language=Language.CHINESE,
        values={EDUCATION.name: education, EXPERIENCE.name: experience},
        evidence=(),
    )
    layouts = tuple(PageLayout(number, 595.0, 842.0) for number in range(1, len(pages) + 1))
    kept = KeptPages(1, MediaType.PDF.value, len(pages), analysis, marked_pages(list(pages)), layouts)
    return [
        ", ".join(f"{entry.field} {entry.index}" for entry in line.entries)
        for page in pages_of(kept)
        for line in page.lines
    ]


def test_an_entry_is_read_from_its_head_and_the_lines_that_say_its_parts() -> None:
    page = "教育经历\n浙江大学\n2012.09 - 2016.06\n会计学 本科\n在校期间担任班长\n技能\nExcel"
    entry = study("浙江大学", "浙江大学", "2012.09 - 2016.06", major="会计学", degree="本科")
    assert told(page, education=(entry,)) == ["", *["education 0"] * 3, "", "", ""]


def test_what_is_printed_above_a_head_is_its_own_unless_it_is_anothers() -> None:
    page = "2012.09 - 2016.06\n浙江大学 会计学\n2016.09 - 2019.06\n复旦大学 会计学"
    entries = (
        study("浙江大学", "浙江大学 会计学", "2012.09 - 2016.06", major="会计学"),
        study("复旦大学", "复旦大学 会计学", "2016.09 - 2019.06", major="会计学"),
    )
    assert told(page, education=entries) == ["education 0", "education 0", "education 1", "education 1"]


def test_what_somebody_did_is_of_the_employment_however_it_is_wrapped_and_numbered() -> None:
    page = "瑞丰公司 会计\n1、负责总账与成本\n核算\n2、编制报表\n技能\n成本"
    entry = job("瑞丰公司", "瑞丰公司 会计", title="会计", summary="负责总账与成本核算\n编制报表")
    assert told(page, experience=(entry,)) == [*["experience 0"] * 4, "", ""]


def test_an_employment_goes_on_over_the_page_and_ends_where_the_next_one_begins() -> None:
    first, second = "瑞丰公司\n负责总账", "编制报表\n宏达公司\n负责总账"
    entries = (
        job("瑞丰公司", "瑞丰公司", summary="负责总账\n编制报表"),
        job("宏达公司", "宏达公司", summary="负责总账", page=2),
    )
    assert told(first, second, experience=entries) == [*["experience 0"] * 3, *["experience 1"] * 2]


def test_of_a_long_summary_the_line_at_which_it_was_cut_is_known_too() -> None:
    page = "瑞丰公司\n负责总账\n编制各类报表并报送\n其他"
    assert told(page, experience=(job("瑞丰公司", "瑞丰公司", summary="负责总账\n编制各类"),)) == [
        *["experience 0"] * 3,
        "",
    ]
