"""The text of a document as it is kept to be searched: what its readers see, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from domain.documents.characters import words_of
from domain.documents.models import Box, Document, Page

MOST_SEARCHED_PAGES: Final = 500
MOST_CHARACTERS: Final = 100_000
"""Of all pages together; a long resume has a tenth of that."""


class PrintedLine(NamedTuple):
    """A line with single spaces; `words` are the edges of its words, nothing where they are not known."""

    text: str
    box: Box | None
    words: tuple[tuple[float, float], ...]


def printed_lines(page: Page) -> Iterator[PrintedLine]:
    """Yield the lines of a page that are not empty, and where they stand."""
    for block in page.blocks:
        for line in block.lines:
            if text := " ".join(line.text.split()):
                is_whole = line.words and len(line.words) == len(words_of(text))
                yield PrintedLine(text, line.box, line.words if is_whole else ())


def printed_pages(document: Document) -> tuple[str, ...]:
    """Return the text of each page, the first one first; what is too long is left out at the end.

    A page without text is empty, so that each stands where its number says.
    """
    texts: list[str] = []
    left = MOST_CHARACTERS
    for page in printed_document(document):
        text = "\n".join(line.text for line in printed_lines(page))[:left]
        left -= len(text)
        texts += [""] * (page.number - 1 - len(texts))
        texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def printed_document(document: Document) -> list[Page]:
    """Return the pages of which the text is kept."""
    return [page for page in document.pages if page.number <= MOST_SEARCHED_PAGES]
