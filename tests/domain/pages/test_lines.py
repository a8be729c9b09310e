"""The lines of pages, cut where what was read begins and ends."""

from __future__ import annotations

from typing import Any

from domain.analyses.facts import EducationEntry, Evidence
from domain.analyses.fields import AGE, BIRTH_DATE, EDUCATION, EMAIL, FIELDS, NAME, PHONE, SCHOOLS, SKILLS
from domain.analyses.layouts import PageLayout
from domain.analyses.models import Analysis
from domain.documents.formats import MediaType
from domain.documents.models import Box
from domain.pages.lines import pages_of
from domain.pages.models import ResumePage
from domain.pages.ports import KeptPages
from domain.searching.texts import marked_pages
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import Period
from tests.factories import new_analysis

A4 = (595.0, 842.0)


def seen(
    field: Any, text: str, *, index: int | None = None, page: int = 1, box: Box | None = None
) -> Evidence:
    return Evidence(field=field.name, index=index, page=page, box=box, text=text, confidence=0.9)


def kept(
    texts: list[str],
    values: dict[Any, Any],
    evidence: list[Evidence],
    *,
    layouts: tuple[PageLayout, ...] | None = (PageLayout(1, *A4),),
    media_type: MediaType = MediaType.PDF,
    page_count: int = 1,
) -> KeptPages:
    analysis = Analysis(
        language=Language.CHINESE,
        values={field.name: value for field, value in values.items()},
        evidence=tuple(evidence),
    )
    return KeptPages(1, media_type.value, page_count, analysis, marked_pages(texts), layouts)


def marked(page: ResumePage) -> list[list[tuple[str, str | None, int | None]]]:
    return [[(part.text, part.field, part.index) for part in line.parts] for line in page.lines]


def test_a_line_is_cut_where_a_value_stands() -> None:
    line = "周敏 | 电话:139-0000-1111 | zhou@example.com"
    (page,) = pages_of(
        kept(
            [line],
            {NAME: "周敏", PHONE: "13900001111", EMAIL: "zhou@example.com"},
            [seen(NAME, line), seen(PHONE, line), seen(EMAIL, line)],
        )
    )
    assert marked(page) == [
        [
            ("周敏", "name", None),
            (" | 电话:", None, None),
            ("139-0000-1111", "phone", None),
            (" | ", None, None),
            ("zhou@example.com", "email", None),
        ]
    ]


def test_a_value_that_is_printed_otherwise_takes_the_longest_piece_that_says_nothing_else() -> None:
    line = "周敏,出生于一九九五年三月"
    (page,) = pages_of(kept([line], {NAME: "周敏"}, [seen(NAME, line), seen(BIRTH_DATE, line)]))
    assert marked(page) == [
        [("周敏", "name", None), (",", None, None), ("出生于一九九五年三月", "birth_date", None)]
    ]


def test_a_number_is_not_found_within_a_longer_one() -> None:
    line = "电话13928000028,28岁"
    (page,) = pages_of(kept([line], {AGE: 28}, [seen(AGE, line)]))
    assert ("28", "age", None) in marked(page)[0]
    assert marked(page)[0][0][0] == "电话13928000028,"


def test_items_of_a_list_are_told_with_their_places() -> None:
    line = "Skills: Excel, C++, SQL"
    (page,) = pages_of(
        kept(
            [line], {SKILLS: ("Excel", "C++", "SQL")}, [seen(SKILLS, line, index=index) for index in range(3)]
        )
    )
    assert [part for part in marked(page)[0] if part[1]] == [
        ("Excel", "skills", 0),
        ("C++", "skills", 1),
        ("SQL", "skills", 2),
    ]


def test_an_entry_has_what_its_line_says_beside_other_values() -> None:
    line = "2016-09 - 2020-06 浙江大学 会计学"
    entry = EducationEntry(school="浙江大学", period=Period(), evidence=seen(EDUCATION, line))
    (page,) = pages_of(
        kept([line], {SCHOOLS: ("浙江大学",), EDUCATION: (entry,)}, [seen(SCHOOLS, line, index=0)])
    )
    assert [part for part in marked(page)[0] if part[1]] == [
        ("2016-09 - 2020-06", "education", 0),
        ("浙江大学", "schools", 0),
    ]


