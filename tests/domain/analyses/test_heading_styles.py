from __future__ import annotations

import pytest

from domain.analyses.headings import hinted_kind
from domain.analyses.sections import SectionKind, split_sections
from domain.analyses.text import read_text
from domain.documents.models import Block, Document
from tests.domain.analyses.documents import block, document

BODY = 10.0


def headed(*parts: tuple[str, str]) -> Document:
    """Return a document whose headings are larger than what stands beneath them."""
    blocks: list[Block] = []
    for heading, body in parts:
        blocks += [block(heading, size=14.0), block(body, size=BODY)]
    return document(*blocks)


def kinds_of(made: Document) -> list[SectionKind]:
    return [section.kind for section in split_sections(read_text(made)).all if section.heading]


KNOWN = (("教育背景", "集美大学   2012-2016"), ("工作经历", "蓝海渔业有限公司   轮机员   2016-2019"))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("技术与工具一览", SectionKind.SKILLS),
        ("奖项(可选)", SectionKind.AWARDS),
        ("参与的开源社区", SectionKind.PROJECTS),
        ("我的小爱好", SectionKind.INTERESTS),
        ("Things I have built", SectionKind.PROJECTS),
    ],
)
def test_a_line_set_as_the_headings_are_opens_the_section_that_a_word_of_it_tells(
    heading: str, kind: SectionKind
) -> None:
    assert kinds_of(headed(*KNOWN, (heading, "一条"))) == [
        SectionKind.EDUCATION,
        SectionKind.EXPERIENCE,
        kind,
    ]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("东港水产加工厂   质检主管   2010-2012\n南坡机械厂   钳工   2008-2010", SectionKind.EXPERIENCE),
        ("东岭大学   本科   2008-2012", SectionKind.EDUCATION),
        ("天气好", SectionKind.OTHER),
    ],
)
def test_where_no_word_tells_what_stands_beneath_does(body: str, kind: SectionKind) -> None:
    assert kinds_of(headed(*KNOWN, ("来时的路", body)))[-1] is kind


@pytest.mark.parametrize("line", ["轮机工程师", "东港水产加工厂", "负责维护。", "2019年的事"])
def test_employers_titles_and_sentences_are_no_headings_however_they_are_set(line: str) -> None:
    assert len(kinds_of(headed(*KNOWN, (line, "一条")))) == 2


def test_a_known_word_in_the_style_of_the_body_is_a_line_where_headings_stand_out() -> None:
    known = (*KNOWN, ("专业技能", "焊接"))
    assert SectionKind.PUBLICATIONS not in kinds_of(headed(*known, ("项目经历", "船舶改造\n论文\n写了三篇")))


def test_ornaments_and_numbers_set_headings_apart_in_plain_text() -> None:
    for mark in ("【{}】", "一、{}", "== {} =="):
        rows = [mark.format("教育背景"), "集美大学", mark.format("工作经历"), "蓝海渔业有限公司"]
        made = document("\n".join([*rows, mark.format("技术与工具一览"), "焊接"]))
        assert kinds_of(made)[-1] is SectionKind.SKILLS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Honors/Memberships", SectionKind.AWARDS),
        ("On Campus Involvement", SectionKind.CAMPUS),
        ("Technical Projects", SectionKind.PROJECTS),
        ("Selected Invited Talks", SectionKind.PUBLICATIONS),
        ("Where I have worked", SectionKind.EXPERIENCE),
        ("校园社会实践", SectionKind.CAMPUS),
        ("证书与奖项", SectionKind.CERTIFICATES),
        ("Silence", None),
    ],
)
def test_a_word_of_a_heading_tells_its_kind(text: str, kind: SectionKind | None) -> None:
    assert hinted_kind(text) is kind
