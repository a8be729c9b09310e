"""Who may see and do what. Services and both faces ask here; no rule stands anywhere else.

    permission                                  anonymous   user        administrator    blind one (4)
    SEE_POSITIONS, LOG_IN                       yes         yes         yes              yes
    REGISTER a job seeker                       if open     if open     yes              if open
    REGISTER an administrator                   first (1)   first (1)   yes              no
    UPLOAD_RESUME, SEND_FILES, SUBSCRIBE        login       yes         yes              yes
    LIST_OWN_RESUMES                            login       yes         yes              yes
    CHANGE_PASSWORD, SIGN_OUT                   login       own         own              own
    EXPORT_OWN_ACCOUNT                          login       own         own              own
    SEE_USER, SEE_RESUME, EXPORT_RESUME         login       own         every one        every one, blindly
    SEE_PERSON, COMPARE_RESUMES                 login       own         every one        own
    EXPORT_ACCOUNT                              login       own         every one        own
    DELETE_ACCOUNT                              login       own         every one (3)    own
    REANALYZE_RESUME, DELETE_RESUME             login       own         every one        own
    CORRECT_ANALYSIS                            login       own         every one        own
    LIST_RESUMES, EXPORT_RESUMES                login       no          yes              yes, blindly
    SEE_CANDIDATES, SEE_STATISTICS              login       no          yes              yes, blindly
    LIST_USERS, SEE_AUDIT_LOG                   login       no          yes              no
    MANAGE_WEBHOOKS                             login       no          yes              no
    SET_USER_ROLE                               login       no          every other (2)  no
    IMPORT_POSITIONS, DELETE_POSITIONS          login       no          yes              yes
    SEE_HEALTH, SEE_DOCUMENTATION               yes         yes         yes              yes
    SEE_DASHBOARD, as a page without data       yes         yes         yes              yes
    SEE_METRICS                                 by the operator's token, which is nobody's
    the schema (`Audience`)                     as the operator says

(1) As long as there is no administrator, and only for whom the operator lets (`Bootstrap`).
(2) Not their own, so that there is always an administrator left.
(3) But the only administrator's who is not blind.
(4) Blindly: all but who somebody is, and of which age or gender. What tells that in any form, and what
    changes what others have, is not a blind administrator's.

Where a login is missing, the refusal is `Unauthenticated`. Whoever may see a user or a resume may see all
that hangs on it: the user's resumes, the resume's owner, its state, analysis and matches.

Every REST route, and every field of GraphQL's roots, names its permission where it is declared; the tests
go through all of them and fail for one that names none, or that does not do what it names.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import ClassVar

from domain.errors import (
    AdminsOnly,
    DomainError,
    InvalidInput,
    NotTheOwner,
    RegistrationClosed,
    Unauthenticated,
)
from domain.input_rules import InputRule
from domain.viewers import Approach, Role, Viewer

Refusals = tuple[type[DomainError], ...]


class Login(Enum):
    """Whether a permission needs one; where it is optional, it decides what more may be done."""

    NEEDLESS = "needless"
    OPTIONAL = "optional"
    REQUIRED = "required"


def require_viewer(viewer: Viewer | None) -> Viewer:
    """Return who asks. Raises `Unauthenticated` where nobody is logged in."""
    if viewer is None:
        raise Unauthenticated
    return viewer


def sees_blindly(viewer: Viewer | None) -> bool:
    """Whether the viewer is not to see who anybody is, and is to learn it by no question either."""
    return viewer is not None and viewer.is_blind


def may_be_blind(role: Role) -> bool:
    """Whether a user of that role sees enough to be made blind."""
    return role is Role.ADMIN


def bootstrapped_role() -> Role:
    """Return the role that somebody may take without being given it, as long as nobody has it."""
    return Role.ADMIN


def is_last_admin(viewer: Viewer, *, others: bool) -> bool:
    """Whether a user is the only administrator who is not blind, where `others` tells of others of those."""
    return _is_admin(viewer) and not others


def _is_admin(viewer: Viewer | None, *, blindly: bool = False) -> bool:
    return viewer is not None and viewer.role == Role.ADMIN and (blindly or not viewer.is_blind)


class ForEverybody:
    """What needs no login."""

    login: ClassVar[Login] = Login.NEEDLESS
    refusals: ClassVar[Refusals] = ()

    def allows(self, _viewer: Viewer | None) -> bool:
        """Whether the viewer may."""
        return True

    def require(self, viewer: Viewer | None) -> Viewer | None:
        """Return who asks, if anybody does."""
        return viewer


class ForUsers:
    """What everybody who is logged in may do, each with what is their own."""

    login: ClassVar[Login] = Login.REQUIRED
    refusals: ClassVar[Refusals] = (Unauthenticated,)

    def allows(self, viewer: Viewer | None) -> bool:
        """Whether the viewer may."""
        return viewer is not None

    def require(self, viewer: Viewer | None) -> Viewer:
        """Return who asks. Raises `Unauthenticated`."""
        return require_viewer(viewer)


class ForOwners:
    """What users may do with their own, and administrators with everybody's; `blindly`, blind ones too."""

    login: ClassVar[Login] = Login.REQUIRED
    refusals: ClassVar[Refusals] = (Unauthenticated, NotTheOwner)

    def __init__(self, *, blindly: bool = False) -> None:
        self._blindly = blindly

    def allows(self, viewer: Viewer | None, owner_id: int) -> bool:
        """Whether the viewer may, with what belongs to that user."""
        return self.allows_all(viewer) or (viewer is not None and viewer.id == owner_id)

    def allows_all(self, viewer: Viewer | None) -> bool:
        """Whether the viewer may, whomever it belongs to."""
        return _is_admin(viewer, blindly=self._blindly)

    def require(self, viewer: Viewer | None, owner_id: int) -> Viewer:
        """Return who asks. Raises `Unauthenticated`, `NotTheOwner`."""
        if not self.allows(viewer, owner_id):
            require_viewer(viewer)
            raise NotTheOwner
        return require_viewer(viewer)


