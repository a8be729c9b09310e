"""What a file is, told by its content alone: its beginning, its end and its size.

To widen the table: a type is a function of `_Sample` in `_DETECTORS`, or a signature that stops here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass

from domain.documents.models import MediaType
from domain.documents.text import decode_text

HEAD_BYTES = 64 * 2**10
TAIL_BYTES = 128 * 2**10

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
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"8BPS",
    b"\0\0\x01\0",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"\x1aE\xdf\xa3",
    b"FLV\x01",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
    b"%!PS",
    b"SQLite format 3\0",
)
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|svg)\b", re.I | re.S
)
_PLAIN_CONTROLS = frozenset("\t\n\r\f\x0b\x1a")

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class _Sample:
    head: bytes
    tail: bytes
    size_bytes: int


def detect_media_type(*, head: bytes, tail: bytes, size_bytes: int) -> MediaType | None:
    """Tell a file's type, or None where it is none that can be read.

    Args:
        head: The first bytes, up to `HEAD_BYTES`; they may end in the middle of a character.
        tail: The last bytes, up to `TAIL_BYTES`; they overlap with the head in a short file.
        size_bytes: The size of the whole file.
    """
    sample = _Sample(head[:HEAD_BYTES], tail[-TAIL_BYTES:], size_bytes)
    return next((media_type for media_type, matches in _DETECTORS if matches(sample)), None)


def _is_pdf(sample: _Sample) -> bool:
    """Readers accept a header within the first kilobyte, after a mail's or a printer's leftovers."""
    at = sample.head.find(b"%PDF-", 0, _PDF_WINDOW + 5)
    if at <= 0:
        return at == 0
    # A text may speak of the mark; a PDF goes on with its version, and has objects.
    return sample.head[at + 5 : at + 6].isdigit() and (
        b" obj" in sample.head[at:] or b"startxref" in sample.tail
    )


def _is_docx(sample: _Sample) -> bool:
    if not sample.head.startswith(b"PK\x03\x04"):
        return False
    names = _central_names(sample)
    if not names:
        names = _local_names(sample.head)
    return any(name.startswith(b"word/") for name in names)


def _is_text(sample: _Sample) -> bool:
    head = sample.head
    if not head or _has_binary_signature(head):
        return False
    text = decode_text(head, complete=len(head) >= sample.size_bytes)
    if text is None or not text.strip() or _MARKUP.match(text):
        return False
    controls = sum(character < " " and character not in _PLAIN_CONTROLS for character in text)
    odd = controls + text.count("\x7f") + sum("\x80" <= character < "\xa0" for character in text)
    return odd <= _MAXIMUM_CONTROL_SHARE * len(text) and _reads_like_text(text)


_DETECTORS: tuple[tuple[MediaType, Callable[[_Sample], bool]], ...] = (
    (MediaType.PDF, _is_pdf),
    (MediaType.DOCX, _is_docx),
    (MediaType.TEXT, _is_text),
)


def _has_binary_signature(head: bytes) -> bool:
    return (
        head.startswith(_BINARY_SIGNATURES)
        or (head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI ", b"WEBP"))
        or (head.startswith(b"BM") and b"\0" in head[:26])
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


def _central_names(sample: _Sample) -> list[bytes]:
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
