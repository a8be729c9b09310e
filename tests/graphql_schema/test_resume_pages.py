"""Pages of resumes over GraphQL: both executors agree, and addresses are whose they should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.analyses.facts import Evidence, ExperienceEntry
from domain.analyses.fields import EXPERIENCE, NAME
from domain.analyses.layouts import PageLayout
from domain.documents.models import Box
from domain.resumes.models import ResumeState
from domain.searching.texts import marked_pages
from domain.viewers import Role, Viewer
from domain.vocabulary.periods import Period
from tests.factories import new_analysis, new_matches, new_resume
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

PAGES = """query ($id: ID!, $width: Int! = 1200) { resume(id: $id) { pages {
  number width height small: imageUrl(width: 10) imageUrl(width: $width) plain: imageUrl
  lines { box { left top right bottom } parts { text field index } entries { field index } } }
  original { url fileName mediaType sizeBytes } } }"""
BOX = Box(50.0, 60.0, 90.0, 72.0)
LAYOUTS = (PageLayout(1, 595.0, 842.0, 0.0, (BOX,)), PageLayout(3, 842.0, 595.0))


def analysed(house: House, owner: Viewer, layouts: tuple[PageLayout, ...] = LAYOUTS) -> int:
    analysis = new_analysis("周敏")
    evidence = Evidence(field=NAME.name, page=1, box=BOX, text="姓名:周敏", confidence=0.9)
    seen = Evidence(field=EXPERIENCE.name, index=0, page=1, box=None, text="会计", confidence=0.9)
    job = ExperienceEntry(title="会计", period=Period(), evidence=seen)
    with house.unit_of_work() as work:
        resume = work.resumes.add(new_resume(owner.id))
        work.resumes.begin_analysis(resume.id)
        work.resumes.finish_analysis(
            resume.id,
            page_count=2,
            analysis=replace(
                analysis, values={**analysis.values, EXPERIENCE.name: (job,)}, evidence=(evidence,)
            ),
            matches=new_matches(1),
            at=house.now,
            pages=marked_pages(["姓名:周敏\n会计"]),
            layouts=layouts,
        )
        work.commit()
    return resume.id


async def test_pages_are_told_with_their_lines_and_addresses(house: House) -> None:
    anna = house.user("anna")
    resume = analysed(house, anna)
    answer = await house.ask(PAGES, anna, id=str(resume), width=801)
    assert answer.compiled
    first, third = answer.data["resume"]["pages"]
    assert first["lines"] == [
        {
            "box": {"left": 50.0, "top": 60.0, "right": 90.0, "bottom": 72.0},
            "parts": [
                {"text": "姓名:", "field": None, "index": None},
                {"text": "周敏", "field": "NAME", "index": None},
            ],
            "entries": [],
        },
        {
            "box": None,
            "parts": [{"text": "会计", "field": "EXPERIENCE", "index": 0}],
            "entries": [{"field": "EXPERIENCE", "index": 0}],
        },
    ]
    assert (third["number"], third["width"], third["height"], third["lines"]) == (3, 842.0, 595.0, [])
    widths = {name: parse_qs(urlsplit(first[name]).query)["width"] for name in ("small", "imageUrl", "plain")}
    assert widths == {"small": ["400"], "imageUrl": ["1200"], "plain": ["1200"]}
    assert urlsplit(third["plain"]).path == f"/files/{resume}/pages/3"


async def test_addresses_are_signed_for_the_one_who_asks_and_change_with_the_time(house: House) -> None:
    anna, root = house.user("anna"), house.user("root", Role.ADMIN)
    resume = analysed(house, anna)

    async def address(viewer: Viewer) -> str:
        answer = await house.ask(PAGES, viewer, id=str(resume))
        told: str = answer.data["resume"]["original"]["url"]
        return told

    own = await address(anna)
    assert own.startswith(f"/files/{resume}/original?ticket={anna.id}.")
    assert await address(root) != own
    house.now += timedelta(minutes=6)
    assert await address(anna) != own


async def test_a_resume_without_an_analysis_has_a_file_and_no_pages(house: House) -> None:
    anna = house.user("anna")
    for state in (ResumeState.UPLOADED, ResumeState.FAILED):
        answer = await house.ask(PAGES, anna, id=str(house.resume(anna, state=state)))
        assert answer.data["resume"]["pages"] == []
        assert answer.data["resume"]["original"]["fileName"] == "简历.pdf"


async def test_an_earlier_analysis_has_pages_without_sizes(house: House) -> None:
    anna = house.user("anna")
    answer = await house.ask(PAGES, anna, id=str(analysed(house, anna, ())))
    first, second = answer.data["resume"]["pages"]
    assert (first["width"], first["plain"] is None, second["number"]) == (None, False, 2)
    assert first["lines"][0]["box"] is not None


async def test_pages_of_a_list_are_read_with_one_statement(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    text = (
        "{ resumes(first: 5) { edges { node { databaseId pages { number imageUrl } original { url } } } } }"
    )
    with house.statements() as alone:
        await house.ask(text, root)
    for _ in range(3):
        analysed(house, anna)
    with house.statements() as several:
        answer = await house.ask(text, root)
    assert len(answer.data["resumes"]["edges"]) == 3
    # Without resumes neither pages nor files are read, by each of the two executors.
    assert len(several) - len(alone) == 4


async def test_a_width_that_is_none_is_refused_where_it_stands(house: House) -> None:
    anna = house.user("anna")
    text = f'{{ resume(id: "{analysed(house, anna)}") {{ pages {{ imageUrl(width: 0) plain: imageUrl }} }} }}'
    answer = await house.ask(text, anna)
    assert [error["path"] for error in answer.errors] == [
        ["resume", "pages", at, "imageUrl"] for at in (0, 1)
    ]
    assert answer.data["resume"]["pages"][0]["plain"] is not None


async def test_blind_operations_show_neither_pages_nor_files(house: House) -> None:
    anna = house.user("anna")
    resume = analysed(house, anna)
    text = f'query @blind {{ resume(id: "{resume}") {{ pages {{ number }} original {{ url }} }} }}'
    assert (await house.ask(text, anna)).data == {"resume": {"pages": None, "original": None}}
