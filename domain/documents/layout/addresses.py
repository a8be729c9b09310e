"""E-mail addresses that a narrow column breaks over two lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.documents.models import Line, box_around

# The domains under which nearly all addresses of resumes end; what ends otherwise stays as it is printed.
_TOP = r"(?:com|cn|net|org|edu|gov|io|me|dev|hk|tw|sg|uk|us|eu|de|fr|ca|au|in|jp)"
_WHOLE = re.compile(rf"[\w.+-]{{1,64}}@[A-Za-z\d-]{{1,40}}(?:\.[A-Za-z\d-]{{1,40}}){{0,4}}\.{_TOP}", re.A)
_BEGUN = re.compile(r"[\w.+-]{1,64}@[A-Za-z\d.-]{0,60}$", re.A)
_LOCAL_PART = re.compile(r"[\w.+-]{2,64}$", re.A)
_REST = re.compile(r"[A-Za-z\d.-]{1,40}", re.A)
_DOMAIN = re.compile(rf"@[A-Za-z\d.-]{{1,60}}\.{_TOP}", re.A)


def with_whole_addresses(lines: Sequence[Line]) -> list[Line]:
    """Join a line that ends within an address with the next, where that holds the rest and nothing else."""
    joined: list[Line] = []
    for line in lines:
        if joined and _continues(joined[-1].text, line.text):
            joined[-1] = _join(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _continues(text: str, rest: str) -> bool:
    if len(rest) > 60 or not rest.isascii():
        return False
    if _DOMAIN.fullmatch(rest):
        local_part = _LOCAL_PART.search(text)
        # A word of a sentence is no address, and an address is at home on one line alone.
        return local_part is not None and (
            " " not in text[: local_part.start()].strip() or text[-1].isdigit()
        )
    begun = _BEGUN.search(text)
    if begun is None or not _REST.fullmatch(rest) or not _WHOLE.fullmatch(begun[0] + rest):
        return False
    return rest.startswith(".") or _WHOLE.fullmatch(begun[0]) is None


def _join(line: Line, rest: Line) -> Line:
    tokens = line.tokens or (line.text,)
    return replace(
        line,
        text=line.text + rest.text,
        tokens=(*tokens[:-1], tokens[-1] + rest.text),
        box=box_around((line.box, rest.box)),
    )
