"""Text of an unknown encoding, and the lines made of it."""

from __future__ import annotations

import re

from domain.documents.characters import clean_text, join_spaced, join_tokens
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Line
from domain.vocabulary.encodings import decode_text

MAXIMUM_SIZE_BYTES = 4 * 2**20

_TOKEN_GAP = re.compile(r"\t| {3,}|(?:\xa0| ){4,}")


def text_of(content: bytes) -> str:
    """Decode a text file.

    Raises:
        ReadFailure: TOO_COMPLEX above 4 MiB, DAMAGED when it is not text.
    """
    if len(content) > MAXIMUM_SIZE_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, "more text than a resume holds")
    text = decode_text(content)
    if text is None:
        raise ReadFailure(FailureCode.DAMAGED, "no known text encoding")
    return text


def line_of(raw: str, *, font_size: float | None = None, bold: bool = False) -> Line | None:
    """Make a line of raw text; tabs and wide runs of spaces separate tokens. None when nothing is left."""
    spaced = join_spaced(raw.replace("\u3000", "  ").strip())
    tokens = join_tokens(
        cleaned for part in _TOKEN_GAP.split(spaced) if (cleaned := clean_text(part).strip())
    )
    return Line(" ".join(tokens), font_size=font_size, bold=bold, tokens=tokens) if tokens else None