class ForAdmins:
    """What only administrators may do; `blindly`, blind ones too."""

    login: ClassVar[Login] = Login.REQUIRED
    refusals: ClassVar[Refusals] = (Unauthenticated, AdminsOnly)

    def __init__(self, *, blindly: bool = False) -> None:
        self._blindly = blindly

    def allows(self, viewer: Viewer | None) -> bool:
        """Whether the viewer may."""
        return _is_admin(viewer, blindly=self._blindly)

    def require(self, viewer: Viewer | None) -> Viewer:
        """Return who asks. Raises `Unauthenticated`, `AdminsOnly`."""
        known = require_viewer(viewer)
        if not self.allows(known):
            raise AdminsOnly
        return known


class Registration:
    """Making a user: job seekers register themselves, administrators are made by administrators."""

    login: ClassVar[Login] = Login.OPTIONAL
    refusals: ClassVar[Refusals] = (Unauthenticated, AdminsOnly, RegistrationClosed)

    def allows(
        self, viewer: Viewer | None, role: str | None, *, is_first_admin: bool = False, is_open: bool = True
    ) -> bool:
        """Whether the viewer may make a user of that role.

        Args:
            viewer: Who asks, if anybody is logged in.
            role: The new user's; None for the usual one.
            is_first_admin: Whether there is no administrator yet and the operator lets this one be it.
            is_open: Whether job seekers register themselves.
        """
        if role == Role.ADMIN:
            return is_first_admin or _is_admin(viewer)
        return is_open or _is_admin(viewer)

    def require(
        self, viewer: Viewer | None, role: str | None, *, is_first_admin: bool = False, is_open: bool = True
    ) -> None:
        """Raise `AdminsOnly` or `RegistrationClosed` where the viewer may not."""
        if not self.allows(viewer, role, is_first_admin=is_first_admin, is_open=is_open):
            raise AdminsOnly if role == Role.ADMIN else RegistrationClosed


