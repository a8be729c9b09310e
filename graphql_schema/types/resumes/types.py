"""Resume: an uploaded file and how far the work on it is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from domain.analyses.columns import AnalysisColumn
from domain.documents.errors import FAILURE_MESSAGES, FailureCode
from domain.resumes.columns import ResumeColumn
from domain.resumes.models import STATUS_TEXTS, ResumeState
from graphql_schema.ids import resume_id
from graphql_schema.pages import Order
from graphql_schema.reading import nested, relation, value
from graphql_schema.sources import Matches
from graphql_schema.types.analyses import Analysis
from graphql_schema.types.enums import describe
from graphql_schema.types.matches import DEFAULT_MATCHES, Match, match_count
from graphql_schema.types.node import Node

if TYPE_CHECKING:
    from graphql_schema.types.users.types import User


class ResumeOrder(Enum):
    """The orders of lists of resumes."""

    ID_ASC = Order(ResumeColumn.ID, "id")
    ID_DESC = Order(ResumeColumn.ID, "id", descending=True)
    UPLOAD_TIME_ASC = Order(ResumeColumn.UPLOAD_TIME, "upload_time", value=str)
    UPLOAD_TIME_DESC = Order(ResumeColumn.UPLOAD_TIME, "upload_time", value=str, descending=True)
    FILE_NAME_ASC = Order(ResumeColumn.FILE_NAME, "file_name", value=str)
    FILE_NAME_DESC = Order(ResumeColumn.FILE_NAME, "file_name", value=str, descending=True)


describe(
    ResumeOrder,
    "How a list of resumes is ordered.",
    ID_ASC="In the order they were added, as over REST.",
    ID_DESC="Latest added first.",
    UPLOAD_TIME_ASC="By the time of upload.",
    UPLOAD_TIME_DESC="Latest upload first.",
    FILE_NAME_ASC="By file name.",
    FILE_NAME_DESC="By file name, backwards.",
)

ResumeArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The resume's `id`, or its `databaseId`.")
]
ResumeOrderArgument = Annotated[ResumeOrder | None, strawberry.argument(description="How they are ordered.")]


@strawberry.type(description="Why a file could not be analysed.")
class Failure:
    """A failed analysis."""

    code: FailureCode = value(
        ResumeColumn.FAILURE_CODE, compute=FailureCode, description="The reason, for programs."
    )
    message: str = value(
        ResumeColumn.FAILURE_CODE,
        compute=lambda code: FAILURE_MESSAGES[FailureCode(code)],
        description="The reason, for people.",
    )


@strawberry.type(description="An uploaded file with what was read from it.")
class Resume(Node):
    """A resume; only its owner and administrators get to see it."""

    id: strawberry.ID = value(ResumeColumn.ID, compute=resume_id, description="Global id.")
    database_id: int = value(ResumeColumn.ID, description="The number that REST knows the resume by.")
    status: str = value(
        ResumeColumn.STATE,
        compute=STATUS_TEXTS.__getitem__,
        description="How far the work is, in words: `上传成功`, `分析中`, `分析完成` or `分析失败`.",
    )
    state: ResumeState = value(ResumeColumn.STATE, compute=ResumeState, description="How far the work is.")
    upload_time: str = value(
        ResumeColumn.UPLOAD_TIME, description="When the file was uploaded, ISO 8601 with offset."
    )
    file_name: str = value(ResumeColumn.FILE_NAME, description="The name its owner gave the file.")
    media_type: str = value(ResumeColumn.MEDIA_TYPE, description="What the file is, told from its content.")
    size_bytes: int = value(ResumeColumn.SIZE_BYTES, description="The file's size in bytes.")
    page_count: int | None = value(
        ResumeColumn.PAGE_COUNT, description="How many pages it has; null as long as it is not analysed."
    )
    catalogue_version: int = value(
        ResumeColumn.CATALOGUE_VERSION,
        description="The version of the catalogue of positions that its matches were made with; it rises "
        "with each change, and the matches follow in the background.",
    )
    failure: Failure | None = nested(
        present=ResumeColumn.FAILURE_CODE, description="Why the analysis failed; null unless it did."
    )
    owner: Annotated[User, strawberry.lazy("graphql_schema.types.users.types")] = nested(
        description="Whose resume it is."
    )
    analysis: Analysis | None = nested(
        present=AnalysisColumn.RESUME_ID,
        description="What was read from it; null unless its state is `ANALYSED`.",
    )

    @relation(
        list[Match],
        Matches(),
        key=ResumeColumn.RESULT_ID,
        description="The positions that fit, best first; empty unless its state is `ANALYSED`.",
    )
    def matches(
        self,
        first: Annotated[
            int | None, strawberry.argument(description="How many at most, up to 100.")
        ] = DEFAULT_MATCHES,
    ) -> int:
        return match_count(first)
