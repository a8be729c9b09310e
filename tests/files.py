"""Files for tests, made by code: simple ones, and hostile ones that must end in a failure.

Every function returns the file's bytes. The people in them do not exist.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

A4_WIDTH = 595
A4_HEIGHT = 842

WORD_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STRICT_WORD_NAMESPACES = (
    'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" '
    'xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"'
)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A piece of text on a PDF page; `left` and `baseline` are points from the top left corner."""

    text: str
    left: float
    baseline: float
    size: float = 11
    bold: bool = False
    colour: tuple[float, float, float] = (0, 0, 0)
    render_mode: int = 0


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link annotation over a rectangle, in points from the top left corner."""

    uri: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What `pdf_with_pages` draws; `fills` are (left, top, right, bottom, grey), `rules` (x0, y0, x1, y1).

    With `picture`, a grey picture lies under the page.
    """

    texts: Sequence[PlacedText] = ()
    links: Sequence[PlacedLink] = ()
    fills: Sequence[tuple[float, float, float, float, float]] = ()
    rules: Sequence[tuple[float, float, float, float]] = ()
    picture: bool = False


def pdf_from_objects(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """Join object bodies into a PDF; the first is object 1 and the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pdf_stream(content: bytes, dictionary: bytes = b"") -> bytes:
    """A PDF stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), dictionary, content)


def pdf_with_pages(pages: Sequence[PdfPage]) -> bytes:
    """Draw pages of placed text, in any language: fonts are Type 0 with a ToUnicode map, none embedded."""
    characters = sorted({c for page in pages for text in page.texts for c in text.text} | {" "})
    codes = {character: code for code, character in enumerate(characters, start=0x100)}
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_fonts(codes)]
    kids = []
    for page in pages:
        content = _page_content(page, codes)
        objects.append(pdf_stream(content))
        content_number = len(objects)
        annotations = []
        for link in page.links:
            objects.append(
                b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%f %f %f %f] "
                b"/A << /S /URI /URI (%s) >> >>"
                % (link.left, A4_HEIGHT - link.bottom, link.right, A4_HEIGHT - link.top, link.uri.encode())
            )
            annotations.append(b"%d 0 R" % len(objects))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Annots [%s] "
            b"/Resources << /Font << /F0 3 0 R /F1 4 0 R >> /XObject << /Im0 8 0 R >> >> >>"
            % (A4_WIDTH, A4_HEIGHT, content_number, b" ".join(annotations))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return pdf_from_objects(objects)


