"""What the Python peers share; nothing of the product: they run in an environment of their own."""

from __future__ import annotations

import os
import time
from datetime import date

import jwt

STATUS_TEXTS = {"uploaded": "上传成功", "analysing": "分析中", "analysed": "分析完成", "failed": "分析失败"}

_secret = os.environ["GATEWAY_JWT_SECRET"]
_verified: dict[str, tuple[int, int, int]] = {}


class InvalidToken(Exception):
    """The token is missing, forged or past its end."""


def verify(authorization: str) -> tuple[int, int]:
    """Return user id and token version of an Authorization header. Raises `InvalidToken`.

    As the product does, genuine tokens are remembered, which spares the signature.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise InvalidToken
    claims = _verified.get(token)
    if claims is None:
        try:
            decoded = jwt.decode(token, _secret, algorithms=["HS256"])
        except jwt.InvalidTokenError as error:
            raise InvalidToken from error
        claims = _verified[token] = (int(decoded["sub"]), int(decoded["ver"]), int(decoded["exp"]))
    if claims[2] <= time.time():
        raise InvalidToken
    return claims[:2]


def age_on(stated: int | None, birth_date: str | None, *, today: date) -> int | None:
    """Return the stated age, else the completed years since the birth date."""
    if stated is not None or birth_date is None:
        return stated
    year, *rest = (int(part) for part in birth_date.split("-"))
    passed = tuple(rest) <= (today.month, today.day)[: len(rest)]
    return today.year - year if passed else today.year - year - 1


def score_text(score: float) -> str:
    """Return a score as whole percent."""
    return f"{round(score * 100)}%"
