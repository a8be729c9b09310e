from __future__ import annotations

import pytest
from sqlalchemy import Engine, delete, select
from sqlmodel import Session, col

from domain.analyses.layouts import PageLayout
from domain.documents.errors import FailureCode
from domain.documents.models import Box
from domain.searching.texts import marked_pages
from domain.searching.words import unmarked
from persistence.reads.resume_pages import SqlPageReads
from persistence.statements import RowReader
from persistence.tables import ResumeTextRow
from persistence.text_upkeep import TextUpkeep
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user

pytestmark = pytest.mark.anyio

LAYOUTS = (PageLayout(1, 595.0, 842.0, 90.0, (Box(50.0, 60.0, 90.0, 72.0),), (((50.0, 90.0),),)),)


def fill(engine: Engine, count: int) -> list[int]:
    """Store analysed resumes, one that failed and one that waits."""
    with unit_of_work_factory(engine)() as work:
        user = work.users.add(new_user())
        ids = [work.resumes.add(new_resume(user.id)).id for _ in range(count + 2)]
        for resume_id in ids[:count]:
            work.resumes.finish_analysis(
                resume_id,
                page_count=1,
                analysis=new_analysis("周敏"),
                matches=new_matches(),
                at=NOW,
                pages=marked_pages(["护士"]),
                layouts=LAYOUTS,
            )
        work.resumes.fail_analysis(ids[count], code=FailureCode.NO_TEXT)
        work.commit()
    return ids


def texts(engine: Engine) -> dict[int, tuple[str, str]]:
    with Session(engine) as session:
        rows = session.scalars(select(ResumeTextRow)).all()
        return {row.resume_id or 0: (unmarked(row.facts), row.pages) for row in rows}


async def test_what_was_analysed_before_is_found_by_its_values(engine: Engine) -> None:
    ids = fill(engine, 120)
    with Session(engine) as session:
        session.execute(delete(ResumeTextRow).where(col(ResumeTextRow.resume_id) != ids[0]))
        session.commit()
    upkeep = TextUpkeep(engine, keeps_text=True)
    assert await upkeep.keep_up() == 120
    kept = texts(engine)
    assert sorted(kept) == ids[:-1]
    assert kept[ids[0]][1] == "护士"
    assert (kept[ids[5]][0].split("\n")[:2], kept[ids[5]][1]) == (["简历.pdf", "周敏"], "")
    assert kept[ids[120]] == ("简历.pdf", "")
    assert await upkeep.keep_up() == 0


async def test_pages_go_where_they_are_not_to_be_kept(engine: Engine) -> None:
    ids = fill(engine, 60)
    assert await TextUpkeep(engine, keeps_text=False).keep_up() == 60
    assert {pages for _, pages in texts(engine).values()} == {""}
    assert texts(engine)[ids[0]][0].startswith("简历.pdf\n周敏")
    layouts = [kept.layouts for kept in SqlPageReads(RowReader(engine)).pages(ids)]
    assert layouts == [(PageLayout(1, 595.0, 842.0, 90.0),)] * 60
