"""Text that is searched for."""

from __future__ import annotations

from domain.errors import InvalidInput

LONGEST_TEXT = 200


def text_pattern(text: str | None) -> str | None:
    """Return a LIKE pattern for what contains the text, in lower case. Raises `InvalidInput`."""
    if text is None or not text.strip():
        return None
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"搜索文字不能超过{LONGEST_TEXT}个字符")
    escaped = text.strip().lower()
    for special in ("\\", "%", "_"):
        escaped = escaped.replace(special, "\\" + special)
    return f"%{escaped}%"
