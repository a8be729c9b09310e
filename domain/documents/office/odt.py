"""OpenDocument text: the same guarded zip as Word's, a walk over content.xml and the pages' headers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from domain.documents.characters import clean_text, names_in
from domain.documents.colours import SOMETHING, Colour, colour_of, is_pale
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
_DRAWN = names_in("frame custom-shape rect g")
# These are filled where no style says otherwise.
_FILLED = names_in("image custom-shape rect")


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
    walk = _OdtWalk(styles, ground=SOMETHING if _has_unknown_ground(roots, styles) else None)
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
        with self._on(container):
            for child in container:
                self._part_of_content(child, flow)

    def _part_of_content(self, element: etree._Element, flow: Flow) -> None:
        name = local_name(element)
        if name in {"p", "h"}:
            self._paragraph(element, flow)
        elif name == "table":
            flow.open_table()
            self._content(element, flow)
            flow.close_table()
        elif name == "table-row":
            flow.open_row()
            self._content(element, flow)
        elif name == "table-cell":
            flow.open_cell()
            self._content(element, flow)
            flow.close_cell()
        elif name in _DRAWN:
            self._boxes.append(element)
            self._place_boxes(flow)
        elif name not in _DROPPED:
            self._content(element, flow)

    @contextmanager
    def _on(self, element: etree._Element) -> Iterator[None]:
        """Walk what stands on the ground that the style of an element lays, where it lays one."""
        around, self._ground = self._ground, self._style(element, TextStyle()).ground or self._ground
        yield
        self._ground = around

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
                with self._on(shape):
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
            elif name in _DRAWN:
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
        ground = _ground_in(properties) or ground
        if local_name(properties) != "text-properties":
            continue
        for key, value in properties.attrib.items():
            name, text = str(key).rpartition("}")[2], str(value)
            if name == "font-size" and text[-2:] in POINTS:
                size = _number(text[:-2]) * POINTS[text[-2:]]
            elif name == "font-weight":
                bold = text == "bold" or (text.isdecimal() and int(text) >= 600)
            elif name == "display":
                hidden = text == "none"
            elif name == "color":
                colour = colour_of(text)
        if attribute_of(properties, "use-window-font-color") == "true":
            colour = SOMETHING
    return TextStyle(size, bold, hidden, colour, ground)


def _ground_in(properties: etree._Element) -> Colour | None:
    """What properties of a text, a paragraph, a cell or a shape lay below the text."""
    fill = attribute_of(properties, "fill", "solid")
    if fill not in {"solid", "none"}:
        return SOMETHING
    filled = colour_of(attribute_of(properties, "fill-color")) if fill == "solid" else None
    return filled or colour_of(attribute_of(properties, "background-color"))


def _has_unknown_ground(roots: list[etree._Element], styles: Mapping[str, TextStyle]) -> bool:
    """Tell whether a picture, a filled shape or a coloured page may lie below the text."""
    for root in roots:
        for element in root.iter(*(f"{{*}}{name}" for name in _FILLED | _DRAWN)):
            ground = styles.get(attribute_of(element, "style-name"), TextStyle()).ground
            if local_name(element) in _FILLED or _is_coloured(ground):
                return True
        if any(map(_is_coloured, map(_ground_in, root.iter("{*}page-layout-properties")))):
            return True
    return False


def _is_coloured(ground: Colour | None) -> bool:
    return ground is not None and not is_pale(ground)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 12.0
