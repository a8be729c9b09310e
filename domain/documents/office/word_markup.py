"""A walk over WordprocessingML: paragraphs, tables, text boxes and links in the order of the document.

Elements are told by their local names, so that the Strict namespaces read like the Transitional ones.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from lxml import etree

from domain.documents.colours import Colour
from domain.documents.flow import row_as_lines
from domain.documents.layout.box_order import collide, reading_order
from domain.documents.models import Block, BlockKind, Box, HiddenText, Hiding, Line, Link
from domain.documents.office.elements import TextStyle, attribute_of, child_named, local_name
from domain.documents.office.word_drawings import placed_text_boxes, preferred_content
from domain.documents.office.word_grounds import Backdrops, ground_in, ground_of_box, is_off_page
from domain.documents.office.word_styles import style_of, value_of
from domain.documents.text import line_of

_PlacedBox = tuple[etree._Element, Box | None]
_DROPPED = frozenset({"del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "rt", "delText"})
_HYPERLINK_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"')
# In points; what Word's grid gives a line of its usual size. Boxes hang on paragraphs that are mostly empty.
_LINE_PITCH = 15.6
# The style of the lines that Word sets around a form taken from a page of the web.
_EDGES_OF_FORMS = "z-"
_DELETED = TextStyle(hidden=True)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the text that is walked stands in: on what ground, in a text box, off the page."""

    ground: Colour | None = None
    in_box: bool = False
    off_page: bool = False


@dataclass(slots=True)
class _Paragraph:
    """What one paragraph gathers while its runs are walked."""

    style: TextStyle
    ground: Colour | None = None
    told: bool = True
    pieces: list[str] = field(default_factory=list)
    everything: list[str] = field(default_factory=list)
    sizes: dict[float | None, int] = field(default_factory=dict)
    bold_count: int = 0

    def add(self, text: str, style: TextStyle, hiding: Hiding | None) -> None:
        """Add a run's text; hidden text counts as seen, not as kept."""
        self.everything.append(text)
        if hiding is not None:
            return
        self.pieces.append(text)
        weight = len(text.strip())
        self.sizes[style.size] = self.sizes.get(style.size, 0) + weight
        self.bold_count += weight if style.bold else 0

    def lines(self) -> list[Line]:
        """The paragraph's lines: it is split at line breaks."""
        text = "".join(self.pieces)
        if not text.strip():
            return []
        size = max(self.sizes, key=lambda key: self.sizes[key])
        bold = 2 * self.bold_count > sum(self.sizes.values())
        made = (line_of(raw, font_size=size, bold=bold) for raw in text.splitlines())
        return [line for line in made if line is not None]


