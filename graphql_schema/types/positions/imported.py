"""What came of an import: the fate of its rows and columns, and the first rows as they are kept."""

from __future__ import annotations

from collections.abc import Sequence

import anyio
import strawberry

from domain.positions.files import MOST_REJECTIONS, Imported
from domain.positions.importing.models import Posting, Rejection, RejectionReason
from domain.positions.importing.reports import MOST_SHOWN, Resemblance, rejected_csv
from domain.positions.models import web_address
from domain.vocabulary.degrees import DegreeLevel
from graphql_schema.types.enums import describe
from graphql_schema.types.positions.pay import PositionPay, pay_of

_MOST_LISTED = 100

describe(
    Resemblance,
    "This says what a column that was not imported looks like.",
    PAY="The column looks like pay. It can be mapped to `salary`.",
    PLACE="The column looks like a place. It can be mapped to `city`.",
    DATE="The column looks like a date. Positions have none.",
)
describe(
    RejectionReason,
    "This says why a row of a file was not imported.",
    NO_TITLE="The row has no title.",
    TITLE_TOO_LONG="The title is too long to be one.",
    ID_TOO_LONG="The row's id is too long to be one.",
    REPEATED_ID="An earlier row has the same id, but other content.",
    WRONG_OCCUPATION_CODE="The occupation code does not have the form of the Chinese classification, like "
    "`2-02-10-03`.",
    UNDECODABLE="The title or the id holds bytes that the file's encoding does not know.",
    TOO_MANY_CELLS="The row has more cells than the file has columns.",
    CELL_TOO_LONG="The row, or one of its cells, is too long.",
    OPEN_QUOTE="The row opens a quotation mark that is never closed.",
    NOT_JSON="The line is not a JSON object.",
)


@strawberry.type(description="This is a row of a file that was not imported.")
class RejectedRow:
    """One row that an import left out, with its reason, so that whoever keeps the file can mend it."""

    line: int = strawberry.field(
        description="The row begins on this line of the file, or is this row of the sheet. The "
        "first one is 1."
    )
    reason: RejectionReason = strawberry.field(description="This is the reason as a code, for programs.")
    message: str = strawberry.field(
        description="This is the reason as a Chinese sentence that can be shown to the user."
    )


async def _rejected_csv(root: strawberry.Parent[ImportPositionsSuccess]) -> str:
    # Of very many rows it takes a good part of a second.
    return await anyio.to_thread.run_sync(rejected_csv, root.refused)


@strawberry.type(
    description="The file was imported. `addedCount`, `changedCount`, `unchangedCount`, "
    "`repeatedCount` and `rejectedCount` add up to `rowCount`."
)
class ImportPositionsSuccess:
    """What `importPositions` returns when the file could be read: how many rows had which fate."""

    row_count: int = strawberry.field(
        description="The file has this many rows, without the row that names the columns. Where `rows` was "
        "given, at most that many were read."
    )
    is_whole: bool = strawberry.field(
        description="With false, the file has more rows than `rows` let be read, and the counts tell of "
        "those that were."
    )
    added_count: int = strawberry.field(description="This many rows became new positions.")
    changed_count: int = strawberry.field(
        description="This many rows changed a position that was there already."
    )
    unchanged_count: int = strawberry.field(
        description="This many rows say the same as a position that was there already."
    )
    repeated_count: int = strawberry.field(
        description="This many rows say the same as an earlier row of the file."
    )
    removed_count: int = strawberry.field(
        description="This many positions were removed because the file does not have them. It is 0 "
        "without `replace`, and where not all rows were read."
    )
    rejected_count: int = strawberry.field(description="This many rows were not imported.")
    rejected: list[RejectedRow] = strawberry.field(
        description=f"These are the rejected rows, at most the first {_MOST_LISTED}. `rejectedCsv` tells all."
    )
    columns: list[ImportedColumn] = strawberry.field(
        description="These are the columns of the file in their order, those that were taken and those "
        "that were left."
    )
    first_rows: list[ImportedRow] = strawberry.field(
        description=f"These are the first rows as they are imported, at most {MOST_SHOWN}. With `dryRun` "
        "they are a preview."
    )
    head_line: int = strawberry.field(
        description="This line of the file, or row of the sheet, names the columns. What stands above it "
        "was left. It is 0 for JSON, where each row names its own."
    )
    sheet: str | None = strawberry.field(
        description="This sheet of the workbook was read. It is null for other files."
    )
    other_sheets: list[str] = strawberry.field(
        description="These visible sheets of the workbook were not read."
    )
    refused: strawberry.Private[Sequence[Rejection]]

    rejected_csv: str = strawberry.field(
        resolver=_rejected_csv,
        description="These are the rejected rows as a CSV file with the columns `line`, `reason` and "
        f"`message`, at most the first {MOST_REJECTIONS}.",
    )


