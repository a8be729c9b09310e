"""What schemathesis must be told beside the schema, since no pattern can say it.

Which characters have a meaning changes with each version of Unicode; and a new name is of one script, so that
it cannot be read as another's (`domain/users`). Here that is judged more strictly than there: other names are
not sent at all, so the tests of that rule are those of the domain.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import schemathesis

_PLAIN = frozenset({"L", "N", "P", "S", "Z"})


@schemathesis.hook  # type: ignore[untyped-decorator]
def filter_body(_context: Any, body: Any) -> bool:
    """Whether a name is of known characters and one script."""
    name = body.get("username") if isinstance(body, dict) else None
    if not isinstance(name, str):
        return True
    text = unicodedata.normalize("NFKC", name)
    if any(unicodedata.category(character)[0] not in _PLAIN for character in text):
        return False
    letters = [character for character in text if character.isalpha()]
    return len({unicodedata.name(letter, "").partition(" ")[0] for letter in letters}) <= 1
