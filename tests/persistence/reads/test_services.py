from __future__ import annotations

import pytest
from sqlalchemy import Engine

from domain.resumes.ports import AnalysisSummary, ListedMatch, ResumeSummary
from domain.users.ports import Credentials, ListedUser, TokenOwner
from persistence.reads.services import LARGEST_ID, SqlReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user

pytestmark = pytest.mark.anyio


async def test_rows_come_as_the_port_promises(engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        user = work.users.add(new_user())
        resume = work.resumes.add(new_resume(user.id, storage_key="resumes/a.pdf"))
        work.resumes.finish_analysis(
            resume.id, page_count=1, analysis=new_analysis(), matches=new_matches(2), at=NOW
        )
        work.commit()
    reads = SqlReads(engine)
    row = ResumeSummary(resume.id, user.id, "analysed", "2026-11-22T09:30:00.123456+00:00", "resumes/a.pdf")
    assert await reads.token_owner(user.id) == TokenOwner(user.id, "wanglei", "job_seeker", 0)
    assert await reads.credentials("wanglei") == Credentials(user.id, "$argon2id$invented", 0)
    assert await reads.resume(resume.id) == row
    assert await reads.resumes_of(user.id, after=0, limit=10) == [row]
    assert await reads.all_resumes(after=0, limit=10) == [row]
    assert await reads.all_users(after=0, limit=10) == [ListedUser(user.id, "wanglei", "job_seeker")]
    assert await reads.analysis(resume.id) == AnalysisSummary(
        "周敏", None, "1998-05", "zhoumin@example.com", "13900001111", "会计"
    )
    matches = await reads.matches(resume.id)
    assert matches[0] == ListedMatch("职位0", "8k-12k/月", 0.9, "理由0")
    assert [match.position for match in matches] == ["职位0", "职位1"]


async def test_pages_go_on_after_the_last_id(engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work:
        user = work.users.add(new_user())
        ids = [work.resumes.add(new_resume(user.id)).id for _ in range(5)]
        work.commit()
    reads = SqlReads(engine)
    first = await reads.resumes_of(user.id, after=0, limit=2)
    rest = await reads.resumes_of(user.id, after=first[-1].id, limit=10)
    assert [row.id for row in [*first, *rest]] == ids


@pytest.mark.parametrize("absurd", [0, -1, LARGEST_ID, LARGEST_ID + 1, 10**30])
async def test_absurd_ids_find_nothing(engine: Engine, absurd: int) -> None:
    reads = SqlReads(engine)
    assert await reads.resume(absurd) is None
    assert await reads.token_owner(absurd) is None
