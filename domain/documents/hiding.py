"""What nobody sees in a document: gathered by the readers, never read, only told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from domain.documents.characters import clean_text, readable_count
from domain.documents.models import Document, HiddenText
from domain.vocabulary.script import count_chinese

MOST_PASSAGES: Final = 20
LONGEST_PASSAGE: Final = 160

_LEAST_LETTERS = 4
_LEAST_CHINESE = 2


def with_hidden_told(document: Document) -> Document:
    """Return a document with the passages that are worth telling.

    Those are left out that are no words, and those that the document shows elsewhere: shadows, a layer of
    text for machines below the same text.
    """
    if not document.hidden:
        return document
    shown = _squeezed(document.text)
    told: dict[HiddenText, None] = {}
    for passage in document.hidden:
        text = " ".join(clean_text(passage.text).split())
        if _is_text(text) and _squeezed(text) not in shown:
            told.setdefault(replace(passage, text=_shortened(text)))
        if len(told) == MOST_PASSAGES:
            break
    return replace(document, hidden=tuple(told))


def joined(passages: Iterable[HiddenText]) -> list[HiddenText]:
    """Return passages of a format without places, those that follow upon each other as one."""
    found: list[HiddenText] = []
    for passage in passages:
        if found and (last := found[-1]).hiding is passage.hiding and len(last.text) < LONGEST_PASSAGE:
            found[-1] = replace(last, text=f"{last.text} {passage.text}")
        else:
            found.append(passage)
    return found


def _is_text(text: str) -> bool:
    return count_chinese(text) >= _LEAST_CHINESE or readable_count(text) >= _LEAST_LETTERS


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PASSAGE else text[: LONGEST_PASSAGE - 1].rstrip() + "…"


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()
