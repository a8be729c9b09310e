"""Word files for tests, made by code.

Every function of a whole file returns its bytes. The people in them do not exist.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

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
