from __future__ import annotations

import logging

import pytest
from graphql import GraphQLError

from domain.errors import InvalidInput, NotFound
from domain.input_rules import InputRule
from graphql_schema.errors import failure, presented


def located(cause: Exception) -> GraphQLError:
    return GraphQLError(str(cause), path=["resume", 0], original_error=cause)


def test_an_error_of_the_domain_is_told_with_its_code() -> None:
    shown = presented(located(NotFound()), request_id="1")
    assert (shown.extensions, shown.path) == ({"code": "NOT_FOUND"}, ["resume", 0])
    assert presented(located(InvalidInput("No.")), request_id="1").extensions == {"code": "BAD_USER_INPUT"}


def test_the_rule_that_input_breaks_is_told_where_it_has_a_name() -> None:
    shown = presented(located(InvalidInput("No.", rule=InputRule.OWN_ROLE)), request_id="1")
    assert shown.extensions == {"code": "BAD_USER_INPUT", "rule": "OWN_ROLE"}


@pytest.mark.parametrize("path", [None, ["resume"]])
def test_what_the_engine_refuses_is_the_clients_mistake(path: list[str | int] | None) -> None:
    shown = presented(GraphQLError("Expected Int.", path=path), request_id="1")
    assert (shown.message, shown.extensions) == ("Expected Int.", {"code": "BAD_USER_INPUT"})


def test_an_error_that_has_a_code_is_left_as_it_is() -> None:
    error = GraphQLError("No.", extensions={"code": "NO"})
    assert presented(error, request_id="1") is error


def test_an_error_that_nobody_foresaw_is_masked_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        shown = presented(located(RuntimeError("password")), request_id="7")
    assert shown.extensions == {"code": "INTERNAL", "requestId": "7"}
    assert "password" not in shown.message
    assert [record.getMessage() for record in caplog.records] == ["request 7 failed at resume.0"]
    assert failure(RuntimeError(), request_id="8").extensions == {"code": "INTERNAL", "requestId": "8"}
