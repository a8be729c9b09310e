from __future__ import annotations

from graphql import GraphQLError

from graphql_schema.admission.refusals import Refused, limited, refused, unauthenticated, with_code


def test_a_refusal_says_what_is_wrong_and_leaves_the_status_to_the_form_of_the_answer() -> None:
    refusal = refused("TOO_BAD", "It is too bad.")
    assert (str(refusal), refusal.status, refusal.headers) == ("It is too bad.", None, [])
    assert refusal.errors[0].extensions == {"code": "TOO_BAD"}


def test_a_refusal_of_several_errors_says_them_all() -> None:
    assert str(Refused([GraphQLError("One."), GraphQLError("Two.")])) == "One.; Two."


def test_an_error_keeps_the_code_that_it_has() -> None:
    assert with_code(GraphQLError("No."), "A").extensions == {"code": "A"}
    assert with_code(GraphQLError("No.", extensions={"code": "B"}), "A").extensions == {"code": "B"}


def test_who_asks_too_often_is_told_how_long_to_wait_where_that_helps() -> None:
    assert limited("Wait.", retry_after_seconds=7).headers == [(b"retry-after", b"7")]
    assert limited("Never.", retry_after_seconds=None).headers == []
    assert limited("Wait.", retry_after_seconds=7).status == 429


def test_who_is_unknown_is_told_how_to_say_who_they_are() -> None:
    refusal = unauthenticated()
    assert (refusal.status, refusal.headers) == (401, [(b"www-authenticate", b"Bearer")])
