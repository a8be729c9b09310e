"""Markdown, parsed by markdown-it: its markup is taken off, its headings, tables and links are kept.

Two things are read otherwise than CommonMark does: indented lines are text, as resumes hold no code, and
emphasis ends beside Chinese letters and marks, which have no spaces around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from domain.documents.characters import clean_text, is_wide
from domain.documents.flow import Flow
from domain.documents.models import Link

# A longer text is read as plain text: no resume is so long, and the worst of this length takes 3 s.
MAXIMUM_LENGTH = 2**16
_SURELY_BOLD = 4

_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 12.0, "h6": 12.0}
_BASE_SIZE = 12.0
_NEWLINE = re.compile(r"\r\n?|\n")
_BREAKS = frozenset(("softbreak", "hardbreak"))


class _Parser(MarkdownIt):
    """CommonMark with tables; HTML's tags are told one by one, and addresses stay as they are written."""

    def __init__(self) -> None:
        super().__init__("commonmark")
        self.enable(["table", "strikethrough"])
        self.disable(["code", "html_block"])
        self.inline.ruler.at("emphasis", _emphasis)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url


def parse_markdown(text: str) -> list[Token]:
    """Parse a text; one that is too long for a resume has no markup."""
    return _Parser().parse(text) if len(text) <= MAXIMUM_LENGTH else []


def looks_like_markdown(tokens: Sequence[Token]) -> bool:
    """Tell Markdown from plain text: it needs two kinds of markup, one of them a sure one."""
    inside = [child for token in tokens for child in token.children or ()]
    headings = sum(token.type == "heading_open" and token.markup.startswith("#") for token in tokens)
    items = sum(token.type == "list_item_open" and token.markup in {"-", "*", "+"} for token in tokens)
    links = any(token.type == "link_open" and token.markup != "autolink" for token in inside)
    tables = any(token.type == "table_open" for token in tokens)
    bold = sum(token.type == "strong_open" and token.markup == "**" for token in inside)
    fences = any(token.type == "fence" for token in tokens)
    sure = (headings >= 2) + links + tables + (bold > 0)
    return sure >= 2 or bold >= _SURELY_BOLD or (sure == 1 and (headings > 0 or items >= 2 or fences))


def read_markdown(text: str, tokens: Sequence[Token], flow: Flow) -> None:
    """Put what was parsed of a text into a flow, without its markup."""
    walk = _MarkdownWalk(_NEWLINE.split(text), flow)
    for token in tokens:
        walk.token(token)
    flow.end_block()


class _MarkdownWalk:
    """Goes through the blocks, and through the pieces of text within them."""

    def __init__(self, lines: Sequence[str], flow: Flow) -> None:
        self._lines = lines
        self._flow = flow
        self._end = 0
        self._mark = ""
        self._size = _BASE_SIZE
        self._bold = False
        self._is_underlined = False

    def token(self, token: Token) -> None:
        """Read a block's beginning, content or end."""
        flow = self._flow
        match token.type:
            case "heading_open":
                flow.end_block()
                self._size, self._bold = _SIZES[token.tag], True
                self._is_underlined = token.markup in {"=", "-"}
            case "heading_close":
                self._size, self._bold = _BASE_SIZE, False
                self._end += self._is_underlined
                self._is_underlined = False
            case "list_item_open":
                self._mark = f"{token.info}{token.markup} " if token.info else "• "
            case "inline":
                self._begin(token)
                self._inline(token.children or [])
            case "fence":
                self._begin(token)
                for line in token.content.splitlines():
                    flow.add(line, size=_BASE_SIZE)
                    flow.end_line()
            case _:
                self._table(token)

    def _table(self, token: Token) -> None:
        flow = self._flow
        if token.type == "table_open":
            flow.open_table()
        elif token.type == "tr_open" and token.map and "|" not in self._lines[token.map[0]]:
            # The library takes all lines up to an empty one for rows.
            flow.close_table()
        elif not flow.has_open_table:
            return
        elif token.type == "tr_open":
            flow.open_row()
        elif token.type in {"th_open", "td_open"}:
            flow.open_cell()
            self._bold = token.type == "th_open"
        elif token.type in {"th_close", "td_close"}:
            flow.close_cell()
            self._bold = False
        elif token.type == "table_close":
            flow.close_table()

    def _begin(self, token: Token) -> None:
        """End the block where an empty line or a rule stands before this text."""
        if token.map:
            if token.map[0] > self._end and not self._flow.has_open_table:
                self._flow.end_block()
            self._end = max(self._end, token.map[1])

    def _inline(self, tokens: Sequence[Token]) -> None:
        self._flow.add(self._mark)
        self._mark = ""
        # An underline makes a heading of its whole paragraph: in resumes, its last line is meant.
        first = _last_break(tokens) if self._is_underlined else 0
        self._put(tokens[:first], size=_BASE_SIZE, bold=False)
        self._put(tokens[first:], size=self._size, bold=self._bold)
        self._flow.end_line()

    def _put(self, tokens: Sequence[Token], *, size: float, bold: bool) -> None:
        flow = self._flow
        strong = 0
        for at, token in enumerate(tokens):
            strong += (token.type == "strong_open") - (token.type == "strong_close")
            if token.type in _BREAKS or (token.type == "html_inline" and token.content[:3].lower() == "<br"):
                flow.end_line()
            elif token.type in {"text", "code_inline"}:
                flow.add(token.content, size=size, bold=bold or strong > 0)
            elif token.type == "image":
                flow.add(" ", size=size)
            elif token.type == "link_open":
                text = clean_text("".join(_texts_of_link(tokens[at:]))).strip()
                flow.links.append(Link(clean_text(str(token.attrs.get("href", ""))).strip(), text))


def _texts_of_link(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_close":
            return
        if token.type in {"text", "code_inline"}:
            yield token.content


def _last_break(tokens: Sequence[Token]) -> int:
    return max((at for at, token in enumerate(tokens) if token.type in _BREAKS), default=0)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule, in which a mark beside a wide letter opens or closes by spaces alone."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    found = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1] if state.pos > 0 else " "
    after = state.src[state.pos + found.length] if state.pos + found.length < state.posMax else " "
    by_spaces = marker == "*" and (is_wide(before) or is_wide(after))
    for _ in range(found.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=found.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=not after.isspace() if by_spaces else found.can_open,
                close=not before.isspace() if by_spaces else found.can_close,
            )
        )
    state.pos += found.length
    return True
