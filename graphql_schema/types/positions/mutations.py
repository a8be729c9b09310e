"""Importing postings over GraphQL: the same use case as on the command line."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload

from domain import policies
from domain.positions.files import ImportOptions
from domain.positions.service import MOST_PREVIEWED
from graphql_schema.types.operations import Info, mutation
from graphql_schema.types.outcomes import FileRejectedError, InvalidInputError, NoTitleColumnError
from graphql_schema.types.positions.imported import ImportPositionsSuccess, success_of
from graphql_schema.types.scalars import DateTime, parse_moment

ImportPositionsPayload = Annotated[
    ImportPositionsSuccess | InvalidInputError | NoTitleColumnError | FileRejectedError,
    strawberry.union(
        "ImportPositionsPayload", description="An import either succeeds or is refused with a reason."
    ),
]


@strawberry.type(description="The file is kept for a while, so that it can be imported by its name.")
class KeepPositionsFileSuccess:
    """What `keepPositionsFile` returns when the file is kept."""

    kept_file: str = strawberry.field(
        description="`importKeptPositions` takes this for the file, from the same user alone."
    )
    expires_at: DateTime = strawberry.field(
        description="Until then the file is kept, unless it is imported before."
    )


KeepPositionsFilePayload = Annotated[
    KeepPositionsFileSuccess | FileRejectedError,
    strawberry.union(
        "KeepPositionsFilePayload", description="The file is kept, or not accepted with a reason."
    ),
]


@strawberry.type(description="The positions of the source were deleted.")
class DeletePositionsSuccess:
    """What `deletePositions` returns when the source had positions."""

    deleted_count: int = strawberry.field(description="This many positions were deleted.")


DeletePositionsPayload = Annotated[
    DeletePositionsSuccess | InvalidInputError,
    strawberry.union(
        "DeletePositionsPayload",
        description="The positions are deleted, or the source has none, or cannot be one.",
    ),
]


@strawberry.input(description="This says which positions are deleted.")
class DeletePositionsInput:
    """The arguments of `deletePositions`."""

    source: str = strawberry.field(
        description="The positions of this source are deleted, the name under which they were imported. "
        "`bundled` cannot be deleted."
    )


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
    """The arguments of `importPositions` and `importKeptPositions` beside the file."""

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
        default=False,
        description="With true, the rows are only read and counted, and nothing is changed. `firstRows` "
        "shows what would come of them.",
    )
    currency: str | None = strawberry.field(
        default=None,
        description="Pay that names no currency is in this one, an ISO 4217 code like `USD`. Without it, it "
        "is in `CNY`.",
    )
    sheet: str | None = strawberry.field(
        default=None,
        description="This sheet of a workbook is read. Without it, it is the first visible one with a "
        "column of titles.",
    )
    rows: int | None = strawberry.field(
        default=None,
        description="With `dryRun`, at most so many rows are read, from 1 to "
        f"{MOST_PREVIEWED}, which makes a preview of a large file quick. Without it, all are.",
    )


@strawberry.type
class PositionMutations:
    """The mutations by which an administrator brings postings into the catalogue and takes them back."""

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
                description="The file is CSV, TSV, JSON or XLSX. Its format is worked out from its content."
            ),
        ],
        input: Annotated[  # noqa: A002
            ImportPositionsInput,
            strawberry.argument(description="This says under which name the file is imported, and how."),
        ],
    ) -> ImportPositionsPayload:
        viewer = info.context.require_viewer()
        files = info.context.position_files
        return success_of(await files.import_upload(viewer, file, _options(input)))  # type: ignore[arg-type]

    @mutation(
        permission=policies.IMPORT_POSITIONS,
        description="Imports postings as `importPositions` does, from a file that was sent before. It is "
        "kept no longer once it is imported.",
    )
    async def import_kept_positions(
        self,
        info: Info,
        kept_file: Annotated[
            str,
            strawberry.argument(
                description="This is what `keepPositionsFile` returned for the file. Where it is not kept "
                "any more, `NO_FILE_UPLOADED` says that it has to be sent again."
            ),
        ],
        input: Annotated[  # noqa: A002
            ImportPositionsInput,
            strawberry.argument(description="This says under which name the file is imported, and how."),
        ],
    ) -> ImportPositionsPayload:
        viewer = info.context.require_viewer()
        files = info.context.position_files
        return success_of(await files.import_kept(viewer, kept_file, _options(input)))

    @mutation(
        permission=policies.IMPORT_POSITIONS,
        description="Keeps a file of postings for a while, so that it is sent once and can be previewed with "
        "one setting after another before it is imported. Only an administrator may do so.",
    )
    async def keep_positions_file(
        self,
        info: Info,
        file: Annotated[
            Upload, strawberry.argument(description="This is such a file as `importPositions` takes.")
        ],
    ) -> KeepPositionsFilePayload:
        viewer = info.context.require_viewer()
        kept = await info.context.position_files.keep(viewer, file)  # type: ignore[arg-type]
        return KeepPositionsFileSuccess(
            kept_file=kept.token, expires_at=parse_moment(kept.expires_at.isoformat())
        )

    @mutation(
        permission=policies.DELETE_POSITIONS,
        description="Takes an import back: deletes all positions of a source. Only an administrator may do "
        "so. Resumes are matched without them within seconds.",
    )
    async def delete_positions(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            DeletePositionsInput, strawberry.argument(description="This names the source.")
        ],
    ) -> DeletePositionsPayload:
        viewer = info.context.require_viewer()
        count = await info.context.positions.delete_positions(viewer, source=input.source)
        return DeletePositionsSuccess(deleted_count=count)


def _options(given: ImportPositionsInput) -> ImportOptions:
    return ImportOptions(
        source=given.source,
        encoding=given.encoding,
        mappings=tuple(f"{mapping.column}={mapping.field}" for mapping in given.mappings),
        replace=given.replace,
        dry_run=given.dry_run,
        most_rows=given.rows,
        sheet=given.sheet,
        currency=given.currency,
    )
