from __future__ import annotations

from io import BytesIO

import pytest
from graphql import GraphQLError
from starlette.datastructures import UploadFile

from graphql_schema.types.scalars import UPLOAD, parse_moment


@pytest.mark.parametrize(
    "text",
    ["2026-05-04T09:30:00+08:00", "2026-05-04T01:30:00Z", "2026-05-04T01:30:00.000000+00:00"],
)
def test_a_moment_of_any_offset_is_taken_as_the_tables_keep_it(text: str) -> None:
    assert parse_moment(text) == "2026-05-04T01:30:00.000000+00:00"


@pytest.mark.parametrize("given", ["2026-05-04T09:30:00", "tomorrow", "", 1_777_858_200, None])
def test_a_moment_without_offset_or_of_another_form_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match="A DateTime"):
        parse_moment(given)


def test_a_file_passes_as_it_is() -> None:
    file = UploadFile(BytesIO(b"x"))
    assert UPLOAD.parse_value is not None
    assert UPLOAD.parse_value(file) is file


@pytest.mark.parametrize("value", ["text", None, {"name": "x"}, ["x"]])
def test_what_stands_in_json_is_no_file(value: object) -> None:
    assert UPLOAD.parse_value is not None
    with pytest.raises(GraphQLError, match="multipart"):
        UPLOAD.parse_value(value)
