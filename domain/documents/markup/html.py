"""HTML: the encoding is told by the page, the tree is lxml's, hidden elements are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from domain.documents.characters import clean_text, names_in
from domain.documents.colours import PAPER, SOMETHING, Colour, colour_of, hiding_of
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.flow import Flow, document_of
from domain.documents.markup.encodings import decode_html
from domain.documents.models import Document, Hiding, Link
from domain.documents.text import line_of
from domain.telling import told

MAXIMUM_SIZE_BYTES = 16 * 2**20
MAXIMUM_ELEMENTS = 200_000

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DROPPED = names_in(
    "script style template noscript head svg math iframe object embed audio video canvas select textarea "
    "button input datalist map title"
)
_BLOCKS = names_in(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary ul caption"
)
# What stands apart from what comes before and after it; other block elements only begin a line.
_SET_APART = names_in("p h1 h2 h3 h4 h5 h6 ul ol dl section article header footer blockquote hr table")
_BOLD = names_in("b strong th h1 h2 h3 h4 h5 h6")
# The sizes a browser gives headings, in points.
_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0, "small": 10.0, "big": 14.0}
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|$))",
    re.I,
)
_OFF_PAGE = re.compile(r"(?:^|;)\s*(?:left|right|top|text-indent)\s*:\s*-\d{4,}", re.I)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]{1,60})", re.I)
_GROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]{1,200})", re.I)
_CHANNELS = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", re.I)
_NO_GROUND = names_in("none transparent inherit initial unset")
_FONT_SIZE = re.compile(r"(?:^|;)\s*font-size\s*:\s*(\d{1,3}(?:\.\d{1,4})?)\s*(px|pt|em|rem|%)", re.I)
_FONT_WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(bold|normal|\d{3})", re.I)
_BASE_SIZE = 12.0
_POINTS = {"px": 0.75, "pt": 1.0, "rem": _BASE_SIZE}


@dataclass(frozen=True, slots=True)
class _HtmlStyle:
    size: float = _BASE_SIZE
    bold: bool = False
    kept_spaces: bool = False
    colour: Colour | None = None
    ground: Colour | None = None


def read_html(content: bytes) -> Document:
    """Read a web page as one page.

    Raises:
        ReadFailure: TOO_COMPLEX above 16 MiB or 200,000 elements, DAMAGED, NO_TEXT.
    """
    if len(content) > MAXIMUM_SIZE_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, "more than a resume holds")
    text = decode_html(content)
    if text is None:
        raise ReadFailure(FailureCode.DAMAGED, "no known text encoding")
    # Encoded anew, so that what the page says of its encoding is not followed twice.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    content = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser) if content.strip() else None
    except etree.XMLSyntaxError as error:
        raise ReadFailure(FailureCode.DAMAGED, told(error)) from error
    flow = Flow()
    if root is not None:
        if sum(1 for _ in root.iter()) > MAXIMUM_ELEMENTS:
            raise ReadFailure(FailureCode.TOO_COMPLEX, "more elements than a resume holds")
        _walk(root, flow, _HtmlStyle(ground=SOMETHING if _has_sheets(root) else None))
    return document_of(flow.finish(), flow.links, hidden=flow.hidden)


def _walk(element: etree._Element, flow: Flow, style: _HtmlStyle) -> None:
    """Walk an element; libxml2 builds no tree deeper than 256."""
    tag = element.tag if isinstance(element.tag, str) else ""
    css = element.get("style", "")
    if tag in _DROPPED:
        return
    off_page = _OFF_PAGE.search(css)
    if off_page or element.get("hidden") is not None or _HIDING.search(css):
        flow.hide(_hidden_words(element), Hiding.PLACE if off_page else Hiding.MARKED)
        return
    style = _coloured(element, css, _style_of(tag, css, style))
    _open(tag, flow)
    if tag == "a":
        _link(element, flow)
    if element.text:
        _add(element.text, flow, style)
    for child in element:
        _walk(child, flow, style)
        if child.tail:
            _add(child.tail, flow, style)
    _close(tag, flow)


def _open(tag: str, flow: Flow) -> None:
    if tag == "br":
        flow.end_line()
    elif tag == "table":
        flow.open_table()
    elif tag == "tr":
        flow.open_row()
    elif tag in {"td", "th"}:
        flow.open_cell()
    elif tag in _SET_APART:
        flow.end_block()
    elif tag in _BLOCKS:
        flow.end_line()


def _close(tag: str, flow: Flow) -> None:
    if tag == "table":
        flow.close_table()
    elif tag in {"td", "th"}:
        flow.close_cell()
    elif tag in _SET_APART and not tag.startswith("h"):
        flow.end_block()
    elif tag in _BLOCKS:
        flow.end_line()


def _link(element: etree._Element, flow: Flow) -> None:
    uri = clean_text(element.get("href", "")).strip()
    if uri and not uri.startswith(("#", "javascript:")) and len(uri) < 2048:
        line = line_of(_SPACES.sub(" ", "".join(_texts(element))))
        flow.links.append(Link(uri, line.text if line else ""))


def _texts(element: etree._Element) -> list[str]:
    return [str(text) for text in element.itertext() if text][:50]


def _hidden_words(element: etree._Element) -> str:
    if element.tag in _DROPPED:
        return ""
    pieces = [element.text or ""]
    for child in element:
        pieces += (_hidden_words(child), child.tail or "")
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def _has_sheets(root: etree._Element) -> bool:
    """Tell whether rules that are not read may colour what lies below the text."""
    return any(
        element.tag == "link" or (element.tag == "style" and "background" in (element.text or ""))
        for element in root.iter("style", "link")
    )


def _coloured(element: etree._Element, css: str, style: _HtmlStyle) -> _HtmlStyle:
    colour = _COLOUR.search(css)
    letters = colour[1] if colour else element.get("color") if element.tag == "font" else None
    if letters:
        style = replace(style, colour=_colour_of(letters))
    ground = _GROUND.search(css)
    below = ground[1] if ground else element.get("bgcolor") or element.get("background")
    if below and below.strip().lower() not in _NO_GROUND:
        style = replace(style, ground=_colour_of(below))
    return style


def _colour_of(printed: str) -> Colour:
    text = printed.strip().lower()
    if text == "white":
        return PAPER
    if len(text) == 4 and text[0] == "#":
        text = "#" + "".join(digit * 2 for digit in text[1:])
    if match := _CHANNELS.fullmatch(text):
        return min(int(match[1]), 255), min(int(match[2]), 255), min(int(match[3]), 255)
    return colour_of(text) or SOMETHING


def _add(text: str, flow: Flow, style: _HtmlStyle) -> None:
    hiding = hiding_of(hidden=False, size=style.size, colour=style.colour, ground=style.ground)
    if flow.hides(text, hiding):
        return
    if style.kept_spaces:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        flow.add(first, size=style.size, bold=style.bold)
        for line in rest:
            flow.end_line()
            flow.add(line, size=style.size, bold=style.bold)
        return
    text = _SPACES.sub(" ", text)
    # White space of neighbouring elements is one space, not the gap between tokens.
    flow.add(text.lstrip(" ") if flow.ends_with_space else text, size=style.size, bold=style.bold)


def _style_of(tag: str, css: str, style: _HtmlStyle) -> _HtmlStyle:
    if tag in _BOLD or tag in _SIZES:
        style = replace(style, size=_SIZES.get(tag, style.size), bold=style.bold or tag in _BOLD)
    elif tag in {"pre", "textarea"}:
        style = replace(style, kept_spaces=True)
    if css:
        if match := _FONT_SIZE.search(css):
            unit = match[2].lower()
            factor = _POINTS.get(unit, style.size / 100 if unit == "%" else style.size)
            style = replace(style, size=float(match[1]) * factor)
        if match := _FONT_WEIGHT.search(css):
            style = replace(
                style, bold=match[1].lower() == "bold" or (match[1].isdigit() and int(match[1]) >= 600)
            )
    return style
