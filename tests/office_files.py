"""Files of other word processors for tests, made by code: binary Word, rich text, OpenDocument.

Every function returns the file's bytes. The people in them do not exist.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

ODT_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)

_SECTOR = 512
_END_OF_CHAIN, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
# Streams below this length live in another container within the container.
_SMALLEST_STREAM = 4096


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """A paragraph of a binary Word document; a cell's `text` ends with \\x07, others get their mark."""

    text: str
    in_table: bool = False
    ends_row: bool = False
    hidden: bool = False
    bold: bool = False
    size: float = 10.5


def ole_with_streams(streams: dict[str, bytes]) -> bytes:
    """A compound file with streams in its root."""
    sectors: list[bytes] = []
    chains: list[int] = []
    entries = [_ole_entry("Root Entry", 5, _END_OF_CHAIN, 0)]
    for name, content in streams.items():
        padded = content.ljust(_SMALLEST_STREAM, b"\0")
        first = len(sectors)
        _append(padded, sectors, chains)
        entries.append(_ole_entry(name, 2, first, len(padded)))
    directory = len(sectors)
    _append(b"".join(entries), sectors, chains)
    table = len(sectors)
    chains.append(_FAT)
    chains += [_FREE] * (_SECTOR // 4 - len(chains))
    sectors.append(struct.pack(f"<{_SECTOR // 4}I", *chains))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, directory, 0, _SMALLEST_STREAM, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0)
    header += struct.pack("<109I", table, *[_FREE] * 108)
    return header + b"".join(sectors)


def doc_with_paragraphs(
    paragraphs: Sequence[DocParagraph], *, headers: Sequence[DocParagraph] = (), encrypted: bool = False
) -> bytes:
    """A binary Word document with a body and headers, in one piece of text."""
    body = [_marked(paragraph) for paragraph in paragraphs]
    head = [_marked(paragraph) for paragraph in headers]
    start = 2 * _SECTOR
    text = "".join(body + head).encode("utf-16-le")
    ends = [start]
    for piece in body + head:
        ends.append(ends[-1] + len(piece.encode("utf-16-le")))
    letters, styles = [], []
    for paragraph in (*paragraphs, *headers):
        letters.append(
            struct.pack("<HB", 0x0835, paragraph.bold)
            + struct.pack("<HB", 0x083C, paragraph.hidden)
            + struct.pack("<HH", 0x4A43, round(paragraph.size * 2))
        )
        styles.append(
            struct.pack("<HB", 0x2416, paragraph.in_table) + struct.pack("<HB", 0x2417, paragraph.ends_row)
        )
    letter_page = _property_page(ends, letters, of_paragraphs=False)
    paragraph_page = _property_page(ends, styles, of_paragraphs=True)
    pages_at = -(-(start + len(text)) // _SECTOR)
    count = sum(map(len, body)) + sum(map(len, head))
    pieces = struct.pack("<BI2i", 2, 16, 0, count) + struct.pack("<HIH", 0, start, 0)
    letter_directory = struct.pack("<3I", start, ends[-1], pages_at)
    paragraph_directory = struct.pack("<3I", start, ends[-1], pages_at + 1)
    block = bytearray(start)
    struct.pack_into("<2H", block, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", block, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<8i", block, 0x4C, sum(map(len, body)), 0, sum(map(len, head)), 0, 0, 0, 0, 0)
    at = 0
    for place, part in ((0x1A2, pieces), (0xFA, letter_directory), (0x102, paragraph_directory)):
        struct.pack_into("<2I", block, place, at, len(part))
        at += len(part)
    word = (bytes(block) + text).ljust(pages_at * _SECTOR, b"\0") + letter_page + paragraph_page
    return ole_with_streams({"WordDocument": word, "1Table": pieces + letter_directory + paragraph_directory})


def doc_with_lines(lines: Sequence[str]) -> bytes:
    """A binary Word document of plain paragraphs."""
    return doc_with_paragraphs([DocParagraph(line) for line in lines])


def rtf_with_body(body: str) -> bytes:
    """A rich text file in GBK; characters outside ASCII are written in hexadecimal."""
    encoded = "".join(
        character if character < "\x80" else "".join(f"\\'{byte:02x}" for byte in character.encode("gb18030"))
        for character in body
    )
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0 {encoded}}}".encode()


def odt_with_body(body: str, *, styles: str = "", header: str = "", encrypted: bool = False) -> bytes:
    """An OpenDocument text whose body, automatic styles and header are raw markup."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODT_NAMESPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {ODT_NAMESPACES}><office:master-styles><style:master-page>"
            f"<style:header>{header}</style:header></style:master-page></office:master-styles>"
            "</office:document-styles>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest><encryption-data/></manifest>" if encrypted else "<manifest/>",
        )
    return out.getvalue()


def odt_paragraph(text: str) -> str:
    """A paragraph."""
    return f"<text:p>{escape(text)}</text:p>"


def _append(content: bytes, sectors: list[bytes], chains: list[int]) -> None:
    for at in range(0, len(content), _SECTOR):
        sectors.append(content[at : at + _SECTOR].ljust(_SECTOR, b"\0"))
        chains.append(len(sectors))
    chains[-1] = _END_OF_CHAIN


def _ole_entry(name: str, kind: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB3I", len(encoded), kind, 1, *[_FREE] * 3)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", first, size)


def _marked(paragraph: DocParagraph) -> str:
    return paragraph.text if paragraph.text.endswith("\x07") else paragraph.text + "\r"


def _property_page(ends: Sequence[int], properties: Sequence[bytes], *, of_paragraphs: bool) -> bytes:
    page = bytearray(_SECTOR)
    count = len(properties)
    struct.pack_into(f"<{count + 1}I", page, 0, *ends)
    at = _SECTOR - 1
    for index, each in enumerate(properties):
        if of_paragraphs:
            # The size counts words, the byte before them and the style's number included.
            entry = bytes([len(each) // 2 + 2]) + b"\0\0" + each + b"\0"
        else:
            entry = bytes([len(each)]) + each
        at = (at - len(entry)) // 2 * 2
        page[at : at + len(entry)] = entry
        page[4 * (count + 1) + (13 if of_paragraphs else 1) * index] = at // 2
    page[-1] = count
    return bytes(page)
