"""The domain's `GraphReads`: each shape of read is compiled once and run on the pool's own cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import anyio
import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Engine,
    Integer,
    LargeBinary,
    Select,
    Table,
    Text,
    bindparam,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by

from domain.reads import PageQuery
from domain.resumes.models import ResumeState
from persistence import tables
from persistence.statements import Reader, Statement

_USERS = tables.UserRow.metadata.tables["users"]
_RESUMES = tables.UserRow.metadata.tables["resumes"]
_ANALYSES = tables.UserRow.metadata.tables["analyses"]
_MATCHES = tables.UserRow.metadata.tables["matches"]
_REASONS = tables.UserRow.metadata.tables["match_reasons"]
_REASON_COLUMNS = frozenset({"breakdown", "matched_skills", "missing_skills"})
# Constants are written into the statement, so that its parameters are those of the caller alone.
_ANALYSED: ColumnElement[bool] = _RESUMES.c.state == literal_column(f"'{ResumeState.ANALYSED.value}'")

# A result counts as long as its resume is analysed: one that is being analysed anew has none.
_RESULT_ID = case((_ANALYSED, _RESUMES.c.id))

_LIGHT_MATCHES = 2_000
"""So many matches are read where they are asked for."""

_KEPT_SHAPES = 1024


class SqlGraphReads:
    """Planned reads on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._reader = Reader(engine)
        self._sqlite = engine.dialect.name == "sqlite"
        # Clients choose the columns, so that there may be any number of shapes.
        self._objects = lru_cache(_KEPT_SHAPES)(self._compile_objects)
        self._page = lru_cache(_KEPT_SHAPES)(self._compile_page)
        self._count = lru_cache(_KEPT_SHAPES)(self._compile_count)
        self._matches = lru_cache(_KEPT_SHAPES)(self._compile_matches)
        self._matches_as_json = lru_cache(_KEPT_SHAPES)(self._compile_matches_as_json)
        self._statistics = {
            name: Statement(self._reader, statement) for name, statement in self._statistic_selects().items()
        }

    async def objects(
        self, source: str, columns: tuple[str, ...], *, ids: Sequence[int]
    ) -> list[tuple[Any, ...]]:
        statement = self._objects(source, columns, len(ids) == 1)
        return await self._run(partial(statement.rows, ids=ids[0] if len(ids) == 1 else self._array(ids)))

    async def page(
        self, query: PageQuery, *, owner_ids: Sequence[int], limit: int, values: Mapping[str, object]
    ) -> list[tuple[Any, ...]]:
        single = len(owner_ids) == 1
        statement = self._page(query, single)
        bound = self._bound(values)
        bound["limit"] = limit
        if query.by_owner:
            bound["owners"] = owner_ids[0] if single else self._array(owner_ids)
        # A page along an index is bounded by its length; conditions, sorting and the ranking of several
        # owners' rows look at any number of others.
        indexed = query.order == "id" or (query.order != "file_name" and not query.by_owner)
        heavy = bool(query.conditions) or not indexed or len(owner_ids) > 1
        return await self._run(partial(statement.rows, **bound), heavy=heavy)

    async def count(
        self, source: str, *, owner_ids: Sequence[int] | None, values: Mapping[str, object]
    ) -> dict[int | None, int]:
        bound = self._bound(values)
        if owner_ids is None:
            statement = self._count(source, False, tuple(values))
            return {None: (await self._run(partial(statement.rows, **bound), heavy=True))[0][0]}
        statement = self._count(source, True, tuple(values))
        owners = self._array(owner_ids)
        found = await self._run(partial(statement.rows, owners=owners, **bound), heavy=len(owner_ids) > 1)
        counts: dict[int | None, int] = dict.fromkeys(owner_ids, 0)
        counts.update((owner_id, count) for owner_id, count in found)
        return counts

    async def matches(
        self, columns: tuple[str, ...], *, resume_ids: Sequence[int], first: int
    ) -> list[tuple[Any, ...]]:
        return await self._run_matches(self._matches(columns, len(resume_ids) == 1), resume_ids, first)

    async def matches_as_json(
        self, fields: tuple[tuple[str, str], ...], *, resume_ids: Sequence[int], first: int
    ) -> list[tuple[int, bytes]]:
        statement = self._matches_as_json(fields, len(resume_ids) == 1)
        rows: list[Any] = await self._run_matches(statement, resume_ids, first)
        return rows

    async def statistic(self, name: str, **values: object) -> list[tuple[Any, ...]]:
        return await self._run(partial(self._statistics[name].rows, **values), heavy=True)

    async def _run(
        self, read: Callable[[], list[tuple[Any, ...]]], *, heavy: bool = False
    ) -> list[tuple[Any, ...]]:
        # A bounded read on the embedded database costs less than the hop to a thread.
        return read() if self._sqlite and not heavy else await anyio.to_thread.run_sync(read)

    async def _run_matches(
        self, statement: Statement, resume_ids: Sequence[int], first: int
    ) -> list[tuple[Any, ...]]:
        ids = resume_ids[0] if len(resume_ids) == 1 else self._array(resume_ids)
        heavy = len(resume_ids) * first > _LIGHT_MATCHES
        return await self._run(partial(statement.rows, ids=ids, first=first), heavy=heavy)

    def _array(self, items: Sequence[object]) -> object:
        return orjson.dumps(items).decode() if self._sqlite else list(items)

    def _bound(self, values: Mapping[str, object]) -> dict[str, Any]:
        return {
            name: self._array(value) if isinstance(value, tuple) else value for name, value in values.items()
        }

    def _among(self, wanted: ColumnElement[Any], name: str, *, one: bool = False) -> ColumnElement[bool]:
        """Return whether a column is among the array of that name; with `one`, equal to the value."""
        if one:
            return wanted == bindparam(name, type_=wanted.type)
        if self._sqlite:
            items = func.json_each(bindparam(name, type_=Text)).table_valued("value")
            return wanted.in_(select(items.c.value))
        return wanted == func.any(bindparam(name, type_=ARRAY(wanted.type)))

    def _compile_objects(self, source: str, columns: tuple[str, ...], one: bool) -> Statement:
        statement, of = _selected(source, columns)
        return Statement(self._reader, statement.where(self._among(of.c.id, "ids", one=one)))

    def _compile_page(self, query: PageQuery, single: bool) -> Statement:
        statement, of = _selected(query.source, query.columns, joined="text" in query.conditions)
        place = [of.c[query.order]] if query.order == "id" else [of.c[query.order], of.c.id]
        for given, name, forwards in ((query.after, "after", True), (query.before, "before", False)):
            if given:
                bounds: list[Any] = [bindparam(f"{name}_id", type_=BigInteger)]
                if query.order != "id":
                    bounds.insert(0, bindparam(f"{name}_value", type_=Text))
                here, there = tuple_(*place), tuple_(*bounds)
                statement = statement.where(here > there if forwards != query.descending else here < there)
        for condition in query.conditions:
            statement = statement.where(self._condition(query.source, condition))
        ordered = [item.desc() if query.descending else item for item in place]
        limit = bindparam("limit", type_=Integer)
        if not query.by_owner:
            return Statement(self._reader, statement.order_by(*ordered).limit(limit))
        owner = of.c.user_id.label("list_owner")
        statement = statement.add_columns(owner).where(self._among(of.c.user_id, "owners", one=single))
        if single:
            return Statement(self._reader, statement.order_by(*ordered).limit(limit))
        number = func.row_number().over(partition_by=of.c.user_id, order_by=ordered).label("list_number")
        ranked = statement.add_columns(number).subquery()
        shown = [item for item in ranked.c if item.name != "list_number"]
        return Statement(
            self._reader,
            select(*shown)
            .where(ranked.c.list_number <= limit)
            .order_by(ranked.c.list_owner, ranked.c.list_number),
        )

    def _compile_count(self, source: str, by_owner: bool, conditions: tuple[str, ...]) -> Statement:
        counted: list[ColumnElement[Any]] = [func.count()]
        of = _table(source)
        if by_owner:
            counted.insert(0, of.c.user_id)
        statement = select(*counted).select_from(_joined(source, analyses="text" in conditions))
        for condition in conditions:
            statement = statement.where(self._condition(source, condition))
        if by_owner:
            statement = statement.where(self._among(of.c.user_id, "owners")).group_by(of.c.user_id)
        return Statement(self._reader, statement)

    def _compile_matches(self, columns: tuple[str, ...], single: bool) -> Statement:
        rows: Any = _MATCHES
        if not _REASON_COLUMNS.isdisjoint(columns):
            same = (_REASONS.c.resume_id == _MATCHES.c.resume_id) & (_REASONS.c.rank == _MATCHES.c.rank)
            rows = rows.outerjoin(_REASONS, same)
        return Statement(
            self._reader,
            select(_MATCHES.c.resume_id, *map(self._match_column, columns))
            .select_from(rows)
            .where(*self._best_matches(single))
            .order_by(_MATCHES.c.resume_id, _MATCHES.c.rank),
        )

    def _compile_matches_as_json(self, fields: tuple[tuple[str, str], ...], single: bool) -> Statement:
        # On SQLite a third cheaper than rows of texts, of which Python would make the same JSON.
        pairs: list[Any] = []
        for key, name in fields:
            pairs += [literal(key, Text), self._match_column(name)]
        if self._sqlite:
            listed: Any = cast(func.json_group_array(func.json_object(*pairs)), LargeBinary)
        else:
            in_order = aggregate_order_by(func.json_build_object(*pairs), _MATCHES.c.rank)
            listed = func.convert_to(cast(func.json_agg(in_order), Text), literal_column("'UTF8'"))
        # SQLite groups along the table's own order, which is by resume and rank.
        return Statement(
            self._reader,
            select(_MATCHES.c.resume_id, listed)
            .where(*self._best_matches(single))
            .group_by(_MATCHES.c.resume_id)
            .order_by(_MATCHES.c.resume_id),
        )

    def _best_matches(self, single: bool) -> tuple[ColumnElement[bool], ...]:
        return (
            self._among(_MATCHES.c.resume_id, "ids", one=single),
            _MATCHES.c.rank <= bindparam("first", type_=Integer),
        )

    def _match_column(self, name: str) -> ColumnElement[Any]:
        if name in _REASON_COLUMNS:
            return func.coalesce(_REASONS.c[name], literal_column("'[]'"))
        if name != "match_score":
            return _MATCHES.c[name]
        percent = _MATCHES.c.score * literal_column("100.0")
        whole: ColumnElement[Any] = cast(percent, Integer)
        if self._sqlite:
            # SQLite's cast cuts and its round goes up at a half; Python and PostgreSQL round to even.
            half = percent - whole == literal_column("0.5")
            rounded = cast(func.round(percent), Integer)
            whole = case((half, whole + whole % literal_column("2")), else_=rounded)
        return cast(whole, Text).concat(literal("%", Text))

    def _condition(self, source: str, name: str) -> ColumnElement[bool]:
        of, parameter = _table(source), bindparam(name, type_=Text)
        if name == "text":
            searched = (
                (_RESUMES.c.file_name, _ANALYSES.c.name, _ANALYSES.c.career_interest, _ANALYSES.c.skills)
                if source == "resumes"
                else (_USERS.c.username, _USERS.c.email)
            )
            return or_(*(func.lower(item).like(parameter, escape="\\") for item in searched))
        if name == "states":
            return self._among(_RESUMES.c.state, "states")
        moment = _USERS.c.created_at if source == "users" else _RESUMES.c.upload_time
        if name == "from":
            return moment >= parameter
        if name == "until":
            return moment < parameter
        return of.c[name] == bindparam(name, type_=of.c[name].type)

    def _statistic_selects(self) -> dict[str, Select[Any]]:
        best = _MATCHES.join(_RESUMES, _RESUMES.c.id == _MATCHES.c.resume_id)
        analysed = _ANALYSES.join(_RESUMES, _RESUMES.c.id == _ANALYSES.c.resume_id)
        day = func.substr(_RESUMES.c.upload_time, literal_column("1"), literal_column("10"))
        count, limit = func.count().label("count"), bindparam("first", type_=Integer)
        tenth: Any = case(
            *(
                (_MATCHES.c.score < literal_column(f"0.{number + 1}"), literal_column(f"{number}"))
                for number in range(9)
            ),
            else_=literal_column("9"),
        )
        if self._sqlite:
            skills = func.json_each(_ANALYSES.c.skills).table_valued("value", joins_implicitly=True)
        else:
            skills = func.jsonb_array_elements_text(cast(_ANALYSES.c.skills, JSONB)).table_valued(
                column("value", Text), joins_implicitly=True
            )
        skill = skills.c.value
        return {
            "states": select(_RESUMES.c.state, count).group_by(_RESUMES.c.state),
            "days": select(day.label("day"), count)
            .where(_RESUMES.c.upload_time >= bindparam("since", type_=Text))
            .group_by(day),
            "positions": select(_MATCHES.c.position, count, func.avg(_MATCHES.c.score))
            .select_from(best)
            .where(_ANALYSED)
            .group_by(_MATCHES.c.position)
            .order_by(count.desc(), _MATCHES.c.position)
            .limit(limit),
            "skills": select(skill, count)
            .select_from(analysed.join(skills, true()))
            .where(_ANALYSED)
            .group_by(skill)
            .order_by(count.desc(), skill)
            .limit(limit),
            "scores": select(tenth.label("tenth"), count)
            .select_from(best)
            .where(_ANALYSED, _MATCHES.c.rank == literal_column("1"))
            .group_by(literal_column("tenth")),
        }


