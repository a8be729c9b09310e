from __future__ import annotations

from enum import Enum

from domain.resumes.columns import ResumeColumn
from domain.rows import Column, Key, PageQuery
from domain.users.columns import UserColumn


class Colour(Column, Enum):
    RED = "id"


class Shade(Key):
    DARK = "dark"


def test_columns_of_the_same_name_are_not_the_same() -> None:
    assert len({ResumeColumn.ID, UserColumn.ID, Colour.RED}) == 3


def test_a_column_hashes_without_running_python() -> None:
    assert {type(column).__dict__.get("__hash__") for column in (ResumeColumn.ID, Shade.DARK)} == {None}
    assert Column.__dict__["__hash__"] == object.__dict__["__hash__"]


def test_a_key_is_a_column_that_tells_its_key() -> None:
    assert isinstance(Shade.DARK, Column)
    assert Shade.DARK.value == "dark"


def test_the_same_page_is_known_again() -> None:
    one, other = (PageQuery((UserColumn.ID, UserColumn.ROLE), UserColumn.ID) for _ in "12")
    assert one == other
    assert hash(one) == hash(other)
    assert one != PageQuery((UserColumn.ID, UserColumn.ROLE), UserColumn.ID, descending=True)
