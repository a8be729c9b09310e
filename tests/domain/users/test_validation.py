from __future__ import annotations

import pytest

from domain.errors import InvalidInput
from domain.users.validation import check_password, clean_email, clean_role, clean_username, username_key
from domain.viewers import Role


@pytest.mark.parametrize(("given", "clean"), [(" 周敏 ", "周敏"), ("ＺＨＯＵ", "ZHOU"), ("x" * 64, "x" * 64)])
def test_a_name_is_kept_in_its_usual_characters(given: str, clean: str) -> None:
    assert clean_username(given) == clean


@pytest.mark.parametrize("given", ["", " ", "x" * 65, "a\0b", "a\u200bb", "a\nb", "\ud800", "\u202eadmin"])
def test_a_name_that_nobody_can_read_is_refused(given: str) -> None:
    with pytest.raises(InvalidInput):
        clean_username(given)


@pytest.mark.parametrize(("name", "key"), [("Zhou", "zhou"), ("STRASSE", "strasse"), ("straße", "strasse")])
def test_names_are_the_same_whatever_their_case(name: str, key: str) -> None:
    assert username_key(name) == key


@pytest.mark.parametrize("given", ["x" * 6, "x" * 128, "密码密码密码", "with space"])
def test_a_password_may_be_any_text_of_its_length(given: str) -> None:
    check_password(given, min_length=6)


@pytest.mark.parametrize(
    ("given", "told"), [("x" * 5, "少于6"), ("x" * 129, "超过128"), ("\ud800" * 6, "不允许")]
)
def test_a_password_that_breaks_a_rule_is_refused_with_the_rule(given: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        check_password(given, min_length=6)


@pytest.mark.parametrize(
    ("given", "clean"),
    [(None, None), ("", None), (" ", None), (" Zhou@Example.COM ", "Zhou@example.com")],
)
def test_an_address_is_kept_in_its_normal_form(given: str | None, clean: str | None) -> None:
    assert clean_email(given) == clean


@pytest.mark.parametrize("given", ["zhou", "zhou@", "@example.com", "a@b\0.com", "\ud800@b.com", "x" * 400])
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(InvalidInput):
        clean_email(given)


def test_a_role_is_one_of_the_roles_and_usually_a_job_seekers() -> None:
    assert clean_role(None) is Role.JOB_SEEKER
    assert clean_role("admin") is Role.ADMIN
    with pytest.raises(InvalidInput):
        clean_role("Admin")
