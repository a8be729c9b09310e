"""Pictures for tests, made by code: few bytes for many pixels or pages."""

from __future__ import annotations

import struct
import zlib


def png_of_size(width: int, height: int) -> bytes:
    """A black picture of one bit a pixel: a few kilobytes for a billion pixels."""
    row = b"\0" + bytes(-(-width // 8))
    compressor = zlib.compressobj(9)
    packed = b"".join(compressor.compress(row * min(1000, height - at)) for at in range(0, height, 1000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + _png_chunk(b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0))
        + _png_chunk(b"IDAT", packed + compressor.flush())
        + _png_chunk(b"IEND", b"")
    )


def tiff_with_page_count(count: int) -> bytes:
    """A TIFF of many pages, of one white pixel each."""
    out = bytearray(b"II*\0" + struct.pack("<I", 10) + b"\xff\0")
    entries = [
        (256, 4, 1),
        (257, 4, 1),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (278, 4, 1),
        (279, 4, 1),
    ]
    size = 2 + 12 * len(entries) + 4
    for index in range(count):
        directory = struct.pack("<H", len(entries))
        directory += b"".join(struct.pack("<2HII", tag, kind, 1, value) for tag, kind, value in entries)
        following = 10 + (index + 1) * size if index + 1 < count else 0
        out += directory + struct.pack("<I", following)
    return bytes(out)


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
