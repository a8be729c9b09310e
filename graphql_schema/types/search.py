"""Text that is searched for."""

from __future__ import annotations

from domain.errors import InvalidInput

LONGEST_TEXT = 200


def searched_text(text: str | None) -> str | None:
    """Return the text to search for, None where it is blank. Raises `InvalidInput`."""
    if text is None or not text.strip():
        return None
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"搜索文字不能超过{LONGEST_TEXT}个字符")
    return text.strip()