@strawberry.type(description="This is a column of an imported file.")
class ImportedColumn:
    """What became of a column, so that nobody misses one that was left."""

    name: str = strawberry.field(description="The column has this name in the file.")
    field: str | None = strawberry.field(
        description="The column was taken as this field, such as `title` or `salary`. It is null where "
        "the column was left."
    )
    looks_like: Resemblance | None = strawberry.field(
        description="A column that was left looks like this, and may have been meant. Show a warning. It is "
        "null where the column was taken or looks like nothing that positions have."
    )


@strawberry.type(description="This is a row of a file as it is imported, for a preview.")
class ImportedRow:
    """One of the first rows of an import in the form in which it is kept."""

    line: int = strawberry.field(
        description="The row begins on this line of the file, or is this row of the sheet."
    )
    external_id: str = strawberry.field(
        description="The position is known by this id in its source. Where the file gives none, it is a "
        "hash of the content."
    )
    title: str = strawberry.field(description="This is the title.")
    company: str | None = strawberry.field(description="This is the employer, or null.")
    city: str | None = strawberry.field(description="The work is in this city, or it is null.")
    pay: PositionPay | None = strawberry.field(
        description="This is the pay as it was understood. It is null where no amount was found."
    )
    salary_text: str | None = strawberry.field(
        description="This is the pay as it is shown, with what the names of columns add. It is null where "
        "the row tells none."
    )
    degree: DegreeLevel = strawberry.field(
        description="At least this degree is asked for. It is `NONE` where none is."
    )
    years_min: int = strawberry.field(
        description="At least this many years of experience are asked for. It is 0 where none are."
    )
    skills: list[str] = strawberry.field(description="These skills are asked for.")
    url: str | None = strawberry.field(description="The posting is at this address, or it is null.")


def success_of(imported: Imported) -> ImportPositionsSuccess:
    """Return an import's report as clients see it."""
    report, rejected = imported
    counts, place = report.counts, report.place
    return ImportPositionsSuccess(
        row_count=counts.rows,
        is_whole=report.is_whole,
        added_count=counts.added,
        changed_count=counts.changed,
        unchanged_count=counts.unchanged,
        repeated_count=counts.repeated,
        removed_count=counts.removed,
        rejected_count=counts.rejected,
        rejected=[_rejected_row(rejection) for rejection in rejected[:_MOST_LISTED]],
        columns=[
            ImportedColumn(name=column.name, field=column.field, looks_like=column.looks_like)
            for column in report.columns
        ],
        first_rows=[_imported_row(posting) for posting in report.first],
        head_line=place.head_line,
        sheet=place.sheet,
        other_sheets=list(place.other_sheets),
        refused=rejected,
    )


def _imported_row(posting: Posting) -> ImportedRow:
    return ImportedRow(
        line=posting.line,
        external_id=posting.external_id,
        title=posting.title_zh or posting.title_en or "",
        company=posting.company,
        city=posting.city,
        pay=pay_of(posting.salary),
        salary_text=None if posting.salary is None else posting.salary.printed,
        degree=posting.degree,
        years_min=posting.years_min,
        skills=list(posting.skills),
        url=None if posting.url is None else web_address(posting.url),
    )


def _rejected_row(rejection: Rejection) -> RejectedRow:
    return RejectedRow(line=rejection.line, reason=rejection.reason, message=rejection.message)
