"""Resume: an uploaded file and how far the work on it is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from domain.documents.errors import FAILURE_MESSAGES, FailureCode
from domain.resumes.models import STATUS_TEXTS, ResumeState
from graphql_schema.ids import resume_id
from graphql_schema.reading import nested, relation, value
from graphql_schema.sources import Matches
from graphql_schema.types.analyses import Analysis
from graphql_schema.types.enums import describe
from graphql_schema.types.matches import DEFAULT_MATCHES, Match, match_count
from graphql_schema.types.node import Node

if TYPE_CHECKING:
    from graphql_schema.types.users.types import User


class ResumeOrder(Enum):
    """Each value is a column and whether it descends."""

    ID_ASC = ("id", False)
    ID_DESC = ("id", True)
    UPLOAD_TIME_ASC = ("upload_time", False)
    UPLOAD_TIME_DESC = ("upload_time", True)
    FILE_NAME_ASC = ("file_name", False)
    FILE_NAME_DESC = ("file_name", True)


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

    code: FailureCode = value("failure_code", compute=FailureCode, description="The reason, for programs.")
    message: str = value(
        "failure_code",
        compute=lambda code: FAILURE_MESSAGES[FailureCode(code)],
        description="The reason, for people.",
    )


@strawberry.type(description="An uploaded file with what was read from it.")
class Resume(Node):
    """A resume; only its owner and administrators get to see it."""

    id: strawberry.ID = value("id", compute=resume_id, description="Global id.")
    database_id: int = value("id", description="The number that REST knows the resume by.")
    status: str = value(
        "state",
        compute=STATUS_TEXTS.__getitem__,
        description="How far the work is, in words: `上传成功`, `分析中`, `分析完成` or `分析失败`.",
    )
    state: ResumeState = value("state", compute=ResumeState, description="How far the work is.")
    upload_time: str = value("upload_time", description="When the file was uploaded, ISO 8601 with offset.")
    file_name: str = value("file_name", description="The name its owner gave the file.")
    media_type: str = value("media_type", description="What the file is, told from its content.")
    size_bytes: int = value("size_bytes", description="The file's size in bytes.")
    page_count: int | None = value(
        "page_count", description="How many pages it has; null as long as it is not analysed."
    )
    catalogue_version: int = value(
        "catalogue_version",
        description="The version of the catalogue of positions that its matches were made with; it rises "
        "with each change, and the matches follow in the background.",
    )
    failure: Failure | None = nested(
        present="failure_code", description="Why the analysis failed; null unless it did."
    )
    owner: Annotated[User, strawberry.lazy("graphql_schema.types.users.types")] = nested(
        prefix="owner.", description="Whose resume it is."
    )
    analysis: Analysis | None = nested(
        prefix="analysis.",
        present="analysis.resume_id",
        description="What was read from it; null unless its state is `ANALYSED`.",
    )

    @relation(
        list[Match],
        Matches(),
        key="result_id",
        description="The positions that fit, best first; empty unless its state is `ANALYSED`.",
    )
    def matches(
        self,
        first: Annotated[
            int | None, strawberry.argument(description="How many at most, up to 100.")
        ] = DEFAULT_MATCHES,
    ) -> int:
        return match_count(first)
