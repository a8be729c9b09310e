"""A database with a little of everything, for the tests of what is read from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine

from domain.documents.errors import FailureCode
from domain.resumes.columns import ResumeColumn
from domain.rows import PageQuery
from domain.viewers import Role
from persistence.reads.graph import SqlGraphReads
from persistence.unit_of_work import unit_of_work_factory
from tests import filled
from tests.factories import NOW, new_analysis, new_matches, new_resume, new_user

_KNOWN = filled.Filled[tuple[int, int, list[int]]]()
TIMES = [(NOW - timedelta(days=back)).isoformat() for back in range(5)]


class Filled:
    """A database with anna's three resumes (two analysed) and ben's two (one failed)."""

    def __init__(self, engine: Engine) -> None:
        self.reads = SqlGraphReads(engine)
        self.anna, self.ben, self.ids = _KNOWN.put(engine) or _KNOWN.keep(engine, self._fill(engine))

    def _fill(self, engine: Engine) -> tuple[int, int, list[int]]:
        """Return anna, ben and the resumes."""
        with unit_of_work_factory(engine)() as work:
            anna = work.users.add(new_user("anna")).id
            ben = work.users.add(new_user("ben", role=Role.ADMIN)).id
            ids = [
                work.resumes.add(
                    replace(
                        new_resume(owner),
                        file_name=f"{number % 2}.pdf",
                        upload_time=NOW - timedelta(days=number),
                    )
                ).id
                for number, owner in enumerate((anna, ben, anna, ben, anna))
            ]
            for number in (0, 2, 3):
                work.resumes.begin_analysis(ids[number])
            for number, name in ((0, "周敏"), (2, "Lee_1")):
                work.resumes.finish_analysis(
                    ids[number], page_count=1, analysis=new_analysis(name), matches=new_matches(), at=NOW
                )
            work.resumes.fail_analysis(ids[3], code=FailureCode.NO_TEXT)
            work.commit()
        return anna, ben, ids

    async def page(
        self,
        *owners: int,
        order: ResumeColumn = ResumeColumn.ID,
        descending: bool = False,
        limit: int = 9,
        **bounds: Any,
    ) -> list[int]:
        """Return the positions of the resumes on a page among all."""
        query = PageQuery((ResumeColumn.ID,), order, descending)
        if owners:
            rows = await self.reads.resumes.pages(query, owner_ids=owners, limit=limit, **bounds)
        else:
            rows = await self.reads.resumes.page(query, limit=limit, **bounds)
        return [self.ids.index(int(row[0] or 0)) for row in rows]
