"""The whole table of who may do what, and that nobody else keeps a rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from domain import policies
from domain.errors import (
    AdminsOnly,
    DomainError,
    InvalidInput,
    NotTheOwner,
    RegistrationClosed,
    Unauthenticated,
)
from domain.policies import Audience, Login
from domain.viewers import OPERATOR, Role, Viewer

PROJECT = Path(__file__).parents[2]
OWNER = Viewer(1, "owner", Role.JOB_SEEKER)
OTHER = Viewer(2, "other", Role.JOB_SEEKER)
ADMIN = Viewer(3, "root", Role.ADMIN)
BLIND = Viewer(4, "blind", Role.ADMIN, is_blind=True)
VIEWERS = {"anonymous": None, "owner": OWNER, "other": OTHER, "admin": ADMIN, "blind": BLIND}

EVERYBODY = (None, None, None, None, None)
USERS = (Unauthenticated, None, None, None, None)
OWNERS = (Unauthenticated, None, NotTheOwner, None, NotTheOwner)
OWNERS_OR_BLINDLY = (*OWNERS[:4], None)
ADMINS = (Unauthenticated, AdminsOnly, AdminsOnly, None, AdminsOnly)
ADMINS_OR_BLINDLY = (*ADMINS[:4], None)
TABLE = {
    # What is refused to nobody, the owner of what it is about, another user, an administrator, a blind one.
    "SEE_POSITIONS": EVERYBODY,
    "LOG_IN": EVERYBODY,
    "REGISTER": EVERYBODY,
    "CHANGE_PASSWORD": USERS,
    "SIGN_OUT": USERS,
    "SEE_USER": OWNERS_OR_BLINDLY,
    "EXPORT_OWN_ACCOUNT": USERS,
    "EXPORT_ACCOUNT": OWNERS,
    "DELETE_ACCOUNT": OWNERS,
    "LIST_USERS": ADMINS,
    "SET_USER_ROLE": ADMINS,
    "UPLOAD_RESUME": USERS,
    "SEND_FILES": USERS,
    "SUBSCRIBE": USERS,
    "SEE_RESUME": OWNERS_OR_BLINDLY,
    "SEE_PERSON": OWNERS,
    "COMPARE_RESUMES": OWNERS,
    "REANALYZE_RESUME": OWNERS,
    "DELETE_RESUME": OWNERS,
    "EXPORT_RESUME": OWNERS_OR_BLINDLY,
    "CORRECT_ANALYSIS": OWNERS,
    "LIST_OWN_RESUMES": USERS,
    "LIST_RESUMES": ADMINS_OR_BLINDLY,
    "SEE_CANDIDATES": ADMINS_OR_BLINDLY,
    "EXPORT_RESUMES": ADMINS_OR_BLINDLY,
    "SEE_STATISTICS": ADMINS_OR_BLINDLY,
    "SEE_AUDIT_LOG": ADMINS,
    "MANAGE_WEBHOOKS": ADMINS,
    "IMPORT_POSITIONS": ADMINS_OR_BLINDLY,
    "DELETE_POSITIONS": ADMINS_OR_BLINDLY,
    "SEE_HEALTH": EVERYBODY,
    "SEE_DOCUMENTATION": EVERYBODY,
    "SEE_DASHBOARD": EVERYBODY,
    # Of accounts; the route wants the operator's token.
    "SEE_METRICS": EVERYBODY,
}
ABOUT = {"SEE_USER": (OWNER.id,), "SET_USER_ROLE": (OWNER.id,), "REGISTER": (Role.JOB_SEEKER,)}
ABOUT |= dict.fromkeys(("SEE_RESUME", "REANALYZE_RESUME", "DELETE_RESUME", "EXPORT_RESUME"), (OWNER.id,))
ABOUT |= dict.fromkeys(("CORRECT_ANALYSIS", "SEE_PERSON", "COMPARE_RESUMES"), (OWNER.id,))
ABOUT |= dict.fromkeys(("EXPORT_ACCOUNT", "DELETE_ACCOUNT"), (OWNER.id,))
CELLS = [
    (name, who, refusal) for name, row in TABLE.items() for who, refusal in zip(VIEWERS, row, strict=True)
]


def refused(ask: Callable[[], object]) -> type[Exception] | None:
    try:
        ask()
    except DomainError as error:
        return type(error)
    return None


def test_the_table_holds_every_permission_and_so_does_the_docstring() -> None:
    permissions = {name for name in vars(policies) if name.isupper()}
    assert permissions == set(TABLE)
    assert policies.__doc__ is not None
    assert permissions <= set(re.findall(r"[A-Z_]{4,}", policies.__doc__))


@pytest.mark.parametrize(("name", "who", "refusal"), CELLS)
def test_each_viewer_may_do_what_the_table_says(name: str, who: str, refusal: type[Exception] | None) -> None:
    permission, viewer, about = getattr(policies, name), VIEWERS[who], ABOUT.get(name, ())
    assert refused(lambda: permission.require(viewer, *about)) is refusal
    assert permission.allows(viewer, *about) is (refusal is None)
    assert refusal is None or refusal in permission.refusals
    assert (permission.login is Login.REQUIRED) is (TABLE[name][0] is Unauthenticated)


@pytest.mark.parametrize("who", VIEWERS)
def test_whoever_is_let_through_is_told_as_a_viewer(who: str) -> None:
    viewer = VIEWERS[who]
    assert policies.SEE_POSITIONS.require(viewer) is viewer
    if viewer is not None:
        assert policies.require_viewer(viewer) is viewer
        assert policies.UPLOAD_RESUME.require(viewer) is viewer
        assert policies.SEE_RESUME.require(viewer, viewer.id) is viewer
    assert policies.LIST_USERS.require(ADMIN) is ADMIN


@pytest.mark.parametrize(("name", "who", "refusal"), CELLS)
def test_whoever_is_refused_whatever_it_is_about_is_refused_at_the_entry(
    name: str, who: str, refusal: type[Exception] | None
) -> None:
    # Whose an object is stands in its row.
    at_once = None if refusal is NotTheOwner else refusal
    assert refused(lambda: policies.check_entry(getattr(policies, name), VIEWERS[who])) is at_once


def test_an_administrator_sets_every_role_but_their_own() -> None:
    assert policies.SET_USER_ROLE.require(ADMIN, OWNER.id) is ADMIN
    assert policies.SET_USER_ROLE.allows(ADMIN)
    assert refused(lambda: policies.SET_USER_ROLE.require(ADMIN, ADMIN.id)) is InvalidInput
    assert not policies.SET_USER_ROLE.allows(ADMIN, ADMIN.id)


@pytest.mark.parametrize(
    ("viewer", "is_first_admin", "allowed"),
    [
        (None, False, False),
        (None, True, True),
        (OTHER, False, False),
        (OTHER, True, True),
        (ADMIN, False, True),
        (BLIND, False, False),
        (OPERATOR, False, True),
    ],
)
def test_administrators_are_made_by_administrators_and_the_first_by_anybody(
    viewer: Viewer | None, is_first_admin: bool, allowed: bool
) -> None:
    register = policies.REGISTER
    assert register.allows(viewer, Role.ADMIN, is_first_admin=is_first_admin) is allowed
    refusal = refused(lambda: register.require(viewer, Role.ADMIN, is_first_admin=is_first_admin))
    assert refusal is (None if allowed else AdminsOnly)


@pytest.mark.parametrize(
    ("viewer", "allowed"), [(None, False), (OTHER, False), (BLIND, False), (ADMIN, True), (OPERATOR, True)]
)
def test_where_registration_is_closed_only_administrators_make_accounts(
    viewer: Viewer | None, allowed: bool
) -> None:
    assert policies.REGISTER.allows(viewer, Role.JOB_SEEKER, is_open=False) is allowed
    refusal = refused(lambda: policies.REGISTER.require(viewer, None, is_open=False))
    assert refusal is (None if allowed else RegistrationClosed)


def test_there_is_always_an_administrator_left() -> None:
    assert policies.is_last_admin(ADMIN, others=False)
    assert not policies.is_last_admin(ADMIN, others=True)
    assert not policies.is_last_admin(OTHER, others=False)
    assert not policies.is_last_admin(BLIND, others=False)


def test_only_who_sees_much_may_be_blind() -> None:
    assert [policies.may_be_blind(role) for role in Role] == [False, True]
    assert [who for who, viewer in VIEWERS.items() if policies.sees_blindly(viewer)] == ["blind"]


def test_what_belongs_to_everybody_is_an_administrators() -> None:
    all_of = policies.SEE_RESUME, policies.SEE_PERSON
    assert [[each.allows_all(viewer) for each in all_of] for viewer in (None, OWNER, ADMIN, BLIND)] == [
        [False, False],
        [False, False],
        [True, True],
        [True, False],
    ]


@pytest.mark.parametrize(
    ("audience", "included"),
    [
        (Audience.EVERYONE, ["anonymous", "owner", "other", "admin", "blind"]),
        (Audience.AUTHENTICATED, ["owner", "other", "admin", "blind"]),
        (Audience.ADMIN, ["admin", "blind"]),
        (Audience.NOBODY, []),
    ],
)
def test_the_schema_is_told_to_whom_the_operator_says(audience: Audience, included: list[str]) -> None:
    assert [who for who, viewer in VIEWERS.items() if audience.includes(viewer)] == included


# Who may make what is `REGISTER`'s to say; this one line says what `create_admin` makes.
MAKES_AN_ADMIN = {"domain/users/service.py": ["Role.ADMIN"]}
RULE = re.compile(r"\b(?:is_admin|Role\.ADMIN|raise (?:AdminsOnly|NotTheOwner|Forbidden)|viewer\.role)\b")


def test_no_other_module_keeps_a_rule_of_its_own() -> None:
    found = {}
    for package in ("api", "graphql_schema", "domain", "persistence"):
        for path in sorted((PROJECT / package).rglob("*.py")):
            name = path.relative_to(PROJECT).as_posix()
            if name not in ("domain/policies.py", "domain/viewers.py") and (
                rules := RULE.findall(path.read_text(encoding="utf-8"))
            ):
                found[name] = rules
    assert found == MAKES_AN_ADMIN
