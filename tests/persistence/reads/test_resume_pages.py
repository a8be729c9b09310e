"""What is kept of the pages of resumes, read from either database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from domain.analyses.fields import NAME
from domain.analyses.layouts import PageLayout, without_lines
from domain.documents.errors import FailureCode
from domain.documents.models import Box
from domain.searching.texts import marked_pages
from persistence.reads.resume_pages import SqlPageReads
from persistence.statements import RowReader
from persistence.tables import ResumeLayoutRow
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_resume, new_user

pytestmark = pytest.mark.anyio

LAYOUTS = (PageLayout(1, 595.0, 842.0, 90.0, (Box(50.0, 60.0, 90.0, 72.0), None)), PageLayout(2))


class House:
    """A database with resumes of one user."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.work = unit_of_work_factory(engine)
        self.reads = SqlPageReads(RowReader(engine))
        with self.work() as work:
            self.user_id = work.users.add(new_user("ann")).id
            work.commit()

    def resume(self, layouts: tuple[PageLayout, ...] = LAYOUTS, *, pages: str = "") -> int:
        with self.work() as work:
            resume = work.resumes.add(new_resume(self.user_id))
            work.resumes.begin_analysis(resume.id)
            work.commit()
        self.analyse(resume.id, layouts, pages=pages)
        return resume.id

    def analyse(self, resume_id: int, layouts: tuple[PageLayout, ...], *, pages: str = "") -> None:
        with self.work() as work:
            work.resumes.finish_analysis(
                resume_id,
                page_count=2,
                analysis=detailed(new_analysis("周敏")),
                matches=(),
                at=NOW,
                pages=pages,
                layouts=layouts,
            )
            work.commit()

    def kept(self) -> list[int | None]:
        with Session(self.engine) as session:
            return list(session.scalars(select(col(ResumeLayoutRow.resume_id))))


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def test_pages_are_told_with_their_text_layouts_and_evidence(house: House) -> None:
    first, second = house.resume(pages=marked_pages(["周敏", "会计"])), house.resume(())
    found = {each.resume_id: each for each in house.reads.pages([first, second, 99])}
    assert set(found) == {first, second}
    assert (found[first].layouts, found[second].layouts) == (LAYOUTS, None)
    assert (found[first].text, found[second].text) == (marked_pages(["周敏", "会计"]), "")
    assert found[first].page_count == 2
    assert str(found[first].analysis[NAME]) == "周敏"
    assert found[first].analysis.evidence


async def test_a_file_is_told_with_its_pages_alone_whatever_its_state(house: House) -> None:
    resume = house.resume()
    file = await house.reads.file(resume)
    assert file is not None
    assert (file.resume_id, file.user_id, file.layouts) == (resume, house.user_id, without_lines(LAYOUTS))
    assert file.file_name == "简历.pdf"
    assert await house.reads.file(99) is None
    with house.work() as work:
        fresh = work.resumes.add(new_resume(house.user_id))
        work.commit()
    files = {each.resume_id: each for each in await house.reads.files([resume, fresh.id])}
    assert files == {
        resume: file._replace(layouts=None),
        fresh.id: file._replace(resume_id=fresh.id, storage_key=fresh.storage_key, layouts=None),
    }


async def test_layouts_follow_the_last_analysis_and_go_with_the_resume(house: House) -> None:
    resume = house.resume()
    with house.work() as work:
        work.resumes.requeue(resume)
        work.commit()
    assert list(house.reads.pages([resume])) == []
    house.analyse(resume, LAYOUTS[:1])
    assert [each.layouts for each in house.reads.pages([resume])] == [LAYOUTS[:1]]
    with house.work() as work:
        work.resumes.requeue(resume)
        work.resumes.fail_analysis(resume, code=FailureCode.NO_TEXT)
        work.commit()
    assert house.kept() == []
    other = house.resume()
    assert house.kept() == [other]
    with house.work() as work:
        work.resumes.delete(other)
        work.commit()
    assert house.kept() == []
