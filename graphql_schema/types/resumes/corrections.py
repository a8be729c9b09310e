"""Mutations by which people correct what was read. The input follows from the declared fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields as dataclass_fields
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from domain import policies
from domain.analyses.declaring import Entries, Field, Many, One, Part, PartKind
from domain.analyses.fields import FIELDS
from domain.analyses.stating import ENTRY, LONGEST_TEXT, MOST_LISTED
from graphql_schema.ids import ResumeRequest, requested_resume
from graphql_schema.types.declared import TYPES
from graphql_schema.types.enums import AnalysisField
from graphql_schema.types.operations import Info, mutation, object_of
from graphql_schema.types.outcomes import InvalidInputError
from graphql_schema.types.resumes.types import Resume


def _made(name: str, description: str, leaves: dict[str, tuple[Any, str]]) -> Any:
    """Return an input type whose fields may all be left out."""
    made = type(name, (), {"__doc__": description})
    for key, (_, described) in leaves.items():
        setattr(made, key, strawberry.field(default=UNSET, description=described))
    made.__annotations__ = {key: kind | None for key, (kind, _) in leaves.items()}
    return strawberry.input(made, description=description)


def _entry_input(field: Entries[Any]) -> Any:
    leaves: dict[str, tuple[Any, str]] = {
        ENTRY: (
            int,
            "The entry stands at this place in the present list, and the first one is 0. The parts that are "
            "not given stay as they are. It is left out for a new entry.",
        )
    }
    for part in field.parts:
        # What holds members follows from the others.
        if part.description and part.members is None:
            leaves[part.name] = (TYPES[part.kind], part.description)
    return _made(f"{field.entry}Input", f"This states an entry of `{field.schema_path}`.", leaves)


def _stated_type(field: Field[Any]) -> Any:
    if isinstance(field, One):
        part: Part = field.columns[0]
        return TYPES[part.kind] if part.members is None else part.members
    if isinstance(field, Many):
        return list[str]
    assert isinstance(field, Entries)
    entry: Any = _entry_input(field)
    return list[entry]


def _described(field: Field[Any]) -> str:
    at = f"This is set as `{field.schema_path}`. Null says that the resume does not state it."
    if isinstance(field, One):
        part = field.columns[0]
        is_text = part.kind is PartKind.TEXT and part.members is None
        return f"{at} {LONGEST_TEXT} characters are allowed." if is_text else at
    return f"{at} It is the whole list, in which {MOST_LISTED} items are allowed."


def _corrections(fields: Iterable[Field[Any]] = FIELDS) -> Any:
    return _made(
        "AnalysisFieldsInput",
        "These are the fields that are corrected. Those that are left out stay as they are.",
        {field.name: (_stated_type(field), _described(field)) for field in fields},
    )


AnalysisFieldsInput: Any = _corrections()


def _given(stated: Any) -> dict[str, Any]:
    """Return what is stated, without what was left out."""
    found = {part.name: getattr(stated, part.name) for part in dataclass_fields(stated)}
    return {name: _plain(value) for name, value in found.items() if value is not UNSET}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [item if isinstance(item, str) else _given(item) for item in value]
    return value


@strawberry.input(description="This says which fields of which resume are corrected, and to what.")
class CorrectAnalysisInput:
    """The arguments of `correctAnalysis`."""

    resume: strawberry.ID = strawberry.field(description="The resume has this `id`, or this `databaseId`.")
    fields: AnalysisFieldsInput = strawberry.field(description="These fields are corrected.")


@strawberry.input(description="This says which corrections of which resume are taken back.")
class TakeBackCorrectionsInput:
    """The arguments of `takeBackCorrections`."""

    resume: strawberry.ID = strawberry.field(description="The resume has this `id`, or this `databaseId`.")
    fields: list[AnalysisField] = strawberry.field(
        description="The corrections of these fields are taken back. Fields that were not corrected stay as "
        "they are."
    )


@strawberry.type(description="The analysis was changed, and its matches were made again.")
class CorrectAnalysisSuccess:
    """What a correction returns when it is done."""

    resume: Resume = strawberry.field(description="This is the resume with its new analysis and matches.")


CorrectAnalysisPayload = Annotated[
    CorrectAnalysisSuccess | InvalidInputError,
    strawberry.union(
        "CorrectAnalysisPayload", description="A correction either succeeds or is refused with a reason."
    ),
]


@strawberry.type
class CorrectionMutations:
    """The mutations by which an analysis is corrected, and corrections are taken back."""

    @mutation(
        permission=policies.CORRECT_ANALYSIS,
        description="Sets fields of a resume's analysis to what they should be, and makes the matches again "
        "at once. Only its owner and administrators may do so. The corrections stay when the resume is "
        "analysed again. A newer reading that says something else is offered in `Correction.offered`.",
    )
    async def correct_analysis(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            CorrectAnalysisInput, strawberry.argument(description="This says what is corrected.")
        ],
    ) -> CorrectAnalysisPayload:
        viewer = info.context.require_viewer()
        wanted = requested_resume(input.resume)
        await info.context.corrections.correct_analysis(viewer, wanted, _given(input.fields))
        return CorrectAnalysisSuccess(resume=await object_of(info, ResumeRequest(wanted)))

    @mutation(
        permission=policies.CORRECT_ANALYSIS,
        description="Takes corrections of a resume back, so that the fields say what the newest reading "
        "says, and makes the matches again at once. Only its owner and administrators may do so.",
    )
    async def take_back_corrections(
        self,
        info: Info,
        input: Annotated[  # noqa: A002
            TakeBackCorrectionsInput, strawberry.argument(description="This says what is taken back.")
        ],
    ) -> CorrectAnalysisPayload:
        viewer = info.context.require_viewer()
        wanted = requested_resume(input.resume)
        names = [field.value for field in input.fields]
        await info.context.corrections.take_back_corrections(viewer, wanted, names)
        return CorrectAnalysisSuccess(resume=await object_of(info, ResumeRequest(wanted)))
