"""Resumes that are one file or one person's, each sign looked up in its index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import orjson
from sqlalchemy import BigInteger, BindParameter, bindparam, select, text

from domain.resumes.duplicates import MOST_DUPLICATES, DuplicateSign, FoundDuplicate, Read
from persistence.analyses import whole_analysis_of
from persistence.reads.columns import ANALYSED, ANALYSES, RESUMES
from persistence.statements import RowReader, Statement

_FEW = 10
_SIGNS = tuple(DuplicateSign)
# The limit of each stands within, where it ends the walk along the index.
_OF_FILE = """
    (SELECT $array$(id) FROM (
        SELECT o.id AS id FROM resumes o WHERE o.sha256 = r.sha256 AND o.id <> r.id $of_owner$
        ORDER BY o.id DESC LIMIT $most$
    ) AS same)
"""
_OF_PERSON = """
    (SELECT $array$(id) FROM (
        SELECT o.resume_id AS id FROM identities o
        WHERE o.sign = '$sign$' AND o.resume_id <> r.id $of_owner$
            AND o.value = (SELECT i.value FROM identities i WHERE i.resume_id = r.id AND i.sign = '$sign$')
        ORDER BY o.resume_id DESC LIMIT $most$
    ) AS same)
"""


class SqlDuplicateReads:
    """The domain's `DuplicateReads` on SQLite or PostgreSQL."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._read = Statement(
            reader,
            select(RESUMES.c.sha256, *ANALYSES.c)
            .join(RESUMES, RESUMES.c.id == ANALYSES.c.resume_id)
            .where(reader.among(RESUMES.c.id, "ids"), ANALYSED),
        )
        self._of_all = self._statement(of_owner="")
        self._of_owner = self._statement(of_owner="AND o.user_id = :owner")

    async def duplicates(
        self, resume_ids: Sequence[int], *, first: int, owner_id: int | None
    ) -> list[FoundDuplicate]:
        values: dict[str, object] = {"ids": self._reader.array(resume_ids)}
        heavy = len(resume_ids) > _FEW
        if owner_id is None:
            rows = await self._of_all.read(values, heavy=heavy)
        else:
            rows = await self._of_owner.read({**values, "owner": owner_id}, heavy=heavy)
        return [
            found for resume_id, *others in rows for found in _found(cast("int", resume_id), others, first)
        ]

    async def read(self, resume_ids: Sequence[int]) -> dict[int, Read]:
        rows = await self._read.read({"ids": self._reader.array(resume_ids)})
        names = ANALYSES.c.keys()
        found = {}
        for sha256, *cells in rows:
            row = dict(zip(names, cells, strict=True))
            found[cast("int", row["resume_id"])] = Read(str(sha256), whole_analysis_of(row))
        return found

    def _statement(self, *, of_owner: str) -> Statement:
        array, among = (
            ("json_group_array", "r.id IN (SELECT value FROM json_each(:ids))")
            if self._reader.embedded
            else ("json_agg", "r.id = ANY(CAST(:ids AS bigint[]))")
        )
        looked_up = [
            (_OF_FILE if sign is DuplicateSign.SAME_FILE else _OF_PERSON).replace("$sign$", sign.value)
            for sign in _SIGNS
        ]
        sql = f"SELECT r.id, {', '.join(looked_up)} FROM resumes r WHERE {among} ORDER BY r.id"  # noqa: S608
        named: list[BindParameter[Any]] = [bindparam("ids")]
        if of_owner:
            named.append(bindparam("owner", type_=BigInteger))
        for name, put in (("array", array), ("of_owner", of_owner), ("most", str(MOST_DUPLICATES))):
            sql = sql.replace(f"${name}$", put)
        return Statement(self._reader, text(sql).bindparams(*named))


def _found(resume_id: int, others: Sequence[object], first: int) -> list[FoundDuplicate]:
    """Return the others of one resume, given an array of ids for each sign."""
    signs: dict[int, list[DuplicateSign]] = {}
    for sign, ids in zip(_SIGNS, others, strict=True):
        # PostgreSQL's driver has read it already, and an array of nothing is null there.
        listed = orjson.loads(ids) if isinstance(ids, str) else cast("list[int] | None", ids) or []
        for other_id in listed:
            signs.setdefault(other_id, []).append(sign)
    ordered = sorted(signs.items(), key=lambda found: (_SIGNS.index(found[1][0]), -found[0]))
    return [FoundDuplicate(resume_id, other_id, tuple(of)) for other_id, of in ordered[:first]]