def _table(source: str) -> Table:
    return {"users": _USERS, "resumes": _RESUMES}[source]


def _selected(source: str, columns: tuple[str, ...], *, joined: bool = False) -> tuple[Select[Any], Table]:
    analyses = joined and source == "resumes"
    analyses = analyses or any(name.startswith("analysis.") for name in columns)
    owners = any(name.startswith("owner.") for name in columns)
    chosen = [_column(source, name).label(f"c{number}") for number, name in enumerate(columns)]
    return select(*chosen).select_from(_joined(source, analyses=analyses, owners=owners)), _table(source)


def _joined(source: str, *, analyses: bool = False, owners: bool = False) -> Any:
    rows: Any = _table(source)
    if analyses and source == "resumes":
        rows = rows.outerjoin(_ANALYSES, (_ANALYSES.c.resume_id == _RESUMES.c.id) & _ANALYSED)
    if owners:
        rows = rows.join(_USERS, _USERS.c.id == _RESUMES.c.user_id)
    return rows


def _column(source: str, name: str) -> ColumnElement[Any]:
    if source == "resumes":
        if name == "result_id":
            return _RESULT_ID
        joined, _, inner = name.partition(".")
        if inner:
            return {"analysis": _ANALYSES, "owner": _USERS}[joined].c[inner]
    return _table(source).c[name]
