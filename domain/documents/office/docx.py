"""Word documents: a guarded zip, a walk over its markup, and docx2txt as a second pair of eyes."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

import docx2txt
from lxml import etree

from domain.documents.characters import clean_text
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.flow import document_of
from domain.documents.models import Block, BlockKind, Document, HiddenText, Line, Link
from domain.documents.office.elements import parsed
from domain.documents.office.word_grounds import Backdrops, page_ground, page_width_of
from domain.documents.office.word_markup import WordWalk
from domain.documents.office.word_styles import styles_of
from domain.documents.text import line_of
from domain.documents.zip_guard import GuardedZip

_MAIN_PART = re.compile(r"word/document\d*\.xml")
_HEADER_PART = re.compile(r"word/header\d*\.xml")
_FOOTER_PART = re.compile(r"word/footer\d*\.xml")
# Word keeps a document with a password in the container of its older format.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCX2TXT_ERRORS = (KeyError, ParseError, UnicodeDecodeError, ValueError, RuntimeError, zipfile.BadZipFile)


def read_docx(content: bytes) -> Document:
    """Read a Word document as one page: headers, the body, footers, then what only docx2txt saw.

    Raises:
        ReadFailure: DAMAGED, ENCRYPTED, TOO_COMPLEX for zip bombs, NO_TEXT.
    """
    if content.startswith(_OLE):
        raise ReadFailure(FailureCode.ENCRYPTED, "a package with a password")
    with GuardedZip(io.BytesIO(content)) as archive:
        if not archive.names(_MAIN_PART):
            raise ReadFailure(FailureCode.DAMAGED, "no document within")
        walked = _walk(archive)
        # What docx2txt would inflate has been inflated under the guard before.
        safe = archive.has_read_all(
            _HEADER_PART, _FOOTER_PART, _MAIN_PART, re.compile(r"\[Content_Types\].xml")
        )
    blocks, missed = walked.blocks, _missed_lines(content, walked.seen) if safe else []
    if missed:
        blocks.append(Block(tuple(missed)))
    return document_of(
        blocks,
        walked.links,
        hidden=walked.hidden,
        otherwise=FailureCode.NO_TEXT if safe else FailureCode.DAMAGED,
    )


@dataclass(slots=True)
class _Walked:
    """What the walks over all parts have gathered."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    hidden: list[HiddenText] = field(default_factory=list)


def _walk(archive: GuardedZip) -> _Walked:
    common = archive.read_if_there("word/styles.xml")
    defined = parsed(common) if common else None
    styles = styles_of(defined) if defined is not None else {}
    backdrops, walked = Backdrops(), _Walked()
    parts: list[tuple[str, BlockKind, etree._Element]] = []
    width, ground = 0.0, None
    for pattern, kind in (
        (_HEADER_PART, BlockKind.HEADER),
        (_MAIN_PART, BlockKind.TEXT),
        (_FOOTER_PART, BlockKind.FOOTER),
    ):
        for name in archive.names(pattern):
            root = parsed(archive.read(name))
            if root is None:
                continue
            parts.append((name, kind, root))
            backdrops.add(root, is_main=kind is BlockKind.TEXT)
            if kind is BlockKind.TEXT:
                width, ground = max(width, page_width_of(root)), page_ground(root)
    printed: set[str] = set()
    for name, kind, root in parts:
        walk = WordWalk(_targets(archive, name), styles, backdrops=backdrops, page_width=width, ground=ground)
        walk.walk(root, kind)
        walked.links += walk.links
        walked.seen += walk.seen
        walked.hidden += walk.hidden
        # First, even and odd pages often carry the same header three times.
        walked.blocks += [
            block for block in walk.blocks if kind is BlockKind.TEXT or block.text not in printed
        ]
        printed.update(block.text for block in walk.blocks)
    return walked


def _targets(archive: GuardedZip, part: str) -> Mapping[str, str]:
    """The part's external link targets by their relationship ids."""
    folder, _, file = part.rpartition("/")
    content = archive.read_if_there(f"{folder}/_rels/{file}.rels")
    root = parsed(content) if content else None
    if root is None:
        return {}
    return {
        relation.get("Id", ""): clean_text(relation.get("Target", "")).strip()
        for relation in root
        if relation.get("Type", "").endswith("/hyperlink") and relation.get("TargetMode") == "External"
    }


def _missed_lines(content: bytes, seen: list[str]) -> list[Line]:
    """Lines that docx2txt reads and the walk has never looked at."""
    try:
        text = docx2txt.process(io.BytesIO(content))
    except (*_DOCX2TXT_ERRORS, zlib.error):
        return []
    known = "\n".join("".join(clean_text(paragraph).split()) for paragraph in seen)
    lines = []
    for raw in dict.fromkeys(text.splitlines()):
        squeezed = "".join(clean_text(raw).split())
        if not _is_known(squeezed, known):
            line = line_of(raw)
            if line is not None:
                lines.append(line)
    return lines


def _is_known(text: str, known: str) -> bool:
    """Tell whether a text is made of a few known pieces: docx2txt runs a box into the paragraph around it."""
    for _ in range(4):
        if text in known:
            return True
        low, high = 0, len(text)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (middle, high) if text[:middle] in known else (low, middle)
        text = text[low:]
    return False
