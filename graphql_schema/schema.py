"""The schema, assembled from its nouns."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry.file_uploads import Upload
from strawberry.schema.config import StrawberryConfig

import graphql_schema.types.enums  # noqa: F401 - makes the domain's enums known
from graphql_schema.reading import relation
from graphql_schema.sources import Objects
from graphql_schema.transport.uploads import UPLOAD
from graphql_schema.types.imports import PositionMutations
from graphql_schema.types.mutations import Mutation as UserAndResumeMutations
from graphql_schema.types.node import Node, ObjectRequest, requested
from graphql_schema.types.positions import PositionQueries
from graphql_schema.types.resumes import ResumeQueries
from graphql_schema.types.scalars import DATE_TIME, DateTime
from graphql_schema.types.statistics import StatisticQueries
from graphql_schema.types.subscriptions import Subscription
from graphql_schema.types.users import UserQueries


@strawberry.type(description="What can be read.")
class Query(UserQueries, ResumeQueries, PositionQueries, StatisticQueries):
    """The root of queries."""

    @relation(Node | None, Objects(), description="Any object by its global id.")
    def node(
        self,
        id: Annotated[strawberry.ID, strawberry.argument(description="A global `id`.")],  # noqa: A002
    ) -> ObjectRequest:
        return requested(id)


@strawberry.type(description="What can be changed. Each needs a token but `register` and `login`.")
class Mutation(UserAndResumeMutations, PositionMutations):
    """The root of mutations."""


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map={DateTime: DATE_TIME, Upload: UPLOAD}),
)
