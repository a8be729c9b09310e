"""The schema, assembled from its nouns."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.directive import DirectiveLocation
from strawberry.file_uploads import Upload
from strawberry.schema.config import StrawberryConfig

import graphql_schema.types.enums  # noqa: F401 - makes the domain's enums known
from graphql_schema.blind import DIRECTIVE
from graphql_schema.ids import NodeRequest, requested_node
from graphql_schema.reading import relation
from graphql_schema.sources.nodes import AnyNode
from graphql_schema.types.audit import AuditQueries
from graphql_schema.types.candidates import CandidateQueries
from graphql_schema.types.node import Node
from graphql_schema.types.outcomes import REFUSALS
from graphql_schema.types.positions.mutations import PositionMutations
from graphql_schema.types.positions.queries import PositionQueries
from graphql_schema.types.resumes.bulk import BulkMutations, BulkSubscriptions
from graphql_schema.types.resumes.corrections import CorrectionMutations
from graphql_schema.types.resumes.facets import FacetQueries
from graphql_schema.types.resumes.mutations import ResumeMutations
from graphql_schema.types.resumes.queries import ResumeQueries
from graphql_schema.types.resumes.subscriptions import ResumeSubscriptions
from graphql_schema.types.resumes.uploads import ManyUploadMutations
from graphql_schema.types.scalars import DATE_TIME, UPLOAD, DateTime
from graphql_schema.types.statistics import StatisticQueries
from graphql_schema.types.users.mutations import RoleMutations, UserMutations
from graphql_schema.types.users.queries import UserQueries
from graphql_schema.types.webhooks.mutations import WebhookMutations
from graphql_schema.types.webhooks.queries import WebhookQueries


@strawberry.type(description="These are the questions that a client can ask. None of them changes anything.")
class Query(
    UserQueries,
    ResumeQueries,
    FacetQueries,
    PositionQueries,
    CandidateQueries,
    StatisticQueries,
    AuditQueries,
    WebhookQueries,
):
    """The root of queries."""

    @relation(
        Node | None,
        AnyNode(),
        description="Returns any object by its global id, with the same permissions as the query of "
        "its type. It is null, with an error `NOT_FOUND` or `FORBIDDEN`, where there is "
        "no such object or the user may not see it.",
    )
    def node(
        self,
        id: Annotated[strawberry.ID, strawberry.argument(description="The object has this `id`.")],  # noqa: A002
    ) -> NodeRequest:
        return requested_node(id)


@strawberry.type(
    description="These are the changes that a client can ask for. Each needs a token, except "
    "`register` and `login`."
)
class Mutation(
    UserMutations,
    ResumeMutations,
    ManyUploadMutations,
    BulkMutations,
    CorrectionMutations,
    RoleMutations,
    PositionMutations,
    WebhookMutations,
):
    """The root of mutations."""


@strawberry.type(
    description="These are the events that a client can follow, over a WebSocket or as "
    "server-sent events. Each needs a token."
)
class Subscription(ResumeSubscriptions, BulkSubscriptions):
    """The root of subscriptions."""


@strawberry.directive(
    name=DIRECTIVE,
    locations=[DirectiveLocation.QUERY, DirectiveLocation.MUTATION, DirectiveLocation.SUBSCRIPTION],
    description="An operation with this directive shows nothing by which a person is known, or is told to "
    "be of an age or a gender. Names, usernames, ages, dates of birth, genders, e-mail addresses, telephone "
    "numbers, names of files and texts of resumes are null, `***` or an empty list in its answer, and it "
    "makes no exports.",
)
def blind() -> None:
    """Say that an operation is to be blind; `execution` sees to it."""


schema = strawberry.Schema(
    directives=[blind],
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    exception_handlers=REFUSALS,
    config=StrawberryConfig(scalar_map={DateTime: DATE_TIME, Upload: UPLOAD}),
)
