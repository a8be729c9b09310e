"""Phone numbers as printed, which compare by what is dialled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.vocabulary.later import compiled_later
from domain.vocabulary.lexicons import lexicon

_EXTENSION = compiled_later(rf"\s?{lexicon('contacts').pattern('extension')}\s?\d{{1,6}}$", re.IGNORECASE)
# The zero that is dialled within a country only: +44 (0)20 7946 0000.
_TRUNK_ZERO = compiled_later(r"\(0\)")
_ABROAD = compiled_later(r"^[\s(]*(?:\+|00(?=[1-9]))")
_CHINESE_MOBILE = compiled_later(r"^(?:0{0,2}86)?(1[3-9]\d{9})$")
_FEWEST, _MOST = 8, 15


@dataclass(frozen=True, slots=True, eq=False)
class PhoneNumber:
    """A phone number, printed without a label."""

    printed: str

    @property
    def e164(self) -> str | None:
        """The number with its country, like `+8613912345678`; None where the country cannot be told.

        It is told where it is printed, and of a Chinese mobile number.
        """
        number = _EXTENSION.sub("", self.printed)
        digits = _digits(_TRUNK_ZERO.sub("", number))
        if mobile := _CHINESE_MOBILE.match(digits):
            return f"+86{mobile[1]}"
        if not _ABROAD.match(number):
            return None
        digits = digits.removeprefix("00")
        return f"+{digits}" if _FEWEST <= len(digits) <= _MOST else None

    @property
    def key(self) -> str:
        """What is compared: the number with its country, else the printed digits."""
        return self.e164 or _digits(self.printed)

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, PhoneNumber) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return self.printed


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