class WordWalk:
    """Gathers the blocks and links of one part (the document, a header, a footer).

    Attributes:
        blocks: The blocks in order; a text box follows the block it is anchored in.
        links: Hyperlinks with their printed text.
        seen: Every paragraph's text, hidden and deleted text included: what was looked at.
        hidden: What nobody sees.
    """

    def __init__(
        self,
        targets: Mapping[str, str],
        styles: Mapping[str, TextStyle],
        *,
        backdrops: Backdrops | None = None,
        page_width: float = math.inf,
        ground: Colour | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.seen: list[str] = []
        self.hidden: list[HiddenText] = []
        self._targets = targets
        self._styles = styles
        self._boxes: list[_PlacedBox] = []
        self._instruction = ""
        self._paragraph_top = 0.0
        self._backdrops = backdrops or Backdrops()
        self._page_width = page_width
        self._here = _Surroundings(ground)

    def walk(self, container: etree._Element, kind: BlockKind) -> None:
        """Add the blocks of a body, a header, a footer or a text box."""
        lines: list[Line] = []
        for child in _content(container):
            name = local_name(child)
            if name == "p":
                waiting, self._boxes = self._boxes, []
                found = self._paragraph_lines(child)
                if kind is not BlockKind.TEXT_BOX:
                    self._paragraph_top += _LINE_PITCH * max(1, len(found))
                own, self._boxes = [each for each in self._boxes if _has_text(each[0])], []
                # Boxes of paragraphs without text wait for one another: they stand on one page.
                if found or _breaks_page(child) or collide(_places(waiting), _places(own)):
                    self._place(waiting)
                    waiting = []
                self._boxes = waiting + own
                if not found:
                    self._close(lines, kind)
                lines += found
                if self._boxes:
                    self._close(lines, kind)
            elif name == "tbl":
                self._close(lines, kind)
                self._place_waiting()
                self._table(child)
                self._place_waiting()
        self._close(lines, kind)
        self._place_waiting()

    def _close(self, lines: list[Line], kind: BlockKind) -> None:
        if lines:
            self.blocks.append(Block(tuple(lines), kind))
            lines.clear()

    def _place_waiting(self) -> None:
        waiting, self._boxes = self._boxes, []
        self._place(waiting)

    def _place(self, boxes: list[_PlacedBox]) -> None:
        places = _places(boxes)
        order = reading_order(places) if len(places) == len(boxes) else list(range(len(boxes)))
        for element, place in (boxes[index] for index in order):
            first = len(self.blocks)
            off_page = self._here.off_page or is_off_page(element, place, self._page_width)
            with self._on(ground_of_box(element), in_box=True, off_page=off_page):
                self.walk(element, BlockKind.TEXT_BOX)
            self.blocks[first:] = [replace(block, box=place) for block in self.blocks[first:]]

    def _table(self, table: etree._Element) -> None:
        with self._on(self._ground_of_table(table)):
            self._table_rows(table)

    def _table_rows(self, table: etree._Element) -> None:
        rows = tuple(
            cells
            for row in _content(table)
            if local_name(row) == "tr"
            for cells in [
                tuple(tuple(self._cell_lines(cell)) for cell in _content(row) if local_name(cell) == "tc")
            ]
            if any(cells)
        )
        if rows:
            lines = tuple(line for cells in rows for cell in cells for line in cell)
            self.blocks.append(Block(lines, BlockKind.TABLE, rows=rows))

    def _cell_lines(self, cell: etree._Element) -> list[Line]:
        lines: list[Line] = []
        with self._on(ground_in(child_named(cell, "tcPr"))):
            for child in _content(cell):
                name = local_name(child)
                if name == "p":
                    lines += self._paragraph_lines(child)
                elif name == "tbl":
                    lines += self._inner_table_lines(child)
        return lines

    def _inner_table_lines(self, table: etree._Element) -> list[Line]:
        lines: list[Line] = []
        with self._on(self._ground_of_table(table)):
            for row in _content(table):
                lines += row_as_lines(
                    [self._cell_lines(inner) for inner in _content(row) if local_name(inner) == "tc"]
                )
        return lines

    @contextmanager
    def _on(self, ground: Colour | None, **changes: bool) -> Iterator[None]:
        """Walk what stands on a ground of its own, where it has one."""
        around = self._here
        self._here = replace(around, ground=ground or around.ground, **changes)
        yield
        self._here = around

    def _ground_of_table(self, table: etree._Element) -> Colour | None:
        properties = child_named(table, "tblPr")
        name = child_named(properties, "tblStyle") if properties is not None else None
        style = self._styles.get(value_of(name)) if name is not None else None
        return ground_in(properties) or (style.ground if style is not None else None)

    def _paragraph_lines(self, element: etree._Element) -> list[Line]:
        style = self._styles.get("", TextStyle())
        properties, told = child_named(element, "pPr"), True
        if properties is not None:
            name = child_named(properties, "pStyle")
            if name is not None:
                style = self._styles.get(value_of(name), style)
                told = not value_of(name).startswith(_EDGES_OF_FORMS)
        paragraph = _Paragraph(style, ground_in(properties) or self._here.ground, told)
        self._inline(element, paragraph, dropped=False)
        self._end_instruction()
        self.seen.append("".join(paragraph.everything))
        return paragraph.lines()

    def _inline(self, element: etree._Element, paragraph: _Paragraph, *, dropped: bool) -> None:
        for child in element:
            name = local_name(child)
            if name == "r":
                self._run(child, paragraph, dropped=dropped)
            elif name == "hyperlink":
                self._hyperlink(child, paragraph, dropped=dropped)
            elif name == "fldSimple":
                start = len(paragraph.pieces)
                self._inline(child, paragraph, dropped=dropped)
                self._field(attribute_of(child, "instr"), "".join(paragraph.pieces[start:]))
            elif name in {"del", "moveFrom"}:
                self._inline(child, paragraph, dropped=True)
            elif name == "AlternateContent":
                self._inline(preferred_content(child), paragraph, dropped=dropped)
            elif name not in _DROPPED and len(child):
                self._inline(child, paragraph, dropped=dropped)

    def _run(self, run: etree._Element, paragraph: _Paragraph, *, dropped: bool) -> None:
        style = paragraph.style
        properties = child_named(run, "rPr")
        if properties is not None:
            name = child_named(properties, "rStyle")
            if name is not None:
                style = self._styles.get(value_of(name), TextStyle()).over(style)
            style = style_of(properties).over(style)
        if dropped:
            style = _DELETED
        self._run_content(run, paragraph, style)

    def _run_content(self, run: etree._Element, paragraph: _Paragraph, style: TextStyle) -> None:
        for child in run:
            name = local_name(child)
            if name == "t":
                self._text(child.text or "", paragraph, style)
            elif name in {"tab", "ptab"}:
                self._text("\t", paragraph, style)
            elif name in {"br", "cr"}:
                self._text("\n", paragraph, style)
            elif name == "noBreakHyphen":
                self._text("-", paragraph, style)
            elif name == "instrText":
                self._instruction += child.text or ""
            elif name == "fldChar":
                self._end_instruction()
            elif name == "AlternateContent":
                self._run_content(preferred_content(child), paragraph, style)
            elif name in {"drawing", "pict", "object", "txbx", "textbox"}:
                self._boxes += placed_text_boxes(child, paragraph_top=self._paragraph_top)
            elif name in {"ruby", "rubyBase"}:
                self._inline(child, paragraph, dropped=style is _DELETED)

    def _text(self, text: str, paragraph: _Paragraph, style: TextStyle) -> None:
        hiding = self._hiding(text, style, paragraph.ground)
        paragraph.add(text, style, hiding)
        if hiding is not None and paragraph.told and style is not _DELETED and text.strip():
            self.hidden.append(HiddenText(hiding, text))

    def _hiding(self, text: str, style: TextStyle, ground: Colour | None) -> Hiding | None:
        hiding = style.hiding(ground)
        if self._here.off_page:
            return hiding or Hiding.PLACE
        if hiding is not Hiding.COLOUR:
            return hiding
        is_on_paper = ground is None and style.ground is None
        if not text.strip() or (
            is_on_paper and self._backdrops.carry(text, style.size, in_box=self._here.in_box)
        ):
            return None
        return hiding

    def _hyperlink(self, element: etree._Element, paragraph: _Paragraph, *, dropped: bool) -> None:
        start = len(paragraph.pieces)
        self._inline(element, paragraph, dropped=dropped)
        for key, value in element.attrib.items():
            if str(key).endswith("}id") and str(value) in self._targets and not dropped:
                line = line_of("".join(paragraph.pieces[start:]))
                self.links.append(Link(self._targets[str(value)], line.text if line else ""))

    def _end_instruction(self) -> None:
        """Read a field's instruction, which may be spread over runs."""
        instruction, self._instruction = self._instruction, ""
        self._field(instruction)

    def _field(self, instruction: str, text: str = "") -> None:
        match = _HYPERLINK_FIELD.search(instruction)
        if match:
            line = line_of(text)
            self.links.append(Link(match[1], line.text if line else ""))


def _places(boxes: Iterable[_PlacedBox]) -> list[Box]:
    return [box for _, box in boxes if box is not None]


def _has_text(element: etree._Element) -> bool:
    return next(element.iter("{*}t"), None) is not None


def _breaks_page(paragraph: etree._Element) -> bool:
    return any(
        local_name(element) == "lastRenderedPageBreak" or "page" in element.attrib.values()
        for element in paragraph.iter("{*}lastRenderedPageBreak", "{*}br")
    )


def _content(container: etree._Element) -> Iterator[etree._Element]:
    """The container's paragraphs, tables, rows or cells; wrappers around them are opened."""
    for child in container:
        name = local_name(child)
        if name in {"p", "tbl", "tr", "tc"}:
            yield child
        elif name == "AlternateContent":
            yield from _content(preferred_content(child))
        elif name not in _DROPPED:
            yield from _content(child)
