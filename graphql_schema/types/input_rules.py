"""The rules that input can break, as a GraphQL enum."""

from __future__ import annotations

from domain.input_rules import InputRule
from graphql_schema.types.enums import describe

__all__ = ["InputRule"]

_MEANINGS = {
    InputRule.USERNAME_LENGTH: "A username has 1 to 64 characters.",
    InputRule.USERNAME_CHARACTERS: "A username holds no control characters and none unknown to Unicode.",
    InputRule.USERNAME_UNSEEN: "A username holds nothing that nobody sees, such as a space of no width.",
    InputRule.USERNAME_MIXED_SCRIPTS: "A username does not mix scripts that are never written together.",
    InputRule.USERNAME_LOOKALIKE: "A username holds no letters that are there to look like others.",
    InputRule.PASSWORD_TOO_SHORT: "A new password is as long as the server asks.",
    InputRule.PASSWORD_TOO_LONG: "A new password has at most 128 characters.",
    InputRule.PASSWORD_CHARACTERS: "A new password is text.",
    InputRule.PASSWORD_LIKE_NAME: "A new password is not like the username or the e-mail address.",
    InputRule.PASSWORD_COMMON: "A new password is no common one, and no row of keys.",
    InputRule.EMAIL: "An e-mail address is one that can be written to.",
    InputRule.OWN_ROLE: "Nobody changes their own role.",
    InputRule.BLIND_ADMINS_ONLY: "Only an administrator can be blind.",
    InputRule.LAST_ADMIN: "The account of the only administrator is not deleted.",
    InputRule.NOTHING_GIVEN: "At least one field is given.",
    InputRule.VALUE: "A value can be one of its field.",
    InputRule.TOO_MANY_VALUES: "A list holds no more values than the server allows.",
    InputRule.SOURCE_NAME: "The name of a source has 1 to 64 letters, digits, dots, hyphens or underscores.",
    InputRule.SOURCE_RESERVED: "The name of the positions that come with the program is no other source's.",
    InputRule.SOURCE_UNKNOWN: "The source has positions.",
    InputRule.NO_ROWS: "A file that replaces a source's positions holds at least one that can be imported.",
    InputRule.NO_TABLE: "The file holds a table.",
    InputRule.TABLE_TOO_LARGE: "The table in the file is not too large.",
    InputRule.DAMAGED: "The file is not damaged.",
    InputRule.NOT_TEXT: "The file is text.",
    InputRule.ENCODING: "The encoding is one that is known.",
    InputRule.SHEET_UNKNOWN: "The workbook has a sheet of that name.",
    InputRule.CURRENCY: "The currency is a code of ISO 4217, such as `USD`.",
    InputRule.MAPPING: "A mapping names a column and one of the fields.",
    InputRule.COLUMN_UNKNOWN: "The file has a column of that name.",
    InputRule.WEBHOOK_ADDRESS: "The address of a webhook is one of `http` or `https` that can be somebody's.",
    InputRule.WEBHOOK_OFF: "A webhook that is switched off sends nothing.",
    InputRule.TOO_MANY_WEBHOOKS: "There are no more webhooks than the server allows.",
    InputRule.SET_BY_OPERATOR: "What the server's settings say is changed there.",
    InputRule.OTHER: "Another rule, which only `message` names.",
}

describe(
    InputRule, "A rule that a given value can break.", **{rule.name: _MEANINGS[rule] for rule in InputRule}
)
