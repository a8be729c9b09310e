"""A database is copied into another one, whichever kind either is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlmodel import SQLModel

from domain.auditing import AuditAction
from domain.positions.importing.models import Posting
from domain.webhooks.models import Attempt, DeliveryState, News, NewWebhook, WebhookEvent
from domain.webhooks.signing import new_secret
from persistence import copying
from persistence.copying import CopiedTable, TargetInUse, copy_database
from persistence.database import open_engine, writer
from persistence.migrations import (
    UNFINISHED_COPY,
    DatabaseUnusable,
    current_revision,
    migrate,
    newest_revision,
)
from persistence.tables import AuditRow
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import NOW, detailed, new_analysis, new_matches, new_resume, new_user

Pair = tuple[Engine, Engine]

_put = copying._put
_ANOTHER = text(
    "INSERT INTO users (id, username, username_key, password_hash, role, token_version, created_at)"
    " VALUES (0, 'x', 'x', '-', 'job_seeker', 0, '2026-01-01') ON CONFLICT DO NOTHING"
)
ODD = 'a"b\\c\n\t\x01\x7f\u2028😀é</script>%d%:x'


@pytest.fixture(params=["sqlite to postgres", "postgres to sqlite", "sqlite to sqlite"])
def pair(
    request: pytest.FixtureRequest, sqlite_engine: Engine, tmp_path: Path
) -> Iterator[tuple[Engine, Engine]]:
    """A filled database, and an empty one."""
    other = open_engine(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    if request.param == "sqlite to sqlite":
        source, target = sqlite_engine, other
    else:
        engines = sqlite_engine, request.getfixturevalue("postgres_engine")
        source, target = engines if request.param == "sqlite to postgres" else engines[::-1]
    fill(source)
    yield source, target
    if target.dialect.name == "postgresql":
        # The database stays for other tests.
        set_revision(target, newest_revision())
    other.dispose()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_BATCH", 2)


def fill(engine: Engine) -> None:
    """Add users, resumes with results, positions and events; those who came last have left again."""
    with unit_of_work_factory(engine)() as work:
        owners = [work.users.add(new_user(name)).id for name in ("anna", "ben", "carl", "dora", "left")]
        for number in range(7):
            resume = replace(
                new_resume(owners[number % 3]), file_name=ODD, storage_key=f"resumes/{number}.pdf"
            )
            resume_id = work.resumes.add(resume).id
            if number % 2:
                work.resumes.finish_analysis(
                    resume_id,
                    page_count=1,
                    analysis=detailed(new_analysis(ODD)),
                    matches=[
                        replace(match, analysis=ODD, score=1 / (3 + number)) for match in new_matches(5)
                    ],
                    at=NOW,
                )
        url = "https://example.com/told"
        work.webhooks.add(NewWebhook(url=url, secret=new_secret(), details=True, created_at=NOW))
        work.webhooks.know([url], at=NOW)
        for told in (1, 2):
            work.webhooks.announce(News(event=WebhookEvent.RESUME_ANALYSED, resume_id=told, at=NOW))
        work.webhooks.note(1, Attempt(status=204), state=DeliveryState.DELIVERED, at=NOW)
        work.resumes.delete(resume_id)
        work.users.delete(owners[-1])
        work.positions.lock()
        postings = [
            Posting(line=1, given_id=f"{code}", title_zh="护士", description=ODD)
            for code in ("b", "A", "é", "a")
        ]
        work.positions.put("own", postings, version=work.positions.raise_version(), at=NOW)
        work.positions.remove("own", ["A"], version=work.positions.raise_version())
        work.commit()
    with writer(engine).begin() as connection:
        for number in range(3):
            entry = {"at": NOW.isoformat(), "action": AuditAction.LOGGED_IN.value, "actor_id": 2**60 + number}
            connection.execute(SQLModel.metadata.tables[str(AuditRow.__tablename__)].insert(), [entry])


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a database holds but numbers that are drawn anew, and counts that are kept in parts."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(*(column for column in table.c if column.name != "content_version")).order_by(
                        *table.primary_key.columns
                    )
                )
            ]
            for table in SQLModel.metadata.sorted_tables
            if not table.name.startswith("statistic")
        }


def set_revision(engine: Engine, revision: str) -> None:
    with writer(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_the_target_holds_the_same_in_the_end(pair: Pair) -> None:
    source, target = pair
    copied = copy_database(source, target)
    # What clients are sent of matches is the same to the byte, though either database has made it.
    assert everything(target) == everything(source)
    assert {table.name: table.rows for table in copied} == {
        name: len(rows) for name, rows in everything(source).items() if name != "match_lists"
    }
    assert all(table.written == table.rows for table in copied if table.name != "catalogue")
    assert current_revision(target) == newest_revision()


def test_the_next_ids_are_those_of_nobody_who_was_deleted(pair: Pair) -> None:
    source, target = pair
    copy_database(source, target)
    added = []
    for engine in pair:
        with unit_of_work_factory(engine)() as work:
            user = work.users.add(new_user("new")).id
            added.append((user, work.resumes.add(new_resume(user)).id))
            work.commit()
    assert added[0] == added[1]
    assert added[0][0] == 6


class BrokenOff(Exception):
    pass


def test_a_copy_that_broke_off_goes_on_and_takes_up_what_has_changed_since(
    pair: Pair,
) -> None:
    source, target = pair

    def break_off(table: CopiedTable) -> None:
        if table.name == "resumes":
            raise BrokenOff

    with pytest.raises(BrokenOff):
        copy_database(source, target, told=break_off)
    with pytest.raises(DatabaseUnusable, match="run `resume-gateway copy-database` again"):
        migrate(target)
    with unit_of_work_factory(source)() as work:
        carl, dora = work.users.find("carl"), work.users.find("dora")
        assert carl is not None
        assert dora is not None
        work.users.update(replace(carl, email="carl@example.com"))
        work.users.delete(dora.id)
        work.resumes.delete(1)
        work.users.add(new_user("eve"))
        work.commit()
    copied = {table.name: table for table in copy_database(source, target)}
    assert everything(target) == everything(source)
    assert copied["users"].written == 3
    assert copied["resumes"].written == 1
    migrate(target)


def test_a_finished_copy_is_compared_and_nothing_is_written(pair: Pair) -> None:
    source, target = pair
    copy_database(source, target)
    assert all(table.written == 0 for table in copy_database(source, target))


def test_a_target_with_data_of_its_own_is_left_alone(pair: Pair) -> None:
    source, target = pair
    migrate(target)
    with unit_of_work_factory(target)() as work:
        work.users.add(new_user("somebody"))
        work.commit()
    before = everything(target)
    with pytest.raises(TargetInUse, match="other data already"):
        copy_database(source, target)
    assert everything(target) == before
    assert current_revision(target) == newest_revision()


def test_a_source_of_another_version_is_not_copied(pair: Pair) -> None:
    source, target = pair
    set_revision(source, "0009")
    with pytest.raises(DatabaseUnusable, match="run `resume-gateway migrate`"):
        copy_database(source, target)
    set_revision(source, newest_revision())


def test_what_changes_in_the_source_meanwhile_is_not_seen(pair: Pair) -> None:
    source, target = pair
    before = everything(source)
    copy_database(source, target, told=deleting_everybody(source))
    assert everything(source)["users"] == []
    assert everything(target) == before


def deleting_everybody(engine: Engine) -> Callable[[CopiedTable], None]:
    def delete(_table: CopiedTable) -> None:
        with writer(engine).begin() as connection:
            connection.execute(text("DELETE FROM users"))

    return delete


def test_what_another_writes_into_the_target_meanwhile_is_found(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = pair

    def put(writing: Connection, columns: copying._Columns, rows: Sequence[copying.Values]) -> None:
        _put(writing, columns, rows)
        writing.execute(_ANOTHER)

    monkeypatch.setattr(copying, "_put", put)
    with pytest.raises(DatabaseUnusable, match="does another program write there"):
        copy_database(source, target)
    assert current_revision(target) == UNFINISHED_COPY


def test_a_character_that_postgresql_does_not_keep_is_replaced_and_told(
    sqlite_engine: Engine, postgres_engine: Engine
) -> None:
    with writer(sqlite_engine).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO users (username, username_key, password_hash, role, token_version, created_at)"
                " VALUES ('a' || char(0) || 'b', 'ab', '-', 'job_seeker', 0, '2026-01-01')"
            )
        )
    for written in (1, 0):
        copied = copy_database(sqlite_engine, postgres_engine)
        (users,) = [table for table in copied if table.name == "users"]
        assert (users.rows, users.written, users.replaced) == (1, written, 1)
    with postgres_engine.connect() as connection:
        assert connection.scalar(text("SELECT username FROM users")) == "a\ufffdb"
