"""The passages of resumes that hold what was searched for."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import NamedTuple

import anyio
import orjson

from domain import policies
from domain.rows import Column, Key, Row
from domain.searching.passages import passages
from domain.searching.ports import StoredText
from graphql_schema.context import Context
from graphql_schema.loading import Loaded, Source, Wanted


class PassageRequest(NamedTuple):
    """What is searched for, and how many passages of a resume."""

    text: str | None
    size: int


class PassageColumn(Column, Enum):
    """What can be read of a passage."""

    PAGE = "page"
    TEXT = "text"
    PARTS = "parts"


class PartKey(Key):
    """Keys of a part of a passage."""

    TEXT = "text"
    MATCHES = "matches"


class Passages(Source[PassageRequest, PassageColumn]):
    """The passages of each resume, the best one first."""

    shape = "list"
    rule = None

    async def load(self, context: Context, wanted: Wanted[PassageRequest, PassageColumn]) -> Loaded:
        text, size = wanted.request
        if text is None or size == 0 or policies.sees_blindly(context.viewer):
            # Where something stands, though not shown, tells that it does.
            return Loaded([])
        kept = await context.graph.texts.texts(wanted.keys)
        find = partial(_rows, kept, text, size, wanted.columns)
        return Loaded(await anyio.to_thread.run_sync(find))


def _rows(kept: list[StoredText], text: str, size: int, columns: tuple[PassageColumn, ...]) -> list[Row]:
    rows: list[Row] = []
    for each in kept:
        for found in passages(facts=each.facts, pages=each.pages, text=text, first=size):
            values: dict[PassageColumn, int | str | None] = {
                PassageColumn.PAGE: found.page,
                PassageColumn.TEXT: "".join(part.text for part in found.parts),
                PassageColumn.PARTS: orjson.dumps([part._asdict() for part in found.parts]).decode(),
            }
            rows.append((each.resume_id, *(values[column] for column in columns)))
    return rows
