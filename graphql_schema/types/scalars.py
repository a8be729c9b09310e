"""Scalars beside GraphQL's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NewType

from graphql import GraphQLError
from starlette.datastructures import UploadFile
from strawberry import scalar
from strawberry.types.scalar import ScalarDefinition

DateTime = NewType("DateTime", str)
"""A moment as the tables keep it: ISO 8601 in UTC, of fixed width."""


def parse_moment(text: object) -> DateTime:
    """Return a client's moment in our form. Raises `ValueError`."""
    if not isinstance(text, str):
        raise ValueError("A DateTime is a string.")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("A DateTime is ISO 8601, like 2026-05-04T09:30:00+08:00.") from error
    if moment.tzinfo is None:
        raise ValueError("A DateTime needs its offset from UTC, like Z or +08:00.")
    return DateTime(moment.astimezone(UTC).isoformat(timespec="microseconds"))


DATE_TIME: ScalarDefinition = scalar(
    name="DateTime",
    description="This is a moment as ISO 8601 text with its offset from UTC, like "
    "`2026-05-04T01:30:00.000000+00:00`.",
    specified_by_url="https://scalars.graphql.org/andimarek/date-time",
    serialize=str,
    parse_value=parse_moment,
)


def _file(value: Any) -> UploadFile:
    if not isinstance(value, UploadFile):
        raise GraphQLError("A file must be sent in a part of its own of a multipart request.")
    return value


UPLOAD: ScalarDefinition = scalar(
    name="Upload",
    description="This is a file. It is sent as the GraphQL multipart request specification "
    "says, with null in its place in the JSON.",
    parse_value=_file,
)
"""The scalar of files: it takes what the transport puts into place, and nothing that stands in JSON."""