class SettingRoles:
    """Making another user an administrator, or no longer one."""

    login: ClassVar[Login] = Login.REQUIRED
    refusals: ClassVar[Refusals] = (Unauthenticated, AdminsOnly, InvalidInput)

    def allows(self, viewer: Viewer | None, user_id: int | None = None) -> bool:
        """Whether the viewer may set that user's role; without one, whether any user's."""
        return viewer is not None and _is_admin(viewer) and viewer.id != user_id

    def require(self, viewer: Viewer | None, user_id: int | None = None) -> Viewer:
        """Return who asks. Raises `Unauthenticated`, `AdminsOnly`, `InvalidInput` for the viewer's own."""
        known = require_viewer(viewer)
        if not _is_admin(known):
            raise AdminsOnly
        if not self.allows(known, user_id):
            raise InvalidInput("不能更改自己的角色", rule=InputRule.OWN_ROLE)
        return known


Permission = ForEverybody | ForUsers | ForOwners | ForAdmins | Registration | SettingRoles

SEE_POSITIONS = ForEverybody()
LOG_IN = ForEverybody()
REGISTER = Registration()
CHANGE_PASSWORD = ForUsers()
SIGN_OUT = ForUsers()
SEE_USER = ForOwners(blindly=True)
EXPORT_OWN_ACCOUNT = ForUsers()
EXPORT_ACCOUNT = ForOwners()
DELETE_ACCOUNT = ForOwners()
LIST_USERS = ForAdmins()
SET_USER_ROLE = SettingRoles()
UPLOAD_RESUME = ForUsers()
SEND_FILES = ForUsers()
SUBSCRIBE = ForUsers()
SEE_RESUME = ForOwners(blindly=True)
SEE_PERSON = ForOwners()
"""Who a resume is of, and of which age or gender; those who search by words find out."""
COMPARE_RESUMES = ForOwners()
REANALYZE_RESUME = ForOwners()
DELETE_RESUME = ForOwners()
EXPORT_RESUME = ForOwners(blindly=True)
CORRECT_ANALYSIS = ForOwners()
LIST_OWN_RESUMES = ForUsers()
LIST_RESUMES = ForAdmins(blindly=True)
EXPORT_RESUMES = ForAdmins(blindly=True)
SEE_STATISTICS = ForAdmins(blindly=True)
SEE_CANDIDATES = ForAdmins(blindly=True)
SEE_AUDIT_LOG = ForAdmins()
MANAGE_WEBHOOKS = ForAdmins()
IMPORT_POSITIONS = ForAdmins(blindly=True)
DELETE_POSITIONS = ForAdmins(blindly=True)
SEE_HEALTH = ForEverybody()
SEE_DOCUMENTATION = ForEverybody()
SEE_DASHBOARD = ForEverybody()
SEE_METRICS = ForEverybody()
"""No user's business: the endpoint asks for a token that the operator sets."""


def check_entry(permission: Permission, viewer: Viewer | None) -> None:
    """Refuse what is refused whatever it is about. Raises `Unauthenticated`, `AdminsOnly`."""
    if isinstance(permission, ForAdmins | SettingRoles):
        permission.require(viewer)
    elif permission.login is Login.REQUIRED:
        require_viewer(viewer)


class Bootstrap(StrEnum):
    """Who may register the first administrator over the network, as the operator says."""

    LOCAL = "local"
    CODE = "code"
    OFF = "off"

    def admits(self, approach: Approach) -> bool:
        """Whether one who comes that way may be the first."""
        if self is Bootstrap.LOCAL:
            return approach.is_local
        return self is Bootstrap.CODE and approach.knows_code


class Audience(StrEnum):
    """Who may ask for the schema, as the operator says."""

    EVERYONE = "everyone"
    AUTHENTICATED = "authenticated"
    ADMIN = "admin"
    NOBODY = "nobody"

    def includes(self, viewer: Viewer | None) -> bool:
        """Whether the viewer is among them."""
        if self is Audience.AUTHENTICATED:
            return viewer is not None
        return self is Audience.EVERYONE or (self is Audience.ADMIN and _is_admin(viewer, blindly=True))
