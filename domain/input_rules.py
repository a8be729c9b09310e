"""The rules that given values can break, each with a name for programs."""

from __future__ import annotations

from enum import StrEnum, auto


class InputRule(StrEnum):
    """Which rule a value breaks; `OTHER` where only the sentence tells."""

    USERNAME_LENGTH = auto()
    USERNAME_CHARACTERS = auto()
    USERNAME_UNSEEN = auto()
    USERNAME_MIXED_SCRIPTS = auto()
    USERNAME_LOOKALIKE = auto()
    PASSWORD_TOO_SHORT = auto()
    PASSWORD_TOO_LONG = auto()
    PASSWORD_CHARACTERS = auto()
    PASSWORD_LIKE_NAME = auto()
    PASSWORD_COMMON = auto()
    EMAIL = auto()
    OWN_ROLE = auto()
    BLIND_ADMINS_ONLY = auto()
    LAST_ADMIN = auto()
    NOTHING_GIVEN = auto()
    VALUE = auto()
    TOO_MANY_VALUES = auto()
    SOURCE_NAME = auto()
    SOURCE_RESERVED = auto()
    SOURCE_UNKNOWN = auto()
    NO_ROWS = auto()
    NO_TABLE = auto()
    TABLE_TOO_LARGE = auto()
    DAMAGED = auto()
    NOT_TEXT = auto()
    ENCODING = auto()
    SHEET_UNKNOWN = auto()
    CURRENCY = auto()
    MAPPING = auto()
    COLUMN_UNKNOWN = auto()
    WEBHOOK_ADDRESS = auto()
    WEBHOOK_OFF = auto()
    TOO_MANY_WEBHOOKS = auto()
    SET_BY_OPERATOR = auto()
    OTHER = auto()
