"""Results that were matched with an older catalogue come newest first, with all that matching needs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.documents.errors import FailureCode
from domain.resumes.ports import StaleResult
from persistence.columns import iso
from persistence.reads.stale_results import SqlStaleResults
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user

LARGEST = 2**62


@pytest.fixture
def ids(engine: Engine) -> list[int]:
    """Resumes that were matched with the versions 3, 1 and 2, one that waits and one that failed."""
    with unit_of_work_factory(engine)() as work:
        owner = work.users.add(new_user()).id
        added = [work.resumes.add(new_resume(owner)).id for _ in range(5)]
        for resume_id, version in zip(added[:3], (3, 1, 2), strict=True):
            work.resumes.finish_analysis(
                resume_id,
                page_count=1,
                analysis=detailed(new_analysis()),
                matches=new_matches(),
                at=NOW,
                catalogue_version=version,
            )
        work.resumes.fail_analysis(added[4], code=FailureCode.NO_TEXT)
        work.commit()
    return added


def stale(engine: Engine, version: int, *, before_id: int = LARGEST, limit: int = 9) -> list[StaleResult]:
    return SqlStaleResults(engine).stale_results(version, before_id=before_id, limit=limit)


def test_only_results_of_older_versions_are_stale(engine: Engine, ids: list[int]) -> None:
    assert [found.resume_id for found in stale(engine, 1)] == []
    assert [found.resume_id for found in stale(engine, 3)] == [ids[2], ids[1]]
    assert [found.resume_id for found in stale(engine, 4)] == [ids[2], ids[1], ids[0]]


def test_a_resume_that_waits_again_is_not_stale_though_it_has_results(engine: Engine, ids: list[int]) -> None:
    with unit_of_work_factory(engine)() as work:
        work.resumes.requeue(ids[1])
        work.commit()
    assert [found.resume_id for found in stale(engine, 3)] == [ids[2]]


def test_results_are_walked_downwards_a_few_at_a_time(engine: Engine, ids: list[int]) -> None:
    (first,) = stale(engine, 4, limit=1)
    assert first.resume_id == ids[2]
    assert [found.resume_id for found in stale(engine, 4, before_id=first.resume_id)] == [ids[1], ids[0]]


@pytest.mark.usefixtures("ids")
def test_a_result_has_all_that_it_is_matched_by_but_neither_evidence_nor_warnings(engine: Engine) -> None:
    found = stale(engine, 2)[0]
    assert found.analysed_at == iso(NOW)
    assert found.analysis == replace(detailed(new_analysis()), evidence=(), warnings=())
