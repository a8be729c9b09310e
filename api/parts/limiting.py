"""What counts how often something is done, for all processes of one database."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from api.parts.database import Database
from api.settings import Settings
from domain.limiting import Limit, Limiter, Unlimited
from persistence.counts import open_counts
from persistence.rates import Rate, SqlLimiter, WithSpare

_MINUTE, _TEN_MINUTES, _HOUR = 60, 600, 3600
# An account that this many wrong passwords are tried for in an hour is under attack.
_ATTACK = 100
_GUESSES_UNDER_ATTACK = 3
_EXPORTS = 30
_PICTURES = 300
_POSITIONS_FILES = 60


@contextlib.contextmanager
def open_limiter(settings: Settings, database: Database) -> Iterator[Limiter]:
    """Give the counting that the settings ask for, for the time of the context."""
    if not settings.limits_rates:
        yield Unlimited()
        return
    rates, key = _rates(settings), settings.secret()
    with contextlib.ExitStack() as stack:
        spare = stack.enter_context(open_counts(None))
        shared = stack.enter_context(open_counts(database.engine))
        yield WithSpare(SqlLimiter(shared, rates, key=key), SqlLimiter(spare, rates, key=key))


def _rates(settings: Settings) -> Mapping[Limit, Rate]:
    failures = settings.login_failures_per_account, "GATEWAY_LOGIN_FAILURES_PER_ACCOUNT"
    return {
        Limit.LOGIN: Rate(failures[0], _TEN_MINUTES, failures[1]),
        Limit.LOGIN_UNDER_ATTACK: Rate(_GUESSES_UNDER_ATTACK, _HOUR, failures[1]),
        Limit.LOGIN_ACCOUNT: Rate(_ATTACK, _HOUR, failures[1]),
        Limit.LOGIN_ADDRESS: Rate(
            settings.login_failures_per_address, _TEN_MINUTES, "GATEWAY_LOGIN_FAILURES_PER_ADDRESS"
        ),
        Limit.PASSWORD: Rate(failures[0], _TEN_MINUTES, failures[1]),
        Limit.REGISTRATION: Rate(
            settings.registrations_per_address, _HOUR, "GATEWAY_REGISTRATIONS_PER_ADDRESS"
        ),
        Limit.UPLOAD: Rate(settings.uploads_per_user, _MINUTE, "GATEWAY_UPLOADS_PER_USER"),
        Limit.EXPORT: Rate(_EXPORTS, _HOUR, "GATEWAY_RATE_LIMITS"),
        Limit.PICTURE: Rate(_PICTURES, _MINUTE, "GATEWAY_RATE_LIMITS"),
        Limit.POSITIONS_FILE: Rate(_POSITIONS_FILES, _HOUR, "GATEWAY_RATE_LIMITS"),
    }