def pdf_with_lines(lines: Sequence[str], *, size: float = 11) -> bytes:
    """One column of lines, one below the other; as many pages as they need."""
    per_page = int((A4_HEIGHT - 100) // (size * 1.5))
    pages = [lines[start : start + per_page] for start in range(0, max(len(lines), 1), per_page)]
    return pdf_with_pages(
        [
            PdfPage([PlacedText(line, 50, 60 + row * size * 1.5, size) for row, line in enumerate(page)])
            for page in pages
        ]
    )


def pdf_with_columns(left: Sequence[str], right: Sequence[str], *, header: Sequence[str] = ()) -> bytes:
    """A header across the page, a sidebar and a main column; drawn row by row, as some programs do."""
    texts = [PlacedText(line, 50, 50 + row * 24, 16) for row, line in enumerate(header)]
    top = 60 + len(header) * 24
    for row in range(max(len(left), len(right))):
        if row < len(left):
            texts.append(PlacedText(left[row], 50, top + row * 21, 10))
        if row < len(right):
            texts.append(PlacedText(right[row], 220, top + 4 + row * 16, 10))
    return pdf_with_pages([PdfPage(texts)])


def pdf_with_table(rows: Sequence[Sequence[str]], *, title: str = "") -> bytes:
    """A ruled table of equal columns, under a title."""
    columns = max(len(row) for row in rows)
    width = (A4_WIDTH - 100) / columns
    bottom = 100 + 24 * len(rows)
    rules: list[tuple[float, float, float, float]] = [
        (50, 100 + 24 * row, A4_WIDTH - 50, 100 + 24 * row) for row in range(len(rows) + 1)
    ]
    rules += [(50 + width * column, 100, 50 + width * column, bottom) for column in range(columns + 1)]
    texts = [PlacedText(title, 50, 70, 16)] if title else []
    for number, row in enumerate(rows):
        texts += [
            PlacedText(cell, 54 + width * column, 116 + 24 * number, 10) for column, cell in enumerate(row)
        ]
    return pdf_with_pages([PdfPage(texts, rules=rules)])


def pdf_without_text() -> bytes:
    """A page with a grey rectangle alone, like a scan."""
    return pdf_with_pages([PdfPage(fills=[(50, 50, 500, 700, 0.5)])])


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


def pdf_with_page_count(count: int) -> bytes:
    """A PDF of many pages with one line each."""
    return pdf_with_pages([PdfPage([PlacedText(f"Page {number}", 50, 60)]) for number in range(1, count + 1)])


def docx_from_parts(parts: Mapping[str, str]) -> bytes:
    """Zip parts into a DOCX; content types and the package's own relationships are added."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/officeDocument"/></Relationships>',
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx_with_body(
    body: str,
    *,
    header: str = "",
    footer: str = "",
    targets: Mapping[str, str] | None = None,
    namespaces: str = WORD_NAMESPACES,
) -> bytes:
    """A DOCX whose body, header and footer are raw WordprocessingML; `targets` maps rIds to link targets."""
    parts = {"word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>"}
    if header:
        parts["word/header1.xml"] = f"<w:hdr {namespaces}>{header}</w:hdr>"
    if footer:
        parts["word/footer1.xml"] = f"<w:ftr {namespaces}>{footer}</w:ftr>"
    if targets:
        relationships = "".join(
            f'<Relationship Id="{key}" Target="{escape(target)}" TargetMode="External" Type="http://schemas.'
            'openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
            for key, target in targets.items()
        )
        parts["word/_rels/document.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relationships}</Relationships>"
        )
    return docx_from_parts(parts)


def word_paragraph(text: str, *, properties: str = "") -> str:
    """A paragraph of one run; `properties` are raw run properties."""
    return f'<w:p><w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A table with one paragraph a cell."""
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def docx_with_paragraphs(paragraphs: Sequence[str]) -> bytes:
    """Paragraphs, one below the other."""
    return docx_with_body("".join(word_paragraph(text) for text in paragraphs))


def docx_with_table(rows: Sequence[Sequence[str]], *, before: Sequence[str] = ()) -> bytes:
    """Paragraphs and then a table."""
    return docx_with_body("".join(word_paragraph(text) for text in before) + word_table(rows))


def docx_with_text_box(text: str, *, before: Sequence[str] = ()) -> bytes:
    """Paragraphs and a text box, kept twice as Word does: as a shape and as its VML fallback."""
    box = f"<w:txbxContent>{word_paragraph(text)}</w:txbxContent>"
    return docx_with_body(
        "".join(word_paragraph(paragraph) for paragraph in before)
        + f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def docx_zip_bomb(*, megabytes: int = 1024, declared_size: int | None = None) -> bytes:
    """A DOCX whose document inflates to a gigabyte of spaces; it may declare another size."""
    size = megabytes * 2**20 if declared_size is None else declared_size
    return _zip_with_entry(b"word/document.xml", _deflated_spaces(megabytes), declared_size=size)


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


def _fonts(codes: Mapping[str, int]) -> list[bytes]:
    """Objects 3 to 8: the regular and the bold font, their two descendants, the ToUnicode map, a picture."""
    widths = b" ".join(
        b"%d [%d]" % (code, 500 if ord(character) < 0x2E80 else 1000) for character, code in codes.items()
    )
    entries = [
        b"<%04x> <%s>" % (code, character.encode("utf-16-be").hex().encode())
        for character, code in codes.items()
    ]
    chunks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    mapping = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(chunk), b"\n".join(chunk)) for chunk in chunks
    )
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def "
        b"/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + mapping
        + b"\nendcmap end end"
    )
    names = (b"Helvetica", b"Helvetica-Bold")
    return [
        *(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H "
            b"/DescendantFonts [%d 0 R] /ToUnicode 7 0 R >>" % (name, 5 + index)
            for index, name in enumerate(names)
        ),
        *(
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /DW 1000 /W [%s] "
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor "
            b"<< /Type /FontDescriptor /FontName /%s /Flags 4 /StemV %d /ItalicAngle 0 "
            b"/Ascent 800 /Descent -200 /CapHeight 700 /FontBBox [0 -200 1000 800] >> >>"
            % (name, widths, name, 80 + 80 * index)
            for index, name in enumerate(names)
        ),
        pdf_stream(to_unicode),
        pdf_stream(
            b"\xc0",
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    ]


def _page_content(page: PdfPage, codes: Mapping[str, int]) -> bytes:
    parts = [b"q %d 0 0 %d 0 0 cm /Im0 Do Q" % (A4_WIDTH, A4_HEIGHT)] if page.picture else []
    parts += [
        b"%f g %f %f %f %f re f" % (grey, left, A4_HEIGHT - bottom, right - left, bottom - top)
        for left, top, right, bottom, grey in page.fills
    ]
    parts += [
        b"0 G 0.5 w %f %f m %f %f l S" % (x0, A4_HEIGHT - y0, x1, A4_HEIGHT - y1)
        for x0, y0, x1, y1 in page.rules
    ]
    for text in page.texts:
        # pdfium drops a lone glyph that its substitute font does not have; a space keeps it company.
        glyphs = b"".join(b"%04x" % codes[character] for character in text.text + " ")
        parts.append(
            b"BT %f %f %f rg /F%d %f Tf %d Tr 1 0 0 1 %f %f Tm <%s> Tj ET"
            % (
                *text.colour,
                text.bold,
                text.size,
                text.render_mode,
                text.left,
                A4_HEIGHT - text.baseline,
                glyphs,
            )
        )
    return b"\n".join(parts)


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
