"""What Word shows is read, however it is drawn; what it hides is told and not read."""

from __future__ import annotations

import pytest

from domain.documents.formats import MediaType
from domain.documents.models import Document, Hiding
from domain.documents.reader import read_document
from tests.word_files import WORD_NAMESPACES, docx_from_parts, docx_with_body, word_paragraph

WHITE = '<w:color w:val="FFFFFF"/>'
NAMES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
DARK_FILL = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'


def read(body: str) -> Document:
    content = docx_with_body(word_paragraph("Grace Field") + body, namespaces=f"{WORD_NAMESPACES} {NAMES}")
    return read_document(content, MediaType.DOCX)


def lines(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def shaded(fill: str, *, text: str = "Engineer", colour: str = "FFFFFF") -> str:
    return (
        f'<w:p><w:pPr><w:shd w:val="clear" w:fill="{fill}"/></w:pPr>'
        f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    )


def in_cell(properties: str, *, of_table: str = "") -> str:
    paragraph = word_paragraph("Engineer", properties=WHITE)
    return (
        f"<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"
        "</w:tr></w:tbl>"
    )


def drawn(shape: str, *, behind: int = 1, x: int = 0, y: int = 0, wide: int = 5_000_000) -> str:
    """A floating drawing, placed by the page in EMU."""
    return (
        f'<w:p><w:r><w:drawing><wp:anchor behindDoc="{behind}">'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="600000"/>{shape}</wp:anchor></w:drawing></w:r></w:p>'
    )


def box(fill: str, *, properties: str = WHITE) -> str:
    paragraph = word_paragraph("Engineer", properties=properties)
    return (
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{paragraph}</w:txbxContent>"
        "</wps:txbx></wps:wsp>"
    )


@pytest.mark.parametrize(
    ("body", "hiding"),
    [
        (word_paragraph("Engineer", properties=WHITE), Hiding.COLOUR),
        (word_paragraph("Engineer", properties='<w:color w:val="FDFDFD"/>'), Hiding.COLOUR),
        (word_paragraph("Engineer", properties='<w:color w:themeColor="background1"/>'), Hiding.COLOUR),
        (
            word_paragraph("Engineer", properties=f'{WHITE}<w:shd w:val="clear" w:fill="FFFFFF"/>'),
            Hiding.COLOUR,
        ),
        (word_paragraph("Engineer", properties=f'{WHITE}<w:highlight w:val="white"/>'), Hiding.COLOUR),
        (shaded("1F3864", colour="1F3864"), Hiding.COLOUR),
        (in_cell(""), Hiding.COLOUR),
        (drawn(box("<a:noFill/>")), Hiding.COLOUR),
        (word_paragraph("Engineer", properties="<w:vanish/>"), Hiding.MARKED),
        (word_paragraph("Engineer", properties='<w:sz w:val="2"/>'), Hiding.SIZE),
        (word_paragraph("Engineer", properties='<w:sz w:val="4"/>'), Hiding.SIZE),
        (drawn(box(DARK_FILL), x=-9_000_000), Hiding.PLACE),
        (drawn(box(DARK_FILL), x=19_000_000), Hiding.PLACE),
        (drawn(box(DARK_FILL), y=-9_000_000), Hiding.PLACE),
    ],
    ids=[
        "white",
        "nearly white",
        "white by the theme",
        "white on white shading",
        "white highlighted white",
        "dark on the same dark",
        "white in a cell",
        "white in a box without a fill",
        "vanish",
        "1 pt",
        "2 pt",
        "left of the page",
        "right of the page",
        "above the page",
    ],
)
def test_hidden_words_are_told_and_not_read(body: str, hiding: Hiding) -> None:
    document = read(body)

    assert lines(document) == ["Grace Field"]
    assert [(told.hiding, told.text, told.page, told.box) for told in document.hidden] == [
        (hiding, "Engineer", 1, None)
    ]


@pytest.mark.parametrize(
    "body",
    [
        shaded("1F3864"),
        in_cell('<w:shd w:val="clear" w:fill="1F3864"/>'),
        in_cell("", of_table='<w:shd w:val="clear" w:fill="1F3864"/>'),
        word_paragraph("Engineer", properties=f'{WHITE}<w:shd w:val="clear" w:fill="1F3864"/>'),
        word_paragraph("Engineer", properties=f'{WHITE}<w:highlight w:val="darkBlue"/>'),
        word_paragraph("Engineer", properties=f'{WHITE}<w:shd w:val="pct75" w:fill="FFFFFF"/>'),
        drawn(box(DARK_FILL)),
        drawn(box("<a:gradFill/>")),
        drawn(f"<wps:wsp><wps:spPr>{DARK_FILL}</wps:spPr></wps:wsp>")
        + word_paragraph("Engineer", properties=WHITE),
        word_paragraph("Engineer", properties='<w:color w:val="auto"/>'),
        word_paragraph("Engineer", properties='<w:color w:val="808080"/>'),
        word_paragraph("Engineer", properties=f"{WHITE}<w14:textFill>{DARK_FILL}</w14:textFill>"),
    ],
    ids=[
        "a shaded paragraph",
        "a shaded cell",
        "a shaded table",
        "shaded words",
        "highlighted words",
        "a pattern",
        "a filled box",
        "a box with a gradient",
        "a band behind the text",
        "the colour that Word chooses",
        "grey",
        "filled letters",
    ],
)
def test_what_is_shown_is_read(body: str) -> None:
    document = read(body)

    assert lines(document) == ["Grace Field", "Engineer"]
    assert document.hidden == ()


def test_a_band_carries_as_much_white_text_as_finds_room_on_it() -> None:
    band = drawn(f"<wps:wsp><wps:spPr>{DARK_FILL}</wps:spPr></wps:wsp>", wide=1_000_000)
    stuffed = word_paragraph("Kubernetes Terraform " * 40, properties=WHITE)

    document = read(band + word_paragraph("Engineer", properties=WHITE) + stuffed)

    assert lines(document) == ["Grace Field", "Engineer"]
    assert [told.hiding for told in document.hidden] == [Hiding.COLOUR]


def test_a_picture_beside_the_text_carries_none() -> None:
    document = read(drawn("<pic/>", behind=0) + word_paragraph("Engineer", properties=WHITE))

    assert lines(document) == ["Grace Field"]


def test_styles_hide_and_shade_too() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def styled(style: str, text: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    content = docx_from_parts(
        {
            "word/styles.xml": f"<w:styles {names}>"
            f'<w:style w:type="paragraph" w:styleId="white"><w:rPr>{WHITE}</w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="band"><w:basedOn w:val="white"/>'
            '<w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style></w:styles>',
            "word/document.xml": f"<w:document {names}><w:body>{word_paragraph('Grace Field')}"
            f"{styled('band', 'Engineer')}{styled('white', 'Kubernetes')}</w:body></w:document>",
        }
    )

    document = read_document(content, MediaType.DOCX)

    assert lines(document) == ["Grace Field", "Engineer"]
    assert [told.text for told in document.hidden] == ["Kubernetes"]


def test_a_run_may_take_back_the_colour_of_its_style() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    run = '<w:r><w:rPr><w:color w:val="auto"/></w:rPr><w:t>Engineer</w:t></w:r>'
    content = docx_from_parts(
        {
            "word/styles.xml": f"<w:styles {names}><w:style w:type='paragraph' w:styleId='white'>"
            f"<w:rPr>{WHITE}</w:rPr></w:style></w:styles>",
            "word/document.xml": f"<w:document {names}><w:body><w:p><w:pPr><w:pStyle w:val='white'/></w:pPr>"
            f"{run}</w:p></w:body></w:document>",
        }
    )

    assert lines(read_document(content, MediaType.DOCX)) == ["Engineer"]


def test_deleted_words_and_the_edges_of_forms_are_not_told() -> None:
    edge = (
        '<w:p><w:pPr><w:pStyle w:val="z-TopofForm"/></w:pPr>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Top of Form</w:t></w:r></w:p>"
    )
    deleted = "<w:p><w:del><w:r><w:t>an older title</w:t></w:r></w:del></w:p>"

    assert read(edge + deleted).hidden == ()


def test_hidden_words_that_follow_each_other_are_one_passage() -> None:
    body = "".join(word_paragraph(f"Kubernetes {number}", properties=WHITE) for number in range(3))

    assert [told.text for told in read(body).hidden] == ["Kubernetes 0 Kubernetes 1 Kubernetes 2"]
