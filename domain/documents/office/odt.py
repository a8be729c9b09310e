"""OpenDocument text: the same guarded zip as Word's, a walk over content.xml and the pages' headers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from lxml import etree

from domain.documents.characters import clean_text, names_in
from domain.documents.colours import SOMETHING, Colour, colour_of
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.flow import Flow, document_of
from domain.documents.models import Block, BlockKind, Document, HiddenText, Link
from domain.documents.office.elements import (
    POINTS,
    TextStyle,
    attribute_of,
    laid_over_bases,
    local_name,
    parsed,
)
from domain.documents.text import line_of
from domain.documents.zip_guard import GuardedZip

_MAXIMUM_SPACES = 100
_DROPPED = names_in(
    "tracked-changes annotation annotation-end covered-table-cell sequence-decls forms title desc "
    "note-citation bibliography-configuration script event-listeners"
)


def read_odt(content: bytes) -> Document:
    """Read an OpenDocument text as one page: headers, the body, footers.

    Raises:
        ReadFailure: DAMAGED, ENCRYPTED, TOO_COMPLEX for zip bombs, NO_TEXT.
    """
    with GuardedZip(io.BytesIO(content)) as archive:
        manifest = archive.read_if_there("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise ReadFailure(FailureCode.ENCRYPTED)
        main = parsed(archive.read("content.xml"))
        styles_part = archive.read_if_there("styles.xml")
    if main is None:
        raise ReadFailure(FailureCode.DAMAGED, "no markup within")
    common = parsed(styles_part) if styles_part else None
    roots = [root for root in (common, main) if root is not None]
    styles = _styles(roots)
    walk = _OdtWalk(styles, ground=SOMETHING if _has_drawings(roots, styles) else None)
    for root, names, kind in (
        (common, {"header", "header-left", "header-first"}, BlockKind.HEADER),
        (main, {"text"}, BlockKind.TEXT),
        (common, {"footer", "footer-left", "footer-first"}, BlockKind.FOOTER),
    ):
        for element in _outermost(root, names):
            walk.part(element, kind)
    return document_of(walk.blocks, walk.links, hidden=walk.hidden)


class _OdtWalk:
    """Walks the parts; the text boxes of a paragraph follow it."""

    def __init__(self, styles: Mapping[str, TextStyle], *, ground: Colour | None = None) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.hidden: list[HiddenText] = []
        self._ground = ground
        self._styles = styles
        self._boxes: list[etree._Element] = []
        self._printed: set[str] = set()

    def part(self, element: etree._Element, kind: BlockKind) -> None:
        """Read a header, the body or a footer; a header that repeats is read once."""
        flow = Flow()
        flow.kind = kind
        self._content(element, flow)
        blocks = flow.finish()
        if kind is not BlockKind.TEXT:
            blocks = [block for block in blocks if block.text not in self._printed]
            self._printed.update(block.text for block in blocks)
        self.blocks += blocks
        self.links += flow.links
        self.hidden += flow.hidden

    def _content(self, container: etree._Element, flow: Flow) -> None:
        for child in container:
            name = local_name(child)
            if name in {"p", "h"}:
                self._paragraph(child, flow)
            elif name == "table":
                flow.open_table()
                self._content(child, flow)
                flow.close_table()
            elif name == "table-row":
                flow.open_row()
                self._content(child, flow)
            elif name == "table-cell":
                flow.open_cell()
                around, self._ground = self._ground, self._style(child, TextStyle()).ground or self._ground
                self._content(child, flow)
                self._ground = around
                flow.close_cell()
            elif name in {"frame", "custom-shape", "rect", "g"}:
                self._boxes.append(child)
                self._place_boxes(flow)
            elif name not in _DROPPED:
                self._content(child, flow)

    def _paragraph(self, element: etree._Element, flow: Flow) -> None:
        style = self._style(element, TextStyle())
        outer, self._boxes = self._boxes, []
        if element.text:
            self._add(element.text, flow, style)
        self._inline(element, flow, style)
        if flow.is_at_line_start:
            flow.end_block()
        flow.end_line()
        self._place_boxes(flow)
        self._boxes = outer

    def _place_boxes(self, flow: Flow) -> None:
        boxes, self._boxes = self._boxes, []
        for shape in boxes:
            # A drawing's frame holds a box, a drawn shape holds its paragraphs itself.
            for box in _outermost(shape, {"text-box"}) or [shape]:
                flow.end_block()
                kind, flow.kind = flow.kind, BlockKind.TEXT_BOX
                self._content(box, flow)
                flow.end_block()
                flow.kind = kind

    def _inline(self, element: etree._Element, flow: Flow, style: TextStyle) -> None:
        for child in element:
            name = local_name(child)
            if name == "tab":
                self._add("\t", flow, style)
            elif name == "s":
                count = attribute_of(child, "c", "1")
                self._add(" " * min(int(count) if count.isdecimal() else 1, _MAXIMUM_SPACES), flow, style)
            elif name == "line-break":
                flow.end_line()
            elif name in {"frame", "custom-shape", "rect", "g"}:
                self._boxes.append(child)
            elif name not in _DROPPED:
                if name == "a":
                    self._link(child, flow)
                inner = self._style(child, style) if name == "span" else style
                if child.text:
                    self._add(child.text, flow, inner)
                self._inline(child, flow, inner)
            if child.tail:
                self._add(child.tail, flow, style)

    def _style(self, element: etree._Element, base: TextStyle) -> TextStyle:
        return self._styles.get(attribute_of(element, "style-name"), TextStyle()).over(base)

    def _add(self, text: str, flow: Flow, style: TextStyle) -> None:
        if not flow.hides(text, style.hiding(self._ground)):
            flow.add(" ".join(text.split("\n")), size=style.size, bold=bool(style.bold))

    @staticmethod
    def _link(element: etree._Element, flow: Flow) -> None:
        uri = clean_text(attribute_of(element, "href")).strip()
        if uri and not uri.startswith("#"):
            line = line_of("".join(str(text) for text in element.itertext()))
            flow.links.append(Link(uri, line.text if line else ""))


def _outermost(root: etree._Element | None, names: set[str]) -> list[etree._Element]:
    """The elements of these names that lie in no other of them, in order."""

    def search(element: etree._Element) -> Iterator[etree._Element]:
        for child in element:
            if local_name(child) in names:
                yield child
            elif local_name(child) not in _DROPPED:
                yield from search(child)

    return list(search(root)) if root is not None else []


def _styles(roots: list[etree._Element]) -> dict[str, TextStyle]:
    """Styles by name, each laid over its parent."""
    own: dict[str, TextStyle] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for element in root.iter():
            if local_name(element) == "style":
                name = attribute_of(element, "name")
                own[name] = _own_style(element)
                parents[name] = attribute_of(element, "parent-style-name")
    return laid_over_bases(own, parents)


def _own_style(element: etree._Element) -> TextStyle:
    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    colour: Colour | None = None
    ground: Colour | None = None
    for properties in element:
        is_of_text = local_name(properties) == "text-properties"
        for key, value in properties.attrib.items():
            name, text = str(key).rpartition("}")[2], str(value)
            if name in {"background-color", "fill-color"}:
                ground = colour_of(text) or ground
            elif not is_of_text:
                continue
            elif name == "font-size" and text[-2:] in POINTS:
                size = _number(text[:-2]) * POINTS[text[-2:]]
            elif name == "font-weight":
                bold = text == "bold" or (text.isdecimal() and int(text) >= 600)
            elif name == "display":
                hidden = text == "none"
            elif name == "color":
                colour = colour_of(text)
        if is_of_text and attribute_of(properties, "use-window-font-color") == "true":
            colour = SOMETHING
    return TextStyle(size, bold, hidden, colour, ground)


def _has_drawings(roots: list[etree._Element], styles: Mapping[str, TextStyle]) -> bool:
    """Tell whether pictures or filled shapes may lie below the text: where it flows is not known."""
    for root in roots:
        for element in root.iter():
            name = local_name(element)
            if name == "image" or (
                name in {"frame", "custom-shape", "rect", "g"}
                and styles.get(attribute_of(element, "style-name"), TextStyle()).ground is not None
            ):
                return True
    return False


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 12.0
