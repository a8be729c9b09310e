"""Importing postings over GraphQL: the same use case as on the command line."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from domain.errors import InvalidInput
from domain.positions.importing.models import Rejection, RejectionReason
from graphql_schema.types.enums import describe
from graphql_schema.types.operations import Info, mutation
from graphql_schema.types.outcomes import FILE_REFUSALS, FileRejectedError, FileRejection, InvalidInputError

describe(
    RejectionReason,
    "Why a row is not imported.",
    NO_TITLE="It has no title.",
    TITLE_TOO_LONG="Its title is longer than any title is.",
    ID_TOO_LONG="Its id is longer than any id is.",
    REPEATED_ID="An earlier row has its id and says something else.",
    WRONG_OCCUPATION_CODE="Its occupation code is not of the form of the Chinese classification.",
    UNDECODABLE="Its title or id holds bytes that are not of the file's encoding.",
    TOO_MANY_CELLS="It has more cells than there are columns.",
    CELL_TOO_LONG="It, or one of its cells, is too long.",
    OPEN_QUOTE="It opens a quote that is never closed.",
    NOT_JSON="It is not a JSON object.",
)


@strawberry.type(description="A row that is not imported.")
class RejectedRow:
    """A refusal."""

    line: int = strawberry.field(description="The line where it begins; in a sheet, its row.")
    reason: RejectionReason = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")


@strawberry.type(description="The postings were imported; each row is counted once.")
class ImportPositionsSuccess:
    """An outcome."""

    row_count: int = strawberry.field(description="Rows read.")
    added_count: int = strawberry.field(description="Positions that are new.")
    changed_count: int = strawberry.field(description="Positions that were there and differ now.")
    unchanged_count: int = strawberry.field(description="Positions that were there, the same.")
    repeated_count: int = strawberry.field(description="Rows that say the same as an earlier row.")
    removed_count: int = strawberry.field(
        description="Positions removed because the file does not have them; only with `replace`."
    )
    rejected_count: int = strawberry.field(description="Rows not imported.")
    rejected: list[RejectedRow] = strawberry.field(description="The first hundred of the rejected rows.")


ImportPositionsPayload = Annotated[
    ImportPositionsSuccess | InvalidInputError | FileRejectedError,
    strawberry.union("ImportPositionsPayload", description="What became of an import."),
]


@strawberry.input(description="Which column of a file holds which field.")
class ColumnMappingInput:
    """An item of `mappings`."""

    column: str = strawberry.field(description="The column's name in the file.")
    field: str = strawberry.field(
        description="The field, such as `title`, `salary` or `external_id`; `-` ignores the column."
    )


@strawberry.input(description="How a file of postings is imported.")
class ImportPositionsInput:
    """The arguments of `importPositions` beside the file."""

    source: str = strawberry.field(
        description="Name under which the positions are known; importing again under it updates them."
    )
    encoding: str | None = strawberry.field(
        default=None, description="Of a text file; told from its content where not given."
    )
    mappings: list[ColumnMappingInput] = strawberry.field(
        default_factory=list, description="Columns whose names are not among the usual ones."
    )
    replace: bool = strawberry.field(
        default=False, description="Whether positions of the source that the file lacks are removed."
    )
    dry_run: bool = strawberry.field(default=False, description="Whether rows are only counted.")


@strawberry.type
class PositionMutations:
    """Mutations for positions."""

    @mutation(description="Import postings into the catalogue; only for administrators.")
    async def import_positions(
        self,
        info: Info,
        file: Annotated[
            Upload, strawberry.argument(description="CSV, TSV, JSON Lines or XLSX, told from its content.")
        ],
        input: Annotated[ImportPositionsInput, strawberry.argument(description="How.")],  # noqa: A002
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
