"""What nobody sees in pages of the web, OpenDocument and rich text is told and not read."""

from __future__ import annotations

import pytest

from domain.documents.formats import MediaType
from domain.documents.models import Document, Hiding
from domain.documents.reader import read_document
from tests.office_files import odt_paragraph, odt_with_body, rtf_with_body

COLOURS = r"{\colortbl;\red255\green255\blue255;\red31\green56\blue100;}"


def lines(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def told(document: Document) -> list[tuple[Hiding, str]]:
    return [(passage.hiding, passage.text) for passage in document.hidden]


def page(body: str, *, head: str = "") -> Document:
    content = f"<html><head>{head}</head><body><p>Grace Field</p>{body}</body></html>"
    return read_document(content.encode(), MediaType.HTML)


def rich(body: str) -> Document:
    return read_document(rtf_with_body(COLOURS + r"Grace Field\par " + body), MediaType.RTF)


def open_document(
    properties: str, *, of_paragraph: str = "", of_shape: str = "", shape: str = ""
) -> Document:
    styles = (
        f'<style:style style:name="T1"><style:text-properties {properties}/>'
        f"<style:paragraph-properties {of_paragraph}/></style:style>"
        f'<style:style style:name="S1"><style:graphic-properties {of_shape}/></style:style>'
    )
    body = odt_paragraph("Grace Field") + shape + '<text:p text:style-name="T1">Engineer</text:p>'
    return read_document(odt_with_body(body, styles=styles), MediaType.ODT)


@pytest.mark.parametrize(
    ("body", "hiding"),
    [
        ('<p style="color: #fff">Engineer</p>', Hiding.COLOUR),
        ('<p style="color: rgb(254, 254, 254)">Engineer</p>', Hiding.COLOUR),
        ('<p><font color="white">Engineer</font></p>', Hiding.COLOUR),
        ('<div style="background:#123456"><p style="color:#123456">Engineer</p></div>', Hiding.COLOUR),
        ('<p style="font-size:1px">Engineer</p>', Hiding.SIZE),
        ('<p style="display:none">Engineer</p>', Hiding.MARKED),
        ('<p style="opacity:0">Engineer</p>', Hiding.MARKED),
        ("<p hidden>Engineer<script>var a</script></p>", Hiding.MARKED),
        ('<p style="position:absolute;left:-9999px">Engineer</p>', Hiding.PLACE),
    ],
)
def test_a_page_tells_what_it_hides(body: str, hiding: Hiding) -> None:
    document = page(body)

    assert lines(document) == ["Grace Field"]
    assert told(document) == [(hiding, "Engineer")]


@pytest.mark.parametrize(("words", "is_told"), [("会计", True), ("éé", False), ("abc", False), ("——", False)])
def test_a_hidden_passage_is_told_where_it_is_a_word(words: str, is_told: bool) -> None:
    document = page(f"<p hidden>{words}</p>")

    assert told(document) == ([(Hiding.MARKED, words)] if is_told else [])


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ('<div style="background-color: navy"><p style="color:white">Engineer</p></div>', ""),
        ('<table><tr><td bgcolor="#1F3864"><font color="#ffffff">Engineer</font></td></tr></table>', ""),
        ('<p class="band" style="color:white">Engineer</p>', "<style>.band{background:navy}</style>"),
        ('<p style="color:white"><span style="color:#333">Engineer</span></p>', ""),
        ('<p style="opacity:0.9;background:none">Engineer</p>', ""),
    ],
)
def test_what_a_page_shows_is_read(body: str, head: str) -> None:
    document = page(body, head=head)

    assert lines(document) == ["Grace Field", "Engineer"]
    assert document.hidden == ()


@pytest.mark.parametrize(
    ("body", "hiding"),
    [
        (r"{\cf1 Engineer}", Hiding.COLOUR),
        (r"{\cf1\chshdng0 Engineer}", Hiding.COLOUR),
        (r"{\cf2\chcbpat2 Engineer}", Hiding.COLOUR),
        (r"{\fs2 Engineer}", Hiding.SIZE),
        (r"{\v Engineer}", Hiding.MARKED),
    ],
)
def test_rich_text_tells_what_it_hides(body: str, hiding: Hiding) -> None:
    document = rich(body)

    assert lines(document) == ["Grace Field"]
    assert told(document) == [(hiding, "Engineer")]


