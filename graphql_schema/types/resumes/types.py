"""Resume: an uploaded file and how far the work on it is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import orjson
import strawberry

from domain import policies
from domain.analyses.columns import AnalysisColumn
from domain.documents.errors import FAILURE_MESSAGES, FailureCode
from domain.errors import InvalidInput
from domain.exports.forms import ExportFormat
from domain.matches.absence import NoMatches, why_none
from domain.resumes.columns import ResumeColumn
from domain.resumes.duplicates import DuplicateColumn, DuplicateSign
from domain.resumes.models import STATUS_TEXTS, ResumeState
from domain.searching.passages import MOST_PASSAGES
from graphql_schema.blind import NOTHING, STARS
from graphql_schema.ids import resume_id
from graphql_schema.pages import Order
from graphql_schema.reading import nested, relation, value
from graphql_schema.sources.duplicates import Duplicates
from graphql_schema.sources.exports import ExportedAnalyses
from graphql_schema.sources.matches import Matches
from graphql_schema.sources.passages import PassageRequest, Passages
from graphql_schema.sources.resume_pages import OriginalsOfResumes, PagesOfResumes
from graphql_schema.types.analyses import Analysis
from graphql_schema.types.enums import describe
from graphql_schema.types.exports import EXPORT_POINTS, ExportedFile, ExportFormatArgument
from graphql_schema.types.matches import DEFAULT_MATCHES, Match, match_count
from graphql_schema.types.node import Node
from graphql_schema.types.passages import DEFAULT_PASSAGES, PASSAGES_POINTS, Passage, passage_request
from graphql_schema.types.resume_pages import PAGES_POINTS, OriginalFile, ResumePage
from graphql_schema.types.resumes.duplicates import (
    DEFAULT_DUPLICATES,
    DUPLICATES_POINTS,
    DuplicatesArgument,
    duplicate_count,
    duplicate_signs,
)

if TYPE_CHECKING:
    from graphql_schema.types.users.types import User


class ResumeOrder(Enum):
    """The orders in which resumes can be listed. Rows with equal values are ordered by their ids."""

    ID_ASC = Order(ResumeColumn.ID, "id")
    ID_DESC = Order(ResumeColumn.ID, "id", descending=True)
    UPLOAD_TIME_ASC = Order(ResumeColumn.UPLOAD_TIME, "upload_time", value=str)
    UPLOAD_TIME_DESC = Order(ResumeColumn.UPLOAD_TIME, "upload_time", value=str, descending=True)
    FILE_NAME_ASC = Order(ResumeColumn.FILE_NAME, "file_name", value=str)
    FILE_NAME_DESC = Order(ResumeColumn.FILE_NAME, "file_name", value=str, descending=True)
    RELEVANCE_DESC = Order(ResumeColumn.RELEVANCE, "relevance", value=float, descending=True)
    REVIEW_ASC = Order(ResumeColumn.REVIEW_WEIGHT, "review", value=float)
    REVIEW_DESC = Order(ResumeColumn.REVIEW_WEIGHT, "review", value=float, descending=True)


describe(
    ResumeOrder,
    "This says in which order resumes are listed.",
    ID_ASC="The resume that was added first comes first, as over REST.",
    ID_DESC="The resume that was added last comes first.",
    UPLOAD_TIME_ASC="The earliest upload comes first.",
    UPLOAD_TIME_DESC="The latest upload comes first.",
    FILE_NAME_ASC="The resumes are sorted by file name, from A to Z.",
    FILE_NAME_DESC="The resumes are sorted by file name, from Z to A.",
    RELEVANCE_DESC="The resume that fits the text of the filter best comes first. It is refused without one.",
    REVIEW_ASC="The resume with the smallest `reviewWeight` comes first.",
    REVIEW_DESC="The resume with the largest `reviewWeight` comes first, which deserves a look most.",
)

ResumeArgument = Annotated[
    strawberry.ID, strawberry.argument(description="The resume has this `id`, or this `databaseId`.")
]
ResumeOrderArgument = Annotated[
    ResumeOrder | None, strawberry.argument(description="The resumes are listed in this order.")
]


def resume_order(given: ResumeOrder | None, *, ranked: bool = False) -> Order:
    """Return the order that is asked for. Raises `InvalidInput` where nothing tells what is relevant."""
    if given is ResumeOrder.RELEVANCE_DESC and not ranked:
        raise InvalidInput("按相关度排序时须有搜索文字")
    return (given or ResumeOrder.ID_ASC).value


def _why_no_matches(
    unmatched_id: int | None, interest: str | None, titles: str | None, skills: str | None
) -> NoMatches | None:
    if unmatched_id is None:
        return None
    return why_none(interest, orjson.loads(titles or "[]"), orjson.loads(skills or "[]"))


@strawberry.type(description="This says why a file could not be analysed.")
class Failure:
    """Why an analysis failed, as a code for programs and a sentence for people."""

    code: FailureCode = value(
        ResumeColumn.FAILURE_CODE,
        compute=FailureCode,
        description="This is the reason as a code, for programs.",
    )
    message: str = value(
        ResumeColumn.FAILURE_CODE,
        compute=lambda code: FAILURE_MESSAGES[FailureCode(code)],
        description="This is the reason as a Chinese sentence that can be shown to the user.",
    )


@strawberry.type(
    description="A resume is an uploaded file together with what was read from it. Only its "
    "owner and administrators can see it."
)
class Resume(Node):
    """A resume; only its owner and administrators get to see it."""

    id: strawberry.ID = value(
        ResumeColumn.ID,
        compute=resume_id,
        description="This id is unique among all objects, and never changes.",
    )
    database_id: int = value(
        ResumeColumn.ID, description="The REST interface knows the resume by this number."
    )
    status: str = value(
        ResumeColumn.STATE,
        compute=STATUS_TEXTS.__getitem__,
        description="This says in Chinese how far the work is, with one of `上传成功`, `分析中`, `分析完成` "
        "and `分析失败`.",
    )
    state: ResumeState = value(
        ResumeColumn.STATE, compute=ResumeState, description="This says how far the work is, as a code."
    )
    upload_time: str = value(
        ResumeColumn.UPLOAD_TIME,
        description="The file was uploaded at this moment. The text is ISO 8601 with the offset from UTC.",
    )
    file_name: str = value(
        ResumeColumn.FILE_NAME, hidden=STARS, description="The file had this name when it was uploaded."
    )
    media_type: str = value(
        ResumeColumn.MEDIA_TYPE,
        description="This is the type of the file, like `application/pdf`. It is worked out from "
        "the content.",
    )
    size_bytes: int = value(ResumeColumn.SIZE_BYTES, description="The file has this size, in bytes.")
    page_count: int | None = value(
        ResumeColumn.PAGE_COUNT,
        description="The file has this many pages. It is null until the file has been read.",
    )
    catalogue_version: int = value(
        ResumeColumn.CATALOGUE_VERSION,
        description="The matches were made with this version of the catalogue of positions. The "
        "version rises with every change of the catalogue, and the matches are made "
        "again in the background. It is 0 before the first analysis.",
    )
    review_weight: float = value(
        ResumeColumn.REVIEW_WEIGHT,
        description="This says how much of the analysis deserves a look: it is the sum of the weights of all "
        "values, also those that are too sure to be listed in `Analysis.review`. It is 0 before the first "
        "analysis.",
    )
    failure: Failure | None = nested(
        present=ResumeColumn.FAILURE_CODE,
        description="This says why the analysis failed. It is null unless the state is `FAILED`.",
    )
    owner: Annotated[User, strawberry.lazy("graphql_schema.types.users.types")] = nested(
        description="This user uploaded the resume.", rule=policies.SEE_RESUME
    )
    analysis: Analysis | None = nested(
        present=AnalysisColumn.RESUME_ID,
        description="These are the facts that were read from the resume. It is null unless the "
        "state is `ANALYSED`.",
    )

    @relation(
        list[Passage],
        Passages(),
        key=ResumeColumn.ID,
        description="These are the passages of the resume that hold what is searched for, those that hold "
        "most of it first. Give it the text of the filter by which resumes are listed.",
        points=PASSAGES_POINTS,
    )
    def passages(
        self,
        text: Annotated[
            str | None,
            strawberry.argument(
                description="This is searched for, as by `ResumeFilter.text`. Without it there are none."
            ),
        ] = None,
        first: Annotated[
            int | None,
            strawberry.argument(
                description=f"Returns at most this many passages. The default is {DEFAULT_PASSAGES}, and "
                f"{MOST_PASSAGES} is the largest value."
            ),
        ] = DEFAULT_PASSAGES,
    ) -> PassageRequest:
        return passage_request(text, first)

    no_matches: NoMatches | None = value(
        ResumeColumn.UNMATCHED_ID,
        AnalysisColumn("career_interest"),
        AnalysisColumn("titles"),
        AnalysisColumn("skills"),
        compute=_why_no_matches,
        description="This says why there are no matches. It is null where there are some, and unless "
        "the state is `ANALYSED`. Of a file that is no resume, `failure` says so.",
    )

    @relation(
        list[Match],
        Matches(),
        key=ResumeColumn.RESULT_ID,
        description="These are the positions that fit, the best one first. The list is empty unless "
        "the state is `ANALYSED`. Where it is empty then, `noMatches` says why.",
    )
    def matches(
        self,
        first: Annotated[
            int | None,
            strawberry.argument(
                description="Returns at most this many matches. The default is 10, and 100 is the largest "
                "value."
            ),
        ] = DEFAULT_MATCHES,
    ) -> int:
        return match_count(first)

    @relation(
        list[ResumePage] | None,
        PagesOfResumes(),
        key=ResumeColumn.RESULT_ID,
        description="These are the pages of the resume with their pictures and lines. The list is empty "
        "unless the state is `ANALYSED`. It is null in blind operations alone.",
        points=PAGES_POINTS,
        hidden=NOTHING,
    )
    def pages(self) -> None:
        return None

    @relation(
        OriginalFile | None,
        OriginalsOfResumes(),
        key=ResumeColumn.ID,
        description="This is the file as it was uploaded. It is null in blind operations alone.",
        hidden=NOTHING,
    )
    def original(self) -> None:
        return None

    @relation(
        ExportedFile | None,
        ExportedAnalyses(),
        key=ResumeColumn.RESULT_ID,
        description="This is what was read from the resume as a file that other programs read. It is null "
        "unless the state is `ANALYSED`. Every export is an entry of the audit log.",
        points=EXPORT_POINTS,
    )
    def export(self, format: ExportFormatArgument = ExportFormat.JSON_RESUME) -> ExportFormat:  # noqa: A002
        return format

    @relation(
        list[Annotated["Duplicate", strawberry.lazy("graphql_schema.types.resumes.types")]],
        Duplicates(),
        key=ResumeColumn.ID,
        description="These are other resumes that are the same file, or that are the same person's. "
        "The surest come first, and of those the newest. A job seeker is told only of their own resumes, and "
        "an administrator of all. The same file is known when it is uploaded, and the same person when "
        "both resumes have been analysed.",
        points=DUPLICATES_POINTS,
    )
    def duplicates(self, first: DuplicatesArgument = DEFAULT_DUPLICATES) -> int:
        return duplicate_count(first)


@strawberry.type(
    description="This is another resume that is the same file or the same person's. Nothing is merged, "
    "both stay."
)
class Duplicate:
    """A resume that is like the one it hangs on, with the signs that tell so."""

    signs: list[DuplicateSign] = value(
        DuplicateColumn.SIGNS,
        compute=duplicate_signs,
        description="These values are equal in both resumes. The surest one comes first.",
    )
    resume: Resume = nested(description="This is the other resume.", rule=policies.SEE_RESUME)
