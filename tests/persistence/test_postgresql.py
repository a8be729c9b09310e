from __future__ import annotations

import pytest
from sqlalchemy import Engine, bindparam, select, text
from sqlmodel import col

from persistence.statements import RowReader, Statement
from persistence.tables import UserRow
from persistence.unit_of_work import unit_of_work_factory
from tests.factories import new_user

NAMES = ["a\0b", "😀é", "\x01\x7f\u2028\ufdd0", "%s %(x)s :y {z} \\"]


@pytest.mark.parametrize("name", NAMES)
def test_any_text_is_kept_but_for_the_one_character_that_cannot_be(
    postgres_engine: Engine, name: str
) -> None:
    with unit_of_work_factory(postgres_engine)() as work:
        work.users.add(new_user(name))
        work.commit()
    reader = RowReader(postgres_engine)
    named = Statement(reader, select(col(UserRow.username)).where(col(UserRow.username) == bindparam("name")))
    among = Statement(reader, select(col(UserRow.username)).where(reader.among(_NAME, "names")))
    kept = name.replace("\0", "\ufffd")
    assert named.rows(name=name) == [(kept,)]
    assert among.rows(names=reader.array([name, "other"])) == [(kept,)]


_NAME = UserRow.metadata.tables["users"].c.username


def test_what_is_read_often_is_prepared_once(postgres_engine: Engine) -> None:
    reader = RowReader(postgres_engine)
    for _ in range(9):
        assert reader.rows("SELECT 1 + %(n)s::int", {"n": 1}) == [(2,)]
    prepared = "SELECT count(*) FROM pg_prepared_statements"
    with postgres_engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    assert reader.rows(prepared, {})
