"""Queries for resumes."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry
from strawberry import UNSET

from domain.exports.service import TableRequest
from domain.exports.sheets import SheetFormat
from domain.exports.tables import ResumeTableColumn
from domain.resumes.columns import ALL_RESUMES, JoinedColumn, ResumeConditions
from graphql_schema.ids import ResumeRequest, requested_resume
from graphql_schema.pages import PageRequest, decode_cursor, page_request
from graphql_schema.reading import relation
from graphql_schema.sources.comparing import ComparisonRequest, TwoResumes
from graphql_schema.sources.exports import ResumeTable, TableOf
from graphql_schema.sources.resumes import AllResumes, OneResume
from graphql_schema.types.exports import TABLE_POINTS, ExportedList
from graphql_schema.types.paging import After, Before, Connection, First, Last
from graphql_schema.types.resumes.comparing import COMPARISON_POINTS, ResumeComparison
from graphql_schema.types.resumes.filters import ResumeFilter
from graphql_schema.types.resumes.types import (
    Resume,
    ResumeArgument,
    ResumeOrder,
    ResumeOrderArgument,
    resume_order,
)


@strawberry.type
class ResumeQueries:
    """The root fields about resumes: one by id, and all of them."""

    @relation(
        Resume | None,
        OneResume(),
        description="Returns one resume. Only its owner and administrators may see it. For others "
        "it is null, with an error `FORBIDDEN`; where there is no such resume, the "
        "error is `NOT_FOUND`.",
    )
    def resume(
        self,
        id: ResumeArgument,  # noqa: A002
    ) -> ResumeRequest:
        return ResumeRequest(requested_resume(id))

    @relation(
        ResumeComparison | None,
        TwoResumes(),
        points=COMPARISON_POINTS,
        description="Compares what two resumes say, such as two versions of one person's. Only who may see "
        "both may ask. For others it is null, with an error `FORBIDDEN`, and so it is with "
        "`ANALYSIS_NOT_FOUND` until both have been analysed.",
    )
    def compare_resumes(
        self,
        older: Annotated[
            strawberry.ID, strawberry.argument(description="This resume is compared, the older one.")
        ],
        newer: Annotated[
            strawberry.ID, strawberry.argument(description="It is compared with this one, the newer one.")
        ],
    ) -> ComparisonRequest:
        return ComparisonRequest(requested_resume(older), requested_resume(newer))

    @relation(
        Connection[Resume] | None,
        AllResumes(),
        description="Returns a page of the resumes of all users. Only an administrator may ask. For "
        "others it is null, with an error `FORBIDDEN`.",
    )
    def resumes(
        self,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
        filter: Annotated[  # noqa: A002
            ResumeFilter | None,
            strawberry.argument(
                description="Only resumes that meet these conditions are listed. Without it all are."
            ),
        ] = UNSET,
        order_by: ResumeOrderArgument = ResumeOrder.ID_ASC,
    ) -> PageRequest[ResumeConditions]:
        conditions = filter.conditions() if filter else ALL_RESUMES
        return page_request(
            first=first,
            after=after,
            last=last,
            before=before,
            order=resume_order(order_by, ranked=conditions.text is not None),
            conditions=conditions,
        )

    @relation(
        ExportedList | None,
        ResumeTable(),
        description="Returns a list of the resumes of all users as a file for spreadsheets, with exactly the "
        "columns asked for and at most 5,000 rows. Only an administrator may ask. For others it is null, "
        "with an error `FORBIDDEN`. Every list is an entry of the audit log.",
        points=TABLE_POINTS,
    )
    def export_resumes(
        self,
        columns: Annotated[
            list[ResumeTableColumn],
            strawberry.argument(description="The file has these columns, in this order. There may be 50."),
        ],
        format: Annotated[  # noqa: A002
            SheetFormat, strawberry.argument(description="The file has this form. The default is `CSV`.")
        ] = SheetFormat.CSV,
        filter: Annotated[  # noqa: A002
            ResumeFilter | None,
            strawberry.argument(
                description="Only resumes that meet these conditions are listed. Without it all are."
            ),
        ] = UNSET,
        order_by: ResumeOrderArgument = ResumeOrder.ID_ASC,
        after: After = UNSET,
    ) -> TableOf:
        conditions = filter.conditions() if filter else ALL_RESUMES
        order = resume_order(order_by, ranked=conditions.text is not None)
        wanted = TableRequest(
            columns=tuple(columns),
            form=format,
            order=cast("JoinedColumn", order.by),
            descending=order.descending,
            after=None if after is None or after is UNSET else decode_cursor(order, after),
            conditions=conditions,
        )
        return TableOf(wanted, order)
