"""Plain text, and Markdown where the text looks like it."""

from __future__ import annotations

from domain.documents.flow import Flow, document_of
from domain.documents.markup.markdown import looks_like_markdown, parse_markdown, read_markdown
from domain.documents.models import Document
from domain.documents.text import text_of


def read_text(content: bytes) -> Document:
    """Read a text file; blank lines separate its blocks.

    Raises:
        ReadFailure: TOO_COMPLEX above 4 MiB, DAMAGED when it is not text, NO_TEXT when it is blank.
    """
    text = text_of(content)
    flow = Flow()
    tokens = parse_markdown(text)
    if looks_like_markdown(tokens):
        read_markdown(text, tokens, flow)
    else:
        for line in text.splitlines():
            if line.strip():
                flow.add(line)
                flow.end_line()
            else:
                flow.end_block()
    return document_of(flow.finish(), flow.links)
