"""Phone numbers as printed, which compare by what is dialled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class PhoneNumber:
    """A phone number.

    Attributes:
        printed: As printed, without a label.
        e164: The number with its country, like `+8613912345678`; None where the country cannot be told.
    """

    printed: str
    e164: str | None = None

    @property
    def key(self) -> str:
        """What is compared: the number with its country, else the printed digits."""
        return self.e164 or "".join(filter(str.isdigit, self.printed))

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, PhoneNumber) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return self.printed
