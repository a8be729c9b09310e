"""The jobs of resumes, as the transactions that make the rows leave them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from domain.documents.errors import FailureCode
from domain.errors import Unavailable
from persistence.jobs.deferring import defer_analysis, take_up_unfinished
from persistence.unit_of_work import SqlUnitOfWork, unit_of_work_factory
from tests.factories import new_resume, new_user

Factory = Callable[[], SqlUnitOfWork]


@pytest.fixture
def unit_of_work(postgres_engine: Engine) -> Factory:
    return unit_of_work_factory(postgres_engine)


def users(unit_of_work: Factory, *names: str) -> list[int]:
    with unit_of_work() as work:
        ids = [work.users.add(new_user(name)).id for name in names]
        work.commit()
    return ids


def upload(unit_of_work: Factory, user_id: int, count: int = 1) -> list[int]:
    made = []
    for _ in range(count):
        with unit_of_work() as work:
            made.append(work.resumes.add(new_resume(user_id)).id)
            work.commit()
    return made


def in_order(engine: Engine) -> list[int]:
    """The resumes in the order in which their jobs are fetched."""
    with engine.begin() as connection:
        worker = connection.scalar(text("SELECT worker_id FROM procrastinate_register_worker_v1()"))
        fetch = text(
            "SELECT args ->> 'resume_id' FROM procrastinate_fetch_job_v2(ARRAY['analyses'], :worker)"
        )
        fetched = iter(lambda: connection.scalar(fetch, {"worker": worker}), None)
        return [int(resume_id) for resume_id in fetched]


def start(engine: Engine, count: int) -> None:
    """Have so many jobs be in work."""
    with engine.begin() as connection:
        worker = connection.scalar(text("SELECT worker_id FROM procrastinate_register_worker_v1()"))
        for _ in range(count):
            connection.execute(
                text("SELECT * FROM procrastinate_fetch_job_v2(ARRAY['analyses'], :worker)"),
                {"worker": worker},
            )


def jobs(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT lock, queue_name FROM procrastinate_jobs ORDER BY id"))
        return [(lock, queue) for lock, queue in found]


def test_a_resume_and_its_job_are_there_together(unit_of_work: Factory, postgres_engine: Engine) -> None:
    (anna,) = users(unit_of_work, "anna")
    with unit_of_work() as work:
        resume = work.resumes.add(new_resume(anna))
        assert jobs(postgres_engine) == []
        work.commit()
    assert jobs(postgres_engine) == [(f"resume-{resume.id}", "analyses")]


def test_without_its_row_there_is_no_job(unit_of_work: Factory, postgres_engine: Engine) -> None:
    (anna,) = users(unit_of_work, "anna")
    with unit_of_work() as work:
        work.resumes.add(new_resume(anna))
    assert jobs(postgres_engine) == []


def test_a_resume_to_be_analysed_anew_has_a_new_job(unit_of_work: Factory, postgres_engine: Engine) -> None:
    (anna,) = users(unit_of_work, "anna")
    (resume_id,) = upload(unit_of_work, anna)
    with unit_of_work() as work:
        # It is in work already.
        work.resumes.requeue(resume_id)
        work.commit()
    assert len(jobs(postgres_engine)) == 1
    with unit_of_work() as work:
        work.resumes.fail_analysis(resume_id, code=FailureCode.NO_TEXT)
        work.resumes.requeue(resume_id)
        work.commit()
    assert jobs(postgres_engine) == [(f"resume-{resume_id}", "analyses")] * 2


def test_owners_take_turns(unit_of_work: Factory, postgres_engine: Engine) -> None:
    anna, bert, carl = users(unit_of_work, "anna", "bert", "carl")
    of_anna, of_bert = upload(unit_of_work, anna, 3), upload(unit_of_work, bert, 2)
    (of_carl,) = upload(unit_of_work, carl)
    assert in_order(postgres_engine) == [
        *(of_anna[0], of_bert[0], of_carl),
        *(of_anna[1], of_bert[1]),
        of_anna[2],
    ]


def test_whoever_waits_for_one_resume_goes_before_what_others_have_in_store(
    unit_of_work: Factory, postgres_engine: Engine
) -> None:
    anna, bert, carl = users(unit_of_work, "anna", "bert", "carl")
    of_anna, of_bert = upload(unit_of_work, anna, 6), upload(unit_of_work, bert, 6)
    start(postgres_engine, 5)
    (of_carl,) = upload(unit_of_work, carl)
    # What is in work is of the third turn; there is one of that turn left, and then it is Carl's.
    assert in_order(postgres_engine)[:4] == [of_bert[2], of_carl, of_anna[3], of_bert[3]]


def test_an_owner_who_uploads_late_is_not_served_before_those_who_have_waited_for_as_many_turns(
    unit_of_work: Factory, postgres_engine: Engine
) -> None:
    anna, bert = users(unit_of_work, "anna", "bert")
    of_anna = upload(unit_of_work, anna, 6)
    start(postgres_engine, 3)
    of_bert = upload(unit_of_work, bert, 3)
    assert in_order(postgres_engine) == [
        *(of_bert[0], of_anna[3], of_bert[1], of_anna[4], of_bert[2]),
        of_anna[5],
    ]


def test_unfinished_resumes_without_a_job_get_one_that_whoever_waits_goes_before(
    unit_of_work: Factory, postgres_engine: Engine
) -> None:
    anna, bert = users(unit_of_work, "anna", "bert")
    moved = upload(unit_of_work, anna, 3)
    with postgres_engine.begin() as connection:
        connection.execute(text("DELETE FROM procrastinate_jobs"))
    with unit_of_work() as work:
        work.resumes.fail_analysis(moved.pop(), code=FailureCode.NO_TEXT)
        work.commit()
    with Session(postgres_engine) as session:
        assert take_up_unfinished(session) == 2
        assert take_up_unfinished(session) == 0
    of_bert = upload(unit_of_work, bert, 2)
    assert in_order(postgres_engine) == [*of_bert, *moved]


def test_a_database_that_takes_no_jobs_is_told_as_unavailable(postgres_engine: Engine) -> None:
    with Session(postgres_engine) as session:
        session.execute(text("SET TRANSACTION READ ONLY"))
        with pytest.raises(Unavailable):
            defer_analysis(session, 1, user_id=1)
