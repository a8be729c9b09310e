"""Names of people as printed, which compare however they are spaced and cased."""

from __future__ import annotations

from dataclasses import dataclass

from domain.vocabulary.script import simplified
from domain.vocabulary.words import plain


@dataclass(frozen=True, slots=True, eq=False)
class PersonName:
    """A person's name. `张 三` equals `張三`, and `JANE DOE` equals `Jane Doe`."""

    printed: str

    @property
    def key(self) -> str:
        """The name in one width, one case and simplified characters, without spaces."""
        return "".join(simplified(plain(self.printed)).split())

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, PersonName) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        return self.printed