@pytest.mark.parametrize(
    "body",
    [
        r"{\cf1\highlight2 Engineer}",
        r"\pard\cbpat2{\cf1 Engineer}\par",
        r"{\cf0 Engineer}",
        r"{\cf1\plain Engineer}",
        r"\trowd\clcbpat2\cellx900\intbl{\cf1 Engineer}\cell\row",
        r"\trowd\trcbpat2\cellx900\intbl{\cf1 Engineer}\cell\row",
        r"\trowd\clcfpat2\clshdng10000\cellx900\intbl{\cf1 Engineer}\cell\row",
        r"\pard\cfpat2\shading10000{\cf1 Engineer}\par",
    ],
)
def test_what_rich_text_shows_is_read(body: str) -> None:
    document = rich(body)

    assert lines(document) == ["Grace Field", "Engineer"]
    assert document.hidden == ()


@pytest.mark.parametrize(
    ("properties", "hiding"),
    [
        ('fo:color="#ffffff"', Hiding.COLOUR),
        ('fo:font-size="1pt"', Hiding.SIZE),
        ('text:display="none"', Hiding.MARKED),
    ],
)
def test_an_open_document_tells_what_it_hides(properties: str, hiding: Hiding) -> None:
    document = open_document(properties)

    assert lines(document) == ["Grace Field"]
    assert told(document) == [(hiding, "Engineer")]


@pytest.mark.parametrize(
    ("properties", "of_paragraph"),
    [
        ('fo:color="#ffffff"', 'fo:background-color="#1f3864"'),
        ('fo:color="#ffffff" fo:background-color="#1f3864"', ""),
        ('fo:color="#ffffff" style:use-window-font-color="true"', ""),
    ],
)
def test_what_an_open_document_shows_is_read(properties: str, of_paragraph: str) -> None:
    document = open_document(properties, of_paragraph=of_paragraph)

    assert lines(document) == ["Grace Field", "Engineer"]
    assert document.hidden == ()


@pytest.mark.parametrize(
    ("shape", "of_shape", "is_seen"),
    [
        ("custom-shape", "", True),
        ("frame", 'draw:fill-color="#1f3864"', True),
        ("frame", 'draw:fill="gradient"', True),
        ("frame", 'draw:fill="none" draw:fill-color="#1f3864"', False),
        ("frame", 'draw:fill="solid" draw:fill-color="#ffffff"', False),
        ("frame", "", False),
    ],
)
def test_white_letters_are_seen_where_a_filled_shape_may_lie_below(
    shape: str, of_shape: str, *, is_seen: bool
) -> None:
    document = open_document(
        'fo:color="#ffffff"', of_shape=of_shape, shape=f'<draw:{shape} draw:style-name="S1"/>'
    )

    assert (lines(document) == ["Grace Field", "Engineer"]) is is_seen
    assert told(document) == ([] if is_seen else [(Hiding.COLOUR, "Engineer")])


@pytest.mark.parametrize("shaded", ["text:section", "table:table", "table:table-row", "table:table-cell"])
def test_white_letters_are_seen_on_the_ground_of_what_they_are_in(shaded: str) -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties fo:color="#ffffff"/></style:style>'
        '<style:style style:name="S1"><style:x-properties fo:background-color="#1f3864"/></style:style>'
    )
    white = '<text:p text:style-name="T1">{}</text:p>'
    body = white.format("Engineer")
    for name in ("table:table-cell", "table:table-row", "table:table", "text:section"):
        style = 'table:style-name="S1"' if name == shaded else ""
        body = f"<{name} {style}>{body}</{name}>"
    document = read_document(odt_with_body(body + white.format("Hidden words"), styles=styles), MediaType.ODT)

    assert lines(document) == ["Engineer"]
    assert told(document) == [(Hiding.COLOUR, "Hidden words")]


def test_white_letters_are_seen_on_pages_that_have_a_colour() -> None:
    page_layout = (
        '<style:page-layout><style:page-layout-properties fo:background-color="#1f3864"/></style:page-layout>'
        '<style:style style:name="T1"><style:text-properties fo:color="#ffffff"/></style:style>'
    )
    body = '<text:p text:style-name="T1">Engineer</text:p>'
    document = read_document(odt_with_body(body, styles=page_layout), MediaType.ODT)

    assert lines(document) == ["Engineer"]
    assert document.hidden == ()