def test_an_entry_that_somebody_has_said_is_on_no_line() -> None:
    said = EducationEntry(school="苏州大学", period=Period(), evidence=seen(EDUCATION, "", index=0))
    (page,) = pages_of(kept(["周敏"], {EDUCATION: (said,)}, []))
    assert marked(page) == [[("周敏", None, None)]]


def test_what_stands_far_apart_is_not_marked_together() -> None:
    line = "浙江大学 会计 2016 - 2020"
    words = ((0.0, 40.0), (45.0, 65.0), (430.0, 450.0), (452.0, 456.0), (460.0, 480.0))
    layout = PageLayout(1, *A4, boxes=(Box(0, 0, 480, 10),), words=(words,))
    entry = EducationEntry(school="浙江大学", period=Period(), evidence=seen(EDUCATION, line))
    (page,) = pages_of(
        kept(
            [line],
            {SCHOOLS: ("浙江大学",), EDUCATION: (entry,)},
            [seen(SCHOOLS, line, index=0)],
            layouts=(layout,),
        )
    )
    assert [(part.text, part.box) for part in page.lines[0].parts if part.field] == [
        ("浙江大学", Box(0.0, 0, 40.0, 10)),
        ("2016 - 2020", Box(430.0, 0, 480.0, 10)),
    ]


def test_of_equal_lines_the_one_at_the_place_of_the_evidence_is_meant() -> None:
    boxes = (Box(50, 50, 90, 60), Box(50, 80, 90, 90))
    (page,) = pages_of(
        kept(
            ["周敏\n周敏"],
            {NAME: "周敏"},
            [seen(NAME, "周敏", box=boxes[1])],
            layouts=(PageLayout(1, *A4, 0.0, boxes),),
        )
    )
    assert [line.box for line in page.lines] == list(boxes)
    assert marked(page) == [[("周敏", None, None)], [("周敏", "name", None)]]


def test_pages_without_text_are_told_and_all_stand_in_their_order() -> None:
    layouts = (PageLayout(1, *A4), PageLayout(3, *A4), PageLayout(2, *A4))
    pages = pages_of(kept(["周敏", "", "会计"], {}, [], layouts=layouts, page_count=2))
    assert [(page.number, marked(page)) for page in pages] == [
        (1, [[("周敏", None, None)]]),
        (2, []),
        (3, [[("会计", None, None)]]),
    ]


def test_where_no_text_is_kept_the_lines_of_the_evidence_are_told() -> None:
    box = Box(50, 50, 90, 60)
    (page,) = pages_of(
        kept(
            [], {NAME: "周敏"}, [seen(NAME, "姓名:周敏", box=box)], layouts=(PageLayout(1, *A4, 0.0, (box,)),)
        )
    )
    assert marked(page) == [[("姓名:", None, None), ("周敏", "name", None)]]
    assert page.lines[0].box == box


def test_of_an_earlier_analysis_the_text_is_told_with_the_places_that_evidence_knows() -> None:
    box = Box(50, 50, 90, 60)
    first, second = pages_of(
        kept(["周敏\n会计", ""], {NAME: "周敏"}, [seen(NAME, "周敏", box=box)], layouts=None, page_count=2)
    )
    assert [line.box for line in first.lines] == [box, None]
    assert (first.width, first.has_picture, second.number, second.has_picture) == (None, True, 2, True)


def test_a_format_without_pages_has_text_alone() -> None:
    (page,) = pages_of(kept(["周敏"], {}, [], layouts=(PageLayout(1),), media_type=MediaType.DOCX))
    assert (page.width, page.height, page.has_picture) == (None, None, False)
    assert marked(page) == [[("周敏", None, None)]]


def test_parts_are_the_whole_line_whatever_was_read_from_it() -> None:
    analysis = new_analysis("周敏")
    line = "周敏 会计 13912345678 " + " ".join(field.name for field in FIELDS)
    evidence = [
        seen(field, line) for field in FIELDS if field.name in ("name", "phone", "email", "city", "age")
    ]
    found = KeptPages(
        1,
        MediaType.PDF.value,
        1,
        Analysis(language=analysis.language, values=analysis.values, evidence=tuple(evidence)),
        marked_pages([line]),
        (PageLayout(1, *A4),),
    )
    (page,) = pages_of(found)
    assert "".join(part.text for part in page.lines[0].parts) == line
