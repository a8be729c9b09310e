"""How the content of each format is known: by a file's beginning, its end and its size."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from domain.documents.markup.encodings import decode_html
from domain.vocabulary.encodings import decode_text
from domain.vocabulary.later import compiled_later

_PDF_WINDOW = 1024
_MAXIMUM_CONTROL_SHARE = 0.01
_MAXIMUM_ODD_SHARE = 0.3

# What is surely no text, even where its bytes happen to decode.
_BINARY_SIGNATURES = (
    b"\x7fELF",
    b"MZ\x90",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\0asm",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\x1f\x8b",
    b"\x1f\x9d",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\0",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"!<arch>\n",
    b"8BPS",
    b"\0\0\x01\0",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"\x1aE\xdf\xa3",
    b"FLV\x01",
    b"%!PS",
    b"SQLite format 3\0",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Word's stream nearly always comes first in its container, and begins with this number.
_WORD_STREAM = b"\xec\xa5"
_WORD_STREAM_AT = 512
_PROLOGUE = compiled_later(r"\s{0,99}(?:<(?:\?[^>]{0,300}|!--(?:[^-]|-(?!->)){0,2000}--)>\s{0,99}){0,20}")
_PAGE_BEGINS = compiled_later(
    r"<(?:!doctype\s{1,9}html|html|head|body|meta|title|style|div|table|p)\b[^<]{0,2000}>", re.I
)
_FRAGMENT_BEGINS = compiled_later(r"<(?:style|div|table|p)\b", re.I)
# Markdown may begin with an element that centres its head.
_MARKDOWN_LINE = compiled_later(r"^(?:#{1,6} |[-*+] |\*\*|\d{1,2}\. )\S", re.MULTILINE)
_FEWEST_MARKDOWN_LINES = 3
_MARKUP_BEGINS = compiled_later(r"<(?:!doctype|\?xml|svg|[a-zA-Z][\w.-]{0,60}:[\w-]{1,60})\b", re.I)
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_BITMAP_HEADERS = tuple(struct.pack("<I", length) for length in (12, 40, 52, 56, 64, 108, 124))
# All but tabs, the ends of lines and pages, and the mark that old systems end a text with.
_CONTROLS = compiled_later(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")

_LINKEDIN_TABLES = frozenset((b"Positions.csv", b"Education.csv", b"Skills.csv", b"Email Addresses.csv"))
_JSON_BASICS = compiled_later(r'"basics"\s{0,99}:\s{0,99}\{')
_JSON_PART = compiled_later(r'"(?:work|education|skills)"\s{0,99}:\s{0,99}\[|"[^"]{0,200}/resume-schema/')

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Sample:
    """A file's first and last bytes, which overlap in a short file, and its size."""

    head: bytes
    tail: bytes
    size_bytes: int


def is_pdf(sample: Sample) -> bool:
    """Readers accept a header within the first kilobyte, after a mail's or a printer's leftovers."""
    at = sample.head.find(b"%PDF-", 0, _PDF_WINDOW + 5)
    if at <= 0:
        return at == 0
    # A text may speak of the mark; a PDF goes on with its version, and has objects.
    return sample.head[at + 5 : at + 6].isdigit() and (
        b" obj" in sample.head[at:] or b"startxref" in sample.tail
    )


def is_docx(sample: Sample) -> bool:
    """Its parts tell; with a password it is a container whose reader says that it is encrypted."""
    if sample.head.startswith(_OLE):
        return _names(sample, "EncryptedPackage")
    if not sample.head.startswith(b"PK\x03\x04"):
        return False
    names = _central_names(sample)
    if not names:
        names = _local_names(sample.head)
    return any(name.startswith(b"word/") for name in names)


def is_odt(sample: Sample) -> bool:
    # The format asks for its name to come first, and uncompressed.
    return (
        sample.head.startswith(b"PK\x03\x04")
        and b"mimetypeapplication/vnd.oasis.opendocument.text" in sample.head[:200]
    )


def is_doc(sample: Sample) -> bool:
    head = sample.head
    return head.startswith(_OLE) and (
        head.startswith(_WORD_STREAM, _WORD_STREAM_AT) or _names(sample, "WordDocument")
    )


def _names(sample: Sample, stream: str) -> bool:
    """Tell whether the directory, as far as head and tail hold it, names a stream."""
    name = stream.encode("utf-16-le") + b"\0\0"
    return name in sample.head or name in sample.tail


def is_rtf(sample: Sample) -> bool:
    return sample.head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"{\\rtf")


def is_png(sample: Sample) -> bool:
    return sample.head.startswith(b"\x89PNG\r\n\x1a\n")


def is_jpeg(sample: Sample) -> bool:
    return sample.head.startswith(b"\xff\xd8\xff")


def is_gif(sample: Sample) -> bool:
    return sample.head.startswith((b"GIF87a", b"GIF89a"))


