from __future__ import annotations

import logging
import random
from pathlib import Path

import anyio
import pytest
from sqlalchemy import Engine

from domain.analyses.correcting import new_correction
from domain.analyses.fields import NAME
from domain.searching.texts import marked_pages
from domain.vocabulary.people import PersonName
from domain.webhooks.models import NewWebhook
from persistence.erasing import _BEGUN, Eraser, erase
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user


def found_in(engine: Engine, word: str) -> bool:
    """Whether the word is anywhere in the database's files."""
    path = Path(str(engine.url.database))
    return any(word.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def fill(engine: Engine, people: int) -> dict[str, int]:
    """Store people whose rows are written, and written again, in every size."""
    unit_of_work, chance, ids = unit_of_work_factory(engine), random.Random(7), {}
    for number in range(people):
        name = f"person-{number:03}-{chance.randrange(10**9)}"
        with unit_of_work() as work:
            user = work.users.add(new_user(name))
            for _ in range(chance.randint(1, 3)):
                resume = work.resumes.add(new_resume(user.id))
                for _ in range(chance.randint(1, 3)):
                    analysis = detailed(new_analysis(" ".join([name] * chance.randint(1, 200))))
                    work.resumes.finish_analysis(
                        resume.id, page_count=1, analysis=analysis, matches=new_matches(5), at=NOW
                    )
                    name_said = PersonName(f"{name} {number}")
                    said = new_correction(NAME, name_said, analysis, actor_id=1, at=NOW)
                    work.corrections.keep(resume.id, analysis, [said])
            work.commit()
        ids[name] = user.id
    return ids


def test_nothing_of_a_deleted_person_is_left_in_the_file(sqlite_engine: Engine) -> None:
    people = fill(sqlite_engine, 60)
    gone = dict(random.Random(8).sample(sorted(people.items()), 20))
    for user_id in gone.values():
        with unit_of_work_factory(sqlite_engine)() as work:
            work.users.delete(user_id)
            work.commit()
    assert erase(sqlite_engine)
    assert [name for name in people if found_in(sqlite_engine, name)] == sorted(set(people) - set(gone))


def test_no_word_of_a_deleted_resume_is_left_in_the_index(sqlite_engine: Engine) -> None:
    chance, words, ids = random.Random(9), {}, []
    for number in range(300):
        with unit_of_work_factory(sqlite_engine)() as work:
            user = work.users.add(new_user(f"user-{number}"))
            resume = work.resumes.add(new_resume(user.id))
            words[resume.id] = "".join(chance.choices("bcdfghjk", k=20))
            pages = marked_pages([f"护士 Excel {words[resume.id]}"])
            work.resumes.finish_analysis(
                resume.id, page_count=1, analysis=new_analysis(), matches=[], at=NOW, pages=pages
            )
            work.commit()
            ids.append(resume.id)
    gone = set(chance.sample(ids, 100))
    for resume_id in gone:
        with unit_of_work_factory(sqlite_engine)() as work:
            work.resumes.delete(resume_id)
            work.commit()
    assert erase(sqlite_engine)
    # The index leaves out the beginning that a word shares with the one before.
    assert [each for each in ids if found_in(sqlite_engine, words[each][8:])] == sorted(set(ids) - gone)


def test_the_file_is_rewritten_only_where_something_was_deleted(sqlite_engine: Engine) -> None:
    assert not erase(sqlite_engine)
    (ann,) = fill(sqlite_engine, 1).values()
    assert not erase(sqlite_engine)
    with unit_of_work_factory(sqlite_engine)() as work:
        work.users.delete(ann)
        # Not committed: nothing is deleted.
    assert not erase(sqlite_engine)
    with unit_of_work_factory(sqlite_engine)() as work:
        work.users.delete(ann)
        work.commit()
    assert [erase(sqlite_engine), erase(sqlite_engine)] == [True, False]


def test_a_rewriting_that_was_broken_off_is_done_again(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        # As a kill in the midst of it leaves the mark.
        connection.exec_driver_sql(f"PRAGMA user_version={_BEGUN}")
        connection.commit()
    assert [erase(sqlite_engine), erase(sqlite_engine)] == [True, False]


def test_postgresql_is_left_to_its_own_vacuum(postgres_engine: Engine) -> None:
    with unit_of_work_factory(postgres_engine)() as work:
        user = work.users.add(new_user())
        work.users.delete(user.id)
        work.commit()
    assert not erase(postgres_engine)


@pytest.mark.anyio
async def test_the_running_program_wipes_what_is_marked(sqlite_engine: Engine) -> None:
    ((name, ann),) = fill(sqlite_engine, 1).items()
    with unit_of_work_factory(sqlite_engine)() as work:
        work.users.delete(ann)
        work.commit()
    wiped = anyio.Event()

    class Telling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "wiped" in record.getMessage():
                wiped.set()

    telling, logger = Telling(), logging.getLogger("persistence.erasing")
    logger.addHandler(telling)
    logger.setLevel(logging.INFO)
    eraser = Eraser(sqlite_engine)
    try:
        eraser.start()
        with anyio.fail_after(10):
            await wiped.wait()
    finally:
        await eraser.stop()
        logger.removeHandler(telling)
        logger.setLevel(logging.NOTSET)
    assert not found_in(sqlite_engine, name)


@pytest.mark.anyio
async def test_postgresql_has_no_eraser(postgres_engine: Engine) -> None:
    eraser = Eraser(postgres_engine)
    eraser.start()
    await eraser.stop()


def test_nothing_of_a_deleted_webhook_is_left_in_the_file(sqlite_engine: Engine) -> None:
    unit_of_work = unit_of_work_factory(sqlite_engine)
    secrets = ["whsec_of-the-first-receiver", "whsec_of-the-second-one"]
    with unit_of_work() as work:
        for secret in secrets:
            work.webhooks.add(NewWebhook(url="https://example.com/", secret=secret, created_at=NOW))
        work.commit()
    with unit_of_work() as work:
        work.webhooks.delete(1)
        work.commit()
    assert erase(sqlite_engine)
    assert [secret for secret in secrets if found_in(sqlite_engine, secret)] == secrets[1:]
