"""Markdown: its markup taken off, its headings, tables and links kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.documents.characters import clean_text
from domain.documents.flow import Flow
from domain.documents.models import Link

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t](.*)$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*(?:\|[ \t]*)?$")
_ITEM = re.compile(r"^[ \t]*[*+-][ \t]+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"]{0,300}\")?\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(<?([^()\s<>]{1,2000})>?(?:[ \t]+\"[^\"]{0,300}\")?\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:|tel:)[^<>\s]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--.{0,2000}?-->")
_BREAK = re.compile(r"<br[ \t]*/?>", re.I)
_EMPHASIS = (
    re.compile(r"\*\*(?=\S)([^*]{1,500}?)(?<=\S)\*\*"),
    re.compile(r"(?<!\w)__(?=\S)([^_]{1,500}?)(?<=\S)__(?!\w)"),
    re.compile(r"\*(?=[^\s*])([^*]{1,500}?)(?<=\S)\*"),
    re.compile(r"(?<!\w)_(?=[^\s_])([^_]{1,500}?)(?<=\S)_(?!\w)"),
    re.compile(r"~~(?=\S)([^~]{1,500}?)(?<=\S)~~"),
    re.compile(r"`([^`]{1,500})`"),
)
_WHOLLY_BOLD = re.compile(r"(?:\*\*|__)[^*]{1,300}(?:\*\*|__)$")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_PIPE = re.compile(r"(?<!\\)\|")
_SIZES = (24.0, 18.0, 14.0, 12.0, 12.0, 12.0)
_BASE_SIZE = 12.0
_SAMPLE_LINES = 400


def looks_like_markdown(lines: Sequence[str]) -> bool:
    """Tell Markdown from plain text: it needs two kinds of markup, one of them a sure one."""
    sample = lines[:_SAMPLE_LINES]
    headings = sum(1 for line in sample if _HEADING.match(line))
    links = any(_LINK.search(line) for line in sample)
    tables = any("|" in line and _TABLE_RULE.match(line) for line in sample)
    bold = any("**" in line and _EMPHASIS[0].search(line) for line in sample)
    items = sum(1 for line in sample if _ITEM.match(line))
    fences = any(_FENCE.match(line) for line in sample)
    sure = (headings >= 2) + links + tables + bold
    return sure >= 2 or (sure == 1 and (headings > 0 or items >= 2 or fences))


def read_markdown(lines: Sequence[str], flow: Flow) -> None:
    """Put the lines into a flow, without their markup."""
    at = 0
    while at < len(lines):
        line = _QUOTE.sub("", lines[at])
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if "|" in line and "|" in after and _TABLE_RULE.match(after):
            at = _read_table(lines, at, flow)
            continue
        heading = _HEADING.match(line)
        if heading:
            words = heading[2].strip(" \t").rstrip("#").rstrip(" \t")
            _put_heading(words, len(heading[1]), flow)
        elif line.strip() and _UNDERLINE.match(after) and len(after.strip()) > 1 and "|" not in line:
            _put_heading(line, 1 if after.strip().startswith("=") else 2, flow)
            at += 1
        elif not line.strip() or _RULE.match(line):
            flow.end_block()
        elif not _FENCE.match(line):
            _put(line, flow, bold=bool(_WHOLLY_BOLD.match(line.strip())))
        at += 1
    flow.end_block()


def _read_table(lines: Sequence[str], at: int, flow: Flow) -> int:
    """Read a table from its head on; return where it ends."""
    flow.open_table()
    start = at
    while at < len(lines) and "|" in lines[at]:
        if at != start + 1:
            flow.open_row()
            for cell in _PIPE.split(lines[at].strip().removeprefix("|").removesuffix("|")):
                flow.open_cell()
                _put(cell, flow, bold=at == start)
                flow.close_cell()
        at += 1
    flow.close_table()
    return at


def _put_heading(text: str, level: int, flow: Flow) -> None:
    flow.end_block()
    _put(text, flow, size=_SIZES[level - 1], bold=True)


def _put(line: str, flow: Flow, *, size: float = _BASE_SIZE, bold: bool = False) -> None:
    for part in _BREAK.split(line):
        flow.add(_plain(part, flow), size=size, bold=bold)
        flow.end_line()


def _plain(text: str, flow: Flow) -> str:
    text = _ITEM.sub("• ", text, count=1)
    text = _IMAGE.sub(" ", text)
    for match in _LINK.finditer(text):
        flow.links.append(Link(clean_text(match[2]).strip(), clean_text(_unmarked(match[1])).strip()))
    text = _LINK.sub(r"\1", text)
    for match in _ADDRESS.finditer(text):
        uri = match[1] if ":" in match[1] else f"mailto:{match[1]}"
        flow.links.append(Link(clean_text(uri).strip(), match[1]))
    return _ESCAPE.sub(r"\1", _unmarked(_TAG.sub("", _ADDRESS.sub(r"\1", text))))


def _unmarked(text: str) -> str:
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return text
