"""One suite for the repositories in memory, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from domain.analyses.fields import EDUCATION, EXPERIENCE
from domain.documents.errors import FailureCode
from domain.errors import Unauthenticated, UsernameTaken
from domain.resumes.models import Resume, ResumeState
from domain.resumes.quotas import Usage
from domain.viewers import Role
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user
from tests.fakes import AnyWork, FakeUnitOfWork, Tables

Factory = Callable[[], AnyWork]


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def unit_of_work(request: pytest.FixtureRequest) -> Factory:
    if request.param == "fake":
        tables = Tables()
        return lambda: FakeUnitOfWork(tables)
    return unit_of_work_factory(request.getfixturevalue(f"{request.param}_engine"))


def add_resume(unit_of_work: Factory) -> Resume:
    with unit_of_work() as work:
        user = work.users.find("wanglei") or work.users.add(new_user())
        resume = work.resumes.add(new_resume(user.id))
        work.commit()
        return resume


def read(unit_of_work: Factory, resume_id: int) -> Resume | None:
    with unit_of_work() as work:
        return work.resumes.get(resume_id)


def test_a_user_comes_back_as_stored(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        added = work.users.add(new_user("王蕾"))
        work.commit()
    with unit_of_work() as work:
        assert work.users.get(added.id) == added
        assert work.users.find("王蕾") == added
        assert added.created_at == NOW


def test_what_a_user_keeps_is_counted(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        anna, bert = work.users.add(new_user("anna")), work.users.add(new_user("bert"))
        for number, size_bytes in enumerate((100, 2**33)):
            kept = new_resume(anna.id, storage_key=f"anna/{number}")
            work.resumes.add(replace(kept, size_bytes=size_bytes))
        assert work.resumes.usage(anna.id) == Usage(resumes=2, size_bytes=2**33 + 100)
        assert work.resumes.usage(bert.id) == Usage(resumes=0, size_bytes=0)


def test_what_is_not_committed_is_undone(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        work.users.add(new_user())
    with unit_of_work() as work:
        assert work.users.count() == 0


def test_a_taken_name_is_refused(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        work.users.add(new_user())
        work.commit()
    with unit_of_work() as work, pytest.raises(UsernameTaken):
        work.users.add(new_user())


def test_a_users_changes_are_kept(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        user = work.users.add(new_user())
        work.users.update(replace(user, role=Role.ADMIN, token_version=7, password_hash="other"))
        work.commit()
    with unit_of_work() as work:
        assert work.users.get(user.id) == replace(
            user, role=Role.ADMIN, token_version=7, password_hash="other"
        )


def test_an_admin_is_noticed(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        work.users.add(new_user())
        assert not work.users.any_of_role(Role.ADMIN)
        work.users.add(new_user("boss", role=Role.ADMIN))
        assert work.users.any_of_role(Role.ADMIN)


def test_a_new_resume_is_uploaded_and_unfinished(unit_of_work: Factory) -> None:
    first, second = add_resume(unit_of_work), add_resume(unit_of_work)
    assert (first.state, first.attempts, first.upload_time) == (ResumeState.UPLOADED, 0, NOW)
    with unit_of_work() as work:
        assert work.resumes.unfinished() == [(first.id, first.user_id), (second.id, second.user_id)]


def test_beginning_counts_the_attempts(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    for attempts in (1, 2):
        with unit_of_work() as work:
            begun = work.resumes.begin_analysis(resume.id)
            work.commit()
        assert begun == replace(resume, state=ResumeState.ANALYSING, attempts=attempts)
    assert read(unit_of_work, resume.id) == begun


def test_a_finished_resume_is_not_begun_again(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        work.resumes.fail_analysis(resume.id, code=FailureCode.NO_TEXT)
        assert work.resumes.begin_analysis(resume.id) is None
        assert work.resumes.begin_analysis(resume.id + 1) is None


def test_finishing_twice_changes_nothing(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    seen = []
    for first in (True, False):
        with unit_of_work() as work:
            assert first is work.resumes.finish_analysis(
                resume.id,
                page_count=2 if first else 3,
                analysis=new_analysis(),
                matches=new_matches(),
                at=NOW,
            )
            assert not work.resumes.fail_analysis(resume.id, code=FailureCode.INTERNAL)
            work.commit()
        seen.append(read(unit_of_work, resume.id))
    assert seen == [replace(resume, state=ResumeState.ANALYSED, page_count=2)] * 2
    with unit_of_work() as work:
        assert work.resumes.unfinished() == []


def test_an_attempt_that_is_given_back_does_not_count(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        work.resumes.give_back(resume.id)
        for _ in range(2):
            work.resumes.begin_analysis(resume.id)
        work.resumes.give_back(resume.id)
        work.commit()
    assert read(unit_of_work, resume.id) == replace(resume, state=ResumeState.ANALYSING, attempts=1)
    with unit_of_work() as work:
        work.resumes.fail_analysis(resume.id, code=FailureCode.INTERNAL)
        work.resumes.give_back(resume.id)
        work.commit()
    assert read(unit_of_work, resume.id) == replace(
        resume, state=ResumeState.FAILED, failure_code=FailureCode.INTERNAL, attempts=1
    )


def test_entries_and_evidence_are_kept_as_json(engine: Engine) -> None:
    unit_of_work = unit_of_work_factory(engine)
    resume, analysis = add_resume(unit_of_work), detailed(new_analysis())
    with unit_of_work() as work:
        work.resumes.finish_analysis(resume.id, page_count=2, analysis=analysis, matches=(), at=NOW)
        work.commit()
    with engine.connect() as connection:
        query = "SELECT expected_salary_max, education, experience, evidence FROM analyses"
        (row,) = connection.execute(text(query))
    assert row[0] == 10_000
    kept = [json.loads(column) for column in row[1:]]
    assert [len(items) for items in kept] == [1, 2, 3]
    assert kept[:2] == [
        [{**EDUCATION.cells(entry), "evidence": asdict(entry.evidence)} for entry in analysis[EDUCATION]],
        [{**EXPERIENCE.cells(entry), "evidence": asdict(entry.evidence)} for entry in analysis[EXPERIENCE]],
    ]
    assert kept[2] == [asdict(item) for item in analysis.evidence]


def test_a_failure_keeps_its_reason(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        assert work.resumes.fail_analysis(resume.id, code=FailureCode.ENCRYPTED)
        work.commit()
    assert read(unit_of_work, resume.id) == replace(
        resume, state=ResumeState.FAILED, failure_code=FailureCode.ENCRYPTED
    )


def test_results_of_a_resume_that_is_gone_are_dropped(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        assert work.resumes.delete(resume.id)
        work.commit()
    with unit_of_work() as work:
        assert not work.resumes.finish_analysis(
            resume.id, page_count=1, analysis=new_analysis(), matches=(), at=NOW
        )
        assert not work.resumes.fail_analysis(resume.id, code=FailureCode.INTERNAL)
        assert not work.resumes.delete(resume.id)


def test_a_finished_resume_can_be_put_back_in_the_queue(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        assert not work.resumes.requeue(resume.id)
        work.resumes.begin_analysis(resume.id)
        work.resumes.fail_analysis(resume.id, code=FailureCode.TIMED_OUT)
        assert work.resumes.requeue(resume.id)
        work.commit()
    assert read(unit_of_work, resume.id) == resume


def test_an_analysed_resume_is_deleted_with_its_results(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        work.resumes.finish_analysis(
            resume.id, page_count=1, analysis=new_analysis(), matches=new_matches(), at=NOW
        )
        work.commit()
    with unit_of_work() as work:
        work.resumes.delete(resume.id)
        work.commit()
    assert read(unit_of_work, resume.id) is None


def test_a_user_is_deleted_with_his_resumes_and_nobody_elses(unit_of_work: Factory) -> None:
    first, second = add_resume(unit_of_work), add_resume(unit_of_work)
    with unit_of_work() as work:
        other = work.users.add(new_user("ben", role=Role.ADMIN))
        kept = work.resumes.add(new_resume(other.id))
        work.resumes.finish_analysis(
            first.id, page_count=1, analysis=new_analysis(), matches=new_matches(), at=NOW
        )
        work.commit()
    with unit_of_work() as work:
        own = [(first.id, first.storage_key), (second.id, second.storage_key)]
        assert work.resumes.of_user(first.user_id) == own
        assert work.users.delete(first.user_id)
        assert not work.users.delete(first.user_id)
        work.commit()
    with unit_of_work() as work:
        assert work.users.get(first.user_id) is None
        assert work.resumes.of_user(first.user_id) == []
        assert work.resumes.of_user(other.id) == [(kept.id, kept.storage_key)]


def test_other_administrators_are_told_from_oneself_and_from_blind_ones(unit_of_work: Factory) -> None:
    with unit_of_work() as work:
        boss = work.users.add(new_user("boss", role=Role.ADMIN))
        work.users.add(new_user("anna"))
        assert not work.users.others_who_see(Role.ADMIN, than=boss.id)
        other = work.users.add(new_user("other", role=Role.ADMIN))
        assert work.users.others_who_see(Role.ADMIN, than=boss.id)
        work.users.update(replace(other, is_blind=True))
        assert not work.users.others_who_see(Role.ADMIN, than=boss.id)


def test_old_resumes_are_found_oldest_first(unit_of_work: Factory) -> None:
    newest = add_resume(unit_of_work)
    with unit_of_work() as work:
        ages = [
            replace(new_resume(newest.user_id), upload_time=NOW - timedelta(days=days)) for days in (1, 3, 2)
        ]
        yesterday, oldest, older = (work.resumes.add(resume) for resume in ages)
        work.commit()
    with unit_of_work() as work:
        found = [resume_id for resume_id, _ in work.resumes.uploaded_before(NOW - timedelta(days=1), limit=9)]
        assert found == [oldest.id, older.id]
        assert work.resumes.uploaded_before(NOW, limit=1) == [(oldest.id, oldest.storage_key)]
        assert yesterday.id not in found


def test_a_file_whose_owner_has_left_is_refused(engine: Engine) -> None:
    with unit_of_work_factory(engine)() as work, pytest.raises(Unauthenticated):
        work.resumes.add(new_resume(1))


def test_known_storage_keys_are_told_from_unknown_ones(unit_of_work: Factory) -> None:
    resume = add_resume(unit_of_work)
    with unit_of_work() as work:
        assert work.resumes.storage_keys([resume.storage_key, "resumes/2026/11/stray.pdf"]) == {
            resume.storage_key
        }
