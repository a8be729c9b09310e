"""Analysis: what was read from a resume. Its fields follow from the declared ones."""

from __future__ import annotations

import strawberry

from domain.analyses.columns import AnalysisColumn
from graphql_schema.reading import items, nested
from graphql_schema.types.declared import declared
from graphql_schema.types.evidence import Evidence


@strawberry.type(description="How to reach the person.")
@declared("basicInfo.contact")
class Contact:
    """The contact part of an analysis."""


@strawberry.type(description="Who the person is.")
@declared("basicInfo")
class BasicInfo:
    """The personal part of an analysis."""

    contact: Contact = nested(description="How to reach the person.")


@strawberry.type(description="The facts read from a resume; null or empty where it does not state them.")
@declared("", after="basic_info")
class Analysis:
    """An analysis."""

    basic_info: BasicInfo = nested(description="Who the person is.")
    evidence: list[Evidence] = items(
        AnalysisColumn.EVIDENCE,
        description="Where every value was read, and how likely it is right: one for each field that is not"
        " null and for each item of the lists of texts. Entries of `education` and `experience` bring their"
        " own.",
    )
