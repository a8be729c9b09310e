from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.analyses.models import Analysis
from domain.documents.errors import FailureCode
from domain.resumes.duplicates import DuplicateSign, FoundDuplicate
from persistence.reads.graph import SqlGraphReads
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, new_resume, new_user, stated

pytestmark = pytest.mark.anyio

FILE, EMAIL, PHONE, BIRTH = DuplicateSign


class House:
    def __init__(self, engine: Engine) -> None:
        self.unit_of_work = unit_of_work_factory(engine)
        self.reads = SqlGraphReads(engine).duplicates
        self._files = 0
        with self.unit_of_work() as work:
            self.anna, self.ben = (work.users.add(new_user(name)).id for name in ("anna", "ben"))
            work.commit()

    def resume(self, owner: int, analysis: Analysis | None = None, *, sha256: str = "") -> int:
        self._files += 1
        with self.unit_of_work() as work:
            resume = work.resumes.add(replace(new_resume(owner), sha256=sha256 or f"file {self._files}"))
            work.commit()
        if analysis is not None:
            self.finish(resume.id, analysis)
        return resume.id

    def finish(self, resume_id: int, analysis: Analysis) -> None:
        with self.unit_of_work() as work:
            work.resumes.requeue(resume_id)
            work.resumes.finish_analysis(resume_id, page_count=1, analysis=analysis, matches=(), at=NOW)
            work.commit()

    async def of(self, *resume_ids: int, first: int = 10, owner: int | None = None) -> list[FoundDuplicate]:
        return await self.reads.duplicates(resume_ids, first=first, owner_id=owner)


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


async def test_the_same_file_is_known_before_it_is_read(house: House) -> None:
    first, _, again = (house.resume(house.anna, sha256=each) for each in ("a", "b", "a"))
    assert await house.of(again) == [(again, first, (FILE,))]


async def test_a_person_is_known_by_each_sign_and_the_surest_comes_first(house: House) -> None:
    asked = house.resume(
        house.anna,
        stated(name="周敏", birth_date="1998-05", email="Z@example.com", phone="13900002222"),
        sha256="a",
    )
    by_birth = house.resume(house.anna, stated(name="周 敏", birth_date="1998-05"))
    by_phone = house.resume(house.anna, stated(phone="+86 139 0000 2222"))
    by_email = house.resume(house.anna, stated(email="z@EXAMPLE.com", phone="13900002222"))
    by_file = house.resume(house.ben, sha256="a")
    house.resume(house.anna, stated(name="周敏", birth_date="1998-06", email="y@example.com"))
    assert await house.of(asked) == [
        (asked, by_file, (FILE,)),
        (asked, by_email, (EMAIL, PHONE)),
        (asked, by_phone, (PHONE,)),
        (asked, by_birth, (BIRTH,)),
    ]


async def test_one_owners_resumes_are_told_alone(house: House) -> None:
    mine = house.resume(house.anna, stated(email="z@example.com"), sha256="a")
    house.resume(house.ben, stated(email="z@example.com"), sha256="a")
    second = house.resume(house.anna, stated(email="z@example.com"))
    assert await house.of(mine, owner=house.anna) == [(mine, second, (EMAIL,))]
    assert await house.of(mine, owner=house.ben) != []


async def test_each_of_several_resumes_has_its_newest_duplicates_with_all_their_signs(house: House) -> None:
    analysis = stated(email="z@example.com", phone="13900002222")
    one, two, three = (house.resume(house.anna, analysis) for _ in range(3))
    house.resume(house.anna, stated(phone="13900002222"))
    assert await house.of(two, one, first=1) == [
        (one, three, (EMAIL, PHONE)),
        (two, three, (EMAIL, PHONE)),
    ]


async def test_what_a_person_is_known_by_follows_the_newest_reading(house: House) -> None:
    one = house.resume(house.anna, stated(email="z@example.com"))
    two = house.resume(house.anna, stated(email="z@example.com"))
    house.finish(two, stated(email="y@example.com"))
    assert await house.of(one) == []
    house.finish(two, stated(email="z@example.com"))
    assert await house.of(one) == [(one, two, (EMAIL,))]
    with house.unit_of_work() as work:
        work.resumes.requeue(two)
        work.resumes.fail_analysis(two, code=FailureCode.NO_TEXT)
        work.commit()
    assert await house.of(one) == []


async def test_a_deleted_resume_is_nobodys_duplicate(house: House) -> None:
    one, two = (house.resume(house.anna, stated(email="z@example.com"), sha256="a") for _ in range(2))
    with house.unit_of_work() as work:
        work.resumes.delete(two)
        work.commit()
    assert await house.of(one) == []


async def test_resumes_that_state_nothing_are_not_alike(house: House) -> None:
    one, two = (house.resume(house.anna, stated()) for _ in range(2))
    assert await house.of(one, two) == []
    assert await house.of(99) == []
