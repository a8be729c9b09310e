"""Corrections: what people say in the place of what was read."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.analyses.columns import ENTRIES, CorrectionKey, FieldValueKey
from graphql_schema.blind import NOTHING
from graphql_schema.ids import user_id
from graphql_schema.reading import items, nested, value
from graphql_schema.types.declared import entry_type
from graphql_schema.types.enums import AnalysisField
from graphql_schema.types.scalars import DateTime


def _lists_of_entries(cls: type) -> type:
    """Give a type a list for each field of entries."""
    for field in ENTRIES:
        entry: Any = entry_type(field)
        key = FieldValueKey(field.name)
        described = f"These are the entries, where the field is `{field.schema_path}`. Else it is empty."
        setattr(cls, field.name, items(key, description=described))
        cls.__annotations__[field.name] = list[entry]
    return cls


@strawberry.type(
    description="This is a value of any field of the analysis. All is null or empty for no value."
)
@_lists_of_entries
class FieldValue:
    """A value as a correction tells it, for a client that shows the one beside the other."""

    text: str | None = value(
        FieldValueKey.TEXT,
        hidden=NOTHING,
        description="This is the value as text, where the field has a single value. Else it is null.",
    )
    items: list[str] = value(
        FieldValueKey.ITEMS,
        description="These are the items, where the field is a list of texts. Else the list is empty.",
    )


@strawberry.type(
    description="A correction says what a field of an analysis is, in the place of what was read. It stays "
    "when the resume is analysed again."
)
class Correction:
    """A corrected field: what was said, what had been read, and what a newer reading says."""

    field: AnalysisField = value(
        CorrectionKey.FIELD, compute=AnalysisField, description="This field was corrected."
    )
    corrected: FieldValue = nested(
        inside=CorrectionKey.CORRECTED, description="The field was corrected to this value."
    )
    read: FieldValue = nested(
        inside=CorrectionKey.READ, description="This value had been read when it was corrected."
    )
    offered: FieldValue | None = nested(
        inside=CorrectionKey.OFFERED,
        present=CorrectionKey.OFFERED,
        description="A newer reading says this. It is null where it says what the correction says, or what "
        "had been read before. `takeBackCorrections` takes it over.",
    )
    corrected_at: DateTime = value(CorrectionKey.AT, description="It was corrected at this moment.")
    corrected_by: strawberry.ID = value(
        CorrectionKey.ACTOR_ID,
        compute=user_id,
        description="The user with this `id` made the correction, and may have left since.",
    )
