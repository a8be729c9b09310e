"""Analysis: what was read from a resume. Its fields follow from the declared ones."""

from __future__ import annotations

import strawberry

from domain.analyses.columns import AnalysisColumn
from graphql_schema.reading import items, nested, relation
from graphql_schema.sources.occupations import OccupationsOfResumes
from graphql_schema.types.corrections import Correction
from graphql_schema.types.declared import declared
from graphql_schema.types.evidence import Evidence
from graphql_schema.types.occupations import OCCUPATION_POINTS, Occupation
from graphql_schema.types.review import ReviewItem
from graphql_schema.types.warnings import AnalysisWarning


@strawberry.type(description="This says how the person can be reached.")
@declared("basicInfo.contact")
class Contact:
    """How to reach the person. Its fields are those declared for the place `basicInfo.contact`."""


@strawberry.type(description="This says who the person is.")
@declared("basicInfo")
class BasicInfo:
    """Who the person is. Its fields are those declared for the place `basicInfo`, and the contact."""

    contact: Contact = nested(description="This says how the person can be reached.")


@strawberry.type(
    description="These are the facts that were read from a resume. A value is null, and a list "
    "empty, where the resume does not state it."
)
@declared("", after="basic_info")
class Analysis:
    """What was read from a resume: the fields declared without a place, the person, evidence, warnings."""

    basic_info: BasicInfo = nested(description="This says who the person is.")
    evidence: list[Evidence] = items(
        AnalysisColumn.EVIDENCE,
        description="This says where every value was read and how likely it is to be right. There "
        "is one piece for each field that is not null and for each item of `schools`, "
        "`companies`, `titles` and `skills`. Entries of `education` and `experience` "
        "carry their own. A corrected value has none.",
    )
    warnings: list[AnalysisWarning] = items(
        AnalysisColumn.WARNINGS,
        description="These are warnings of words in the file that nobody sees, such as white words "
        "on white, 20 at most. The list is empty where there are none, and in analyses that were made "
        "before warnings were.",
    )
    corrections: list[Correction] = items(
        AnalysisColumn.CORRECTIONS,
        description="These are the fields that somebody has corrected with `correctAnalysis`. The other "
        "fields of the analysis have the corrected values already.",
    )
    review: list[ReviewItem] = items(
        AnalysisColumn.REVIEW,
        description="These are the values that deserve a look, the worst first, 30 at most: they are likely "
        "to be wrong, contradict each other or are missing, or a newer reading says otherwise. What somebody "
        "has corrected is not listed again.",
    )

    @relation(
        list[Occupation],
        OccupationsOfResumes(),
        key=AnalysisColumn.RESUME_ID,
        description="These are the occupations that the career interest and the titles name, by the codes of "
        "public classifications, as far as they tell them surely. Of skills no codes are known.",
        points=OCCUPATION_POINTS,
    )
    def occupations(self) -> None:
        return None
