"""Users."""

from __future__ import annotations

from api.parts.database import Database
from api.settings import Settings
from domain.auditing import Audit
from domain.clock import Clock
from domain.limiting import Limiter
from domain.users.passwords import Passwords
from domain.users.service import UserService
from domain.users.tokens import Tokens


def user_service(
    settings: Settings,
    database: Database,
    *,
    clock: Clock,
    limiter: Limiter | None = None,
    audit: Audit | None = None,
) -> UserService:
    """Return the use cases around users."""
    return UserService(
        unit_of_work=database.unit_of_work,
        reads=database.reads,
        passwords=Passwords(processes=settings.workers),
        tokens=Tokens(
            secret=settings.secret(),
            accepted=settings.accepted_secret,
            lifetime_seconds=settings.token_lifetime_seconds,
            session_seconds=settings.session_lifetime_seconds,
            clock=clock,
        ),
        clock=clock,
        password_min_length=settings.password_min_length,
        bootstrap=settings.bootstrap,
        limiter=limiter,
        audit=audit,
        registration_open=settings.registration == "open",
        guessable_refused=settings.refuses_guessable_passwords,
    )