def is_tiff(sample: Sample) -> bool:
    return sample.head.startswith((b"II*\0", b"MM\0*"))


def is_webp(sample: Sample) -> bool:
    return sample.head.startswith(b"RIFF") and sample.head[8:12] == b"WEBP"


def is_heic(sample: Sample) -> bool:
    return sample.head[4:8] == b"ftyp" and sample.head[8:12] in _HEIC_BRANDS


def is_bmp(sample: Sample) -> bool:
    """A bitmap's reserved bytes are zero, and its header is of one of few lengths."""
    head = sample.head
    return head.startswith(b"BM") and head[6:10] == b"\0\0\0\0" and head[14:18] in _BITMAP_HEADERS


def is_linkedin(sample: Sample) -> bool:
    """The data that LinkedIn gives its members: a zip with a table of the profile and others of it."""
    if not sample.head.startswith(b"PK\x03\x04"):
        return False
    tables = {name.rpartition(b"/")[2] for name in _central_names(sample)}
    return b"Profile.csv" in tables and not tables.isdisjoint(_LINKEDIN_TABLES)


def is_json_resume(sample: Sample) -> bool:
    """An object that tells the basics of somebody, and parts of a resume or its schema."""
    head = sample.head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not head.startswith(b"{"):
        return False
    # Its keys are ASCII.
    seen = (sample.head + sample.tail).decode("latin-1")
    return _JSON_BASICS.search(seen) is not None and _JSON_PART.search(seen) is not None


def is_html(sample: Sample) -> bool:
    if _has_binary_signature(sample.head):
        return False
    text = decode_html(sample.head, complete=len(sample.head) >= sample.size_bytes)
    if text is None:
        return False
    begin = _PROLOGUE.match(text)
    start = begin.end() if begin else 0
    if _PAGE_BEGINS.match(text, start) is None:
        return False
    is_fragment = _FRAGMENT_BEGINS.match(text, start) is not None
    return not (is_fragment and len(_MARKDOWN_LINE.findall(text)) >= _FEWEST_MARKDOWN_LINES)


def is_text(sample: Sample) -> bool:
    head = sample.head
    if not head or _has_binary_signature(head):
        return False
    text = decode_text(head, complete=len(head) >= sample.size_bytes)
    if text is None or not text.strip() or _MARKUP_BEGINS.match(text.lstrip()):
        return False
    odd = len(_CONTROLS.findall(text))
    return odd <= _MAXIMUM_CONTROL_SHARE * len(text) and _reads_like_text(text)


def _has_binary_signature(head: bytes) -> bool:
    return (
        head.startswith(_BINARY_SIGNATURES)
        or (head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI "))
        or (head.startswith(b"BM") and b"\0" in head[:26])
        or head.startswith((_OLE, b"II+\0", b"MM\0+"))
        or (head.startswith(b"MZ") and b"\0" in head[:64])
        or head[4:8] == b"ftyp"
        or head[257:262] == b"ustar"
        or (len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] not in (0xFE, 0xFF))
    )


def _reads_like_text(text: str) -> bool:
    """Refuse bytes that only happen to decode: private-use, unassigned and stray characters."""
    sample = text[:4096]
    odd = sum("\ue000" <= c <= "\uf8ff" or c > "\U0002fa1f" or c == "\ufffd" for c in sample if c > "\x7f")
    beyond_ascii = sum(character > "\x7f" for character in sample)
    return odd <= _MAXIMUM_ODD_SHARE * beyond_ascii


def _central_names(sample: Sample) -> list[bytes]:
    """The names in the central directory, as far as the tail holds it."""
    tail = sample.tail
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(tail):
        return []
    _, _, _, _, _, length, start, _ = _END.unpack_from(tail, end)
    at = max(0, min(start - (sample.size_bytes - len(tail)), end), end - length)
    at = tail.find(b"PK\x01\x02", at, end)
    names = []
    while at >= 0 and at + _CENTRAL.size <= end and tail.startswith(b"PK\x01\x02", at):
        fields = _CENTRAL.unpack_from(tail, at)
        name_length, extra_length, comment_length = fields[10:13]
        names.append(tail[at + _CENTRAL.size : at + _CENTRAL.size + name_length])
        at += _CENTRAL.size + name_length + extra_length + comment_length
    return names


def _local_names(head: bytes) -> list[bytes]:
    """The names of the entries that begin within the head, for a zip that has lost its end."""
    names = []
    at = 0
    while 0 <= at <= len(head) - _LOCAL.size:
        fields = _LOCAL.unpack_from(head, at)
        packed_size, name_length, extra_length = fields[7], fields[9], fields[10]
        begin = at + _LOCAL.size
        names.append(head[begin : begin + name_length])
        at = head.find(b"PK\x03\x04", begin + name_length + extra_length + packed_size)
    return names
