"""Files for tests that must end in a failure, and soon.

Every function returns the file's bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import cache

from tests.pdf_files import pdf_from_objects, pdf_stream
from tests.word_files import docx_with_paragraphs


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (b"1f" * 32, b"2e" * 32),
    ]
    return pdf_from_objects(objects, trailer=b"/Encrypt 3 0 R /ID [<00> <00>]")


def self_calling_pdf() -> bytes:
    """A form XObject that draws itself, twice."""
    return _pdf_with_forms([b"/X0 Do /X0 Do"], [[0]])


def billion_laughs_pdf(*, depth: int = 12) -> bytes:
    """Form XObjects that each draw the next ten times."""
    contents = [b"/X%d Do " % (level + 1) * 10 for level in range(depth)]
    contents.append(b"BT /F0 12 Tf 72 700 Td (ha) Tj ET")
    return _pdf_with_forms(contents, [[level + 1] for level in range(depth)] + [[]])


def slow_to_render_pdf(*, step: float = 0.1) -> bytes:
    """A picture under a tiling pattern that is drawn millions of times: a minute's work in a kilobyte."""
    return pdf_from_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Pattern << /P0 5 0 R >> /XObject << /Im0 6 0 R >> >> >>",
            pdf_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q /Pattern cs /P0 scn 0 0 595 842 re f"),
            pdf_stream(
                b"1 0 0 rg 0 0 5 5 re f 0 0 m 9 9 l S",
                b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] "
                b"/XStep %f /YStep %f /Resources << >>" % (step, step),
            ),
            pdf_stream(
                b"\xc0",
                b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
                b"/BitsPerComponent 8",
            ),
        ]
    )


def heavy_docx(*, paragraphs: int = 150_000) -> bytes:
    """A small file with more paragraphs than a reader gets through in time."""
    return docx_with_paragraphs(["a"] * paragraphs)


def flate_bomb_pdf(*, megabytes: int = 1024) -> bytes:
    """A page whose content inflates to spaces without end."""
    stream = pdf_stream(b"\x78\x9c" + _deflated_spaces(megabytes), b"/Filter /FlateDecode")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>"
    return pdf_from_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream]
    )


def docx_zip_bomb(*, megabytes: int = 1024, declared_size: int | None = None) -> bytes:
    """A DOCX whose document inflates to a gigabyte of spaces; it may declare another size."""
    size = megabytes * 2**20 if declared_size is None else declared_size
    return _zip_with_entry(b"word/document.xml", _deflated_spaces(megabytes), declared_size=size)


@cache
def docx_with_entry_count(count: int) -> bytes:
    """A DOCX whose central directory lists very many (empty) entries."""
    names = [b"word/document.xml"] + [b"word/media/%06d" % number for number in range(count - 1)]
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, len(names[0]), 0) + names[0]
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, *[0] * 7, len(name), *[0] * 6) + name
        for name in names
    )
    zip64 = struct.pack(
        "<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(directory), len(local)
    ) + struct.pack("<4sIQI", b"PK\x06\x07", 0, len(local) + len(directory), 1)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), len(local), 0)
    return local + directory + zip64 + end


def windows_executable() -> bytes:
    """The beginning of a Windows program."""
    return b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200 + b"PE\x00\x00L\x01"


def _pdf_with_forms(contents: Sequence[bytes], calls: Sequence[Sequence[int]]) -> bytes:
    """A page that draws form X0; `calls[n]` are the forms in the resources of form n."""
    font = b"/Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X0 5 0 R >> >> >>",
        pdf_stream(b"/X0 Do"),
    ]
    for content, called in zip(contents, calls, strict=True):
        forms = b" ".join(b"/X%d %d 0 R" % (form, 5 + form) for form in called)
        objects.append(
            pdf_stream(
                content,
                b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << %s >> %s >>"
                % (forms, font),
            )
        )
    return pdf_from_objects(objects)


def _deflated_spaces(megabytes: int) -> bytes:
    """Raw deflate data: a block that stands for itself, repeated, so that it is cheap to make."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = compressor.compress(b" " * 2**20) + compressor.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\x03\x00"


def _zip_with_entry(name: bytes, deflated: bytes, *, declared_size: int) -> bytes:
    sizes = (0, len(deflated), declared_size)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *sizes, len(name), 0) + name + deflated
    directory = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *sizes, len(name), *[0] * 6) + name
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + end
