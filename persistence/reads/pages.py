"""What pages of users and of resumes have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, tuple_

from domain.rows import RowPlace


class SqlOrder:
    """The order of a list: a column, and the key where its values are equal."""

    def __init__(self, by: ColumnElement[Any], key: ColumnElement[Any], *, descending: bool) -> None:
        self._place = [key] if by is key else [by, key]
        self._descending = descending
        self.columns = [item.desc() if descending else item for item in self._place]

    def between(self, statement: Select[Any], *, after: bool, before: bool) -> Select[Any]:
        """Return the statement bounded by the places of `place_values`, in the order of reading."""
        for given, name, forwards in ((after, "after", True), (before, "before", False)):
            if given:
                bounds: list[Any] = [bindparam(f"{name}_id", type_=BigInteger)]
                if len(self._place) > 1:
                    bounds.insert(0, bindparam(f"{name}_value", type_=self._place[0].type))
                here, there = tuple_(*self._place), tuple_(*bounds)
                statement = statement.where(here > there if forwards != self._descending else here < there)
        return statement


def place_values(after: RowPlace | None, before: RowPlace | None) -> dict[str, object]:
    """Return the parameters of the places that bound a page."""
    values: dict[str, object] = {}
    if after is not None:
        values["after_value"], values["after_id"] = after
    if before is not None:
        values["before_value"], values["before_id"] = before
    return values


def given(values: Mapping[str, object]) -> dict[str, object]:
    """Return the parameters of those conditions that are in force."""
    return {name: value for name, value in values.items() if value is not None}
