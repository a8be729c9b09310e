"""PDF files for tests, made by code.

Every function returns the file's bytes. The people in them do not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

A4_WIDTH = 595
A4_HEIGHT = 842


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


def pdf_with_page_count(count: int) -> bytes:
    """A PDF of many pages with one line each."""
    return pdf_with_pages([PdfPage([PlacedText(f"Page {number}", 50, 60)]) for number in range(1, count + 1)])


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
