"""Importing postings over GraphQL: the same use case as on the command line."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from domain import policies
from domain.errors import InvalidInput
from domain.positions.importing.models import Rejection, RejectionReason
from graphql_schema.types.enums import describe
from graphql_schema.types.operations import Info, mutation
from graphql_schema.types.outcomes import FILE_REFUSALS, FileRejectedError, FileRejection, InvalidInputError

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


@strawberry.type(
    description="The file was imported. `addedCount`, `changedCount`, `unchangedCount`, "
    "`repeatedCount` and `rejectedCount` add up to `rowCount`."
)
class ImportPositionsSuccess:
    """What `importPositions` returns when the file could be read: how many rows had which fate."""

    row_count: int = strawberry.field(
        description="The file has this many rows, without the row that names the columns."
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
        "without `replace`."
    )
    rejected_count: int = strawberry.field(description="This many rows were not imported.")
    rejected: list[RejectedRow] = strawberry.field(
        description="These are the rejected rows, at most the first hundred."
    )


ImportPositionsPayload = Annotated[
    ImportPositionsSuccess | InvalidInputError | FileRejectedError,
    strawberry.union(
        "ImportPositionsPayload", description="An import either succeeds or is refused with a reason."
    ),
]


@strawberry.input(description="This says which field a column of the file holds.")
class ColumnMappingInput:
    """Says for one column what it holds, where the import does not know its name; an item of `mappings`."""

    column: str = strawberry.field(description="The column has this name in the file.")
    field: str = strawberry.field(
        description="The column holds this field, such as `title`, `salary` or `external_id`. With "
        "`-` the column is ignored."
    )


@strawberry.input(description="This says how a file of postings is imported.")
class ImportPositionsInput:
    """The arguments of `importPositions` beside the file."""

    source: str = strawberry.field(
        description="The positions are known under this name, of 1 to 64 letters, digits, dots, "
        "hyphens or underscores. Importing again under the same name updates them. "
        "`bundled` is reserved."
    )
    encoding: str | None = strawberry.field(
        default=None,
        description="A text file has this encoding, like `gb18030`. Without it the encoding is "
        "worked out from the content.",
    )
    mappings: list[ColumnMappingInput] = strawberry.field(
        default_factory=list,
        description="These say what the columns hold whose names the import does not know. The "
        "usual Chinese and English names need none.",
    )
    replace: bool = strawberry.field(
        default=False,
        description="With true, positions of this source that the file does not have are removed.",
    )
    dry_run: bool = strawberry.field(
        default=False, description="With true, the rows are only read and counted, and nothing is changed."
    )


@strawberry.type
class PositionMutations:
    """The mutation by which an administrator brings postings into the catalogue."""

    @mutation(
        permission=policies.IMPORT_POSITIONS,
        description="Imports postings into the catalogue of positions. Only an administrator may do "
        "so. Resumes are matched with them within seconds.",
    )
    async def import_positions(
        self,
        info: Info,
        file: Annotated[
            Upload,
            strawberry.argument(
                description="The file is CSV, TSV, JSON Lines or XLSX. Its format is worked out from its "
                "content."
            ),
        ],
        input: Annotated[  # noqa: A002
            ImportPositionsInput,
            strawberry.argument(description="This says under which name the file is imported, and how."),
        ],
    ) -> ImportPositionsPayload:
        viewer = info.context.require_viewer()
        try:
            counts, rejected = await info.context.positions.import_upload(
                viewer,
                file,  # type: ignore[arg-type]
                source=input.source,
                encoding=input.encoding,
                mappings=[f"{mapping.column}={mapping.field}" for mapping in input.mappings],
                replace=input.replace,
                dry_run=input.dry_run,
            )
        except FILE_REFUSALS as error:
            return FileRejectedError(code=FileRejection(error.code), message=error.message)
        except InvalidInput as error:
            return InvalidInputError(message=error.message)
        return ImportPositionsSuccess(
            row_count=counts.rows,
            added_count=counts.added,
            changed_count=counts.changed,
            unchanged_count=counts.unchanged,
            repeated_count=counts.repeated,
            removed_count=counts.removed,
            rejected_count=counts.rejected,
            rejected=[_rejected_row(rejection) for rejection in rejected],
        )


def _rejected_row(rejection: Rejection) -> RejectedRow:
    return RejectedRow(line=rejection.line, reason=rejection.reason, message=rejection.message)
