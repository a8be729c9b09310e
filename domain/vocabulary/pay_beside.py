"""What a table says of pay beside it, in a column's name or a column of its own, put into the print."""

from __future__ import annotations

from typing import Final

from domain.vocabulary.later import compiled_later

_BARE_FIGURES: Final = compiled_later(
    r"(?<![\d.,])(\d{1,6}(?:\.\d{1,2})?)(?:\s*(?:[-–—~～至到]|to)\s*(\d{1,6}(?:\.\d{1,2})?))?"
    r"(?![\d.,'’]|\s*[kKwW千万])"
)
_LEAST_WITHOUT_SCALE: Final = 1_000
_MONTHS: Final = compiled_later(r"(1[2-9]|2[0-4])(?:\.0+)?\D*")


def with_scale(printed: str, scale: str) -> str:
    """Return pay with a table's scale behind its first figures, where those are small and have none."""
    found = _BARE_FIGURES.search(printed) if scale else None
    if found is None or max(map(float, filter(None, found.groups()))) >= _LEAST_WITHOUT_SCALE:
        return printed
    return f"{printed[: found.end()]}{scale}{printed[found.end() :]}"


def with_currency(printed: str, currency: str) -> str:
    """Return pay with a table's currency, where it does not name it itself."""
    return printed if currency.casefold() in printed.casefold() else f"{printed} {currency}"


def months_named(text: str) -> int | None:
    """Return how many monthly salaries a year brings by a cell like `14` or `14薪`; None for another."""
    found = _MONTHS.fullmatch(text.strip())
    return None if found is None else int(found[1])
