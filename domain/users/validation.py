"""What a username, a password, an e-mail address and a role may be."""

from __future__ import annotations

import unicodedata

from domain.errors import InvalidInput
from domain.input_rules import InputRule
from domain.viewers import Role

LONGEST_USERNAME = 64
LONGEST_PASSWORD = 128
LONGEST_EMAIL = 320


def reserved_domains() -> tuple[str, ...]:
    """Return where nobody has an address, such as `test` and `localhost`."""
    # Few requests hold an address, and what knows them takes a while to load.
    from email_validator import SPECIAL_USE_DOMAIN_NAMES

    return tuple(SPECIAL_USE_DOMAIN_NAMES)


def clean_username(text: str) -> str:
    """Return the name in NFKC without outer spaces. Raises `InvalidInput`."""
    name = unicodedata.normalize("NFKC", text).strip()
    if not 1 <= len(name) <= LONGEST_USERNAME:
        raise InvalidInput(f"用户名长度须为1至{LONGEST_USERNAME}个字符", rule=InputRule.USERNAME_LENGTH)
    # Cc, Cf, Cs, Co, Cn: control and invisible characters, lone surrogates, unassigned.
    if any(unicodedata.category(character).startswith("C") for character in name):
        raise InvalidInput("用户名包含不允许的字符", rule=InputRule.USERNAME_CHARACTERS)
    return name


def username_key(name: str) -> str:
    """Return what must be unique among users: the name without differences of case."""
    return unicodedata.normalize("NFKC", name.casefold())


def check_password(password: str, *, min_length: int) -> None:
    """Raise `InvalidInput` where a new password is too short, too long or no text."""
    if len(password) < min_length:
        raise InvalidInput(f"密码长度不能少于{min_length}个字符", rule=InputRule.PASSWORD_TOO_SHORT)
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(f"密码长度不能超过{LONGEST_PASSWORD}个字符", rule=InputRule.PASSWORD_TOO_LONG)
    if not is_text(password):
        raise InvalidInput("密码包含不允许的字符", rule=InputRule.PASSWORD_CHARACTERS)


def clean_email(text: str | None) -> str | None:
    """Return the address in its normal form, None where none is given. Raises `InvalidInput`."""
    if text is None or not text.strip():
        return None
    if len(text) > LONGEST_EMAIL or not is_text(text):
        raise InvalidInput("邮箱格式不正确", rule=InputRule.EMAIL)
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidInput("邮箱格式不正确", rule=InputRule.EMAIL) from error


def clean_role(text: str | None) -> Role:
    """Return the role of that name, `job_seeker` where none is given. Raises `InvalidInput`."""
    if text is None:
        return Role.JOB_SEEKER
    try:
        return Role(text)
    except ValueError as error:
        raise InvalidInput("角色无效，可选值为 job_seeker 或 admin") from error


def is_text(value: str) -> bool:
    """Whether the value can be written as UTF-8 (JSON can smuggle lone surrogates in)."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
