"""What lies below the letters of a Word document: shading, fills of boxes, drawings behind the text.

Where text flows is Word's to say, so that of a drawing only its size is known: so much white text may stand
on it, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from domain.documents.characters import is_wide
from domain.documents.colours import PAPER, SOMETHING, Colour, colour_of, is_pale
from domain.documents.models import Box
from domain.documents.office.elements import POINTS, attribute_of, child_named, local_name
from domain.documents.office.word_drawings import preferred_content

_HIGHLIGHTS: Final = {"white": PAPER, "none": None}
_PALE_THEME = frozenset({"background1", "light1", "bg1", "lt1"})
_SHADES_OF_THEME = ("themeTint", "themeShade")
_SHAPES = frozenset({"shape", "rect", "roundrect", "oval"})
_VML_SHAPES = tuple(f"{{*}}{name}" for name in _SHAPES)
_VML_NAMED = {"white": PAPER, "window": PAPER, "black": (0, 0, 0)}
_VML_SIDE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5}(?:\.\d{1,6})?)(pt|in|cm|mm|px)?")
_EMU_PER_POINT = 12_700
_USUAL_SIZE = 10.5
# How far a box's place may be off that is counted from margins.
_UNSURE = 100.0


class Backdrops:
    """How much room drawings leave for white text; text that stands on one takes it up."""

    def __init__(self) -> None:
        self._room = {True: 0.0, False: 0.0}

    def add(self, root: etree._Element, *, is_main: bool) -> None:
        """Add a part's drawings: all lie below text boxes, those behind the text below all text."""
        for anchor in filter(_is_outermost, root.iter("{*}anchor")):
            extent = child_named(anchor, "extent")
            if extent is None or not any(_fills(anchor)):
                continue
            area = _points(extent.get("cx")) * _points(extent.get("cy"))
            self._room[True] += area
            if not is_main or anchor.get("behindDoc") in {"1", "true"}:
                self._room[False] += area
        for shape in root.iter(*_VML_SHAPES, "{*}group"):
            area = 0.0 if _is_within(shape) else _vml_area(shape)
            if area and any(map(_is_vml_fill, shape.iter(*_VML_SHAPES))):
                self._room[True] += area
                self._room[False] += area

    def carry(self, text: str, size: float | None, *, in_box: bool) -> bool:
        """Take up the room that a text needs; tell whether there was any."""
        height = size or _USUAL_SIZE
        needed = sum(height * height * (1.0 if is_wide(letter) else 0.5) for letter in text)
        if self._room[in_box] < needed:
            return False
        self._room[in_box] -= needed
        return True


def colour_in(properties: etree._Element) -> Colour | None:
    """The colour of a run's letters: `SOMETHING` where Word, a theme or an effect makes it."""
    found: Colour | None = None
    for child in properties:
        name = local_name(child)
        if name == "color":
            is_tinted = any(attribute_of(child, shade) for shade in _SHADES_OF_THEME)
            is_paper = attribute_of(child, "themeColor") in _PALE_THEME and not is_tinted
            found = colour_of(attribute_of(child, "val")) or (PAPER if is_paper else SOMETHING)
        elif name == "textFill":
            fill = child_named(child, "solidFill")
            return SOMETHING if fill is None else _drawn_colour(fill)
        elif name in {"textOutline", "outline"} and child_named(child, "noFill") is None:
            return SOMETHING
    return found


def ground_in(properties: etree._Element | None) -> Colour | None:
    """The shading or highlighting that properties of a run, a paragraph, a cell or a table lay below text."""
    if properties is None:
        return None
    for child in properties:
        name = local_name(child)
        if name == "highlight":
            highlight = attribute_of(child, "val")
            if highlight != "none":
                return _HIGHLIGHTS.get(highlight, SOMETHING)
        elif name == "shd":
            pattern = attribute_of(child, "val", "clear")
            if pattern not in {"clear", "nil"}:
                return SOMETHING
            fill = colour_of(attribute_of(child, "fill"))
            if fill is not None or attribute_of(child, "themeFill"):
                return fill or SOMETHING
    return None


def ground_of_style(style: etree._Element) -> Colour | None:
    """What a style lays below text: a table's may do so for some of its rows only."""
    if style.get("type") == "table" or attribute_of(style, "type") == "table":
        shades = (ground_in(shade.getparent()) for shade in style.iter("{*}shd"))
        return SOMETHING if any(shade is not None and not is_pale(shade) for shade in shades) else None
    return ground_in(child_named(style, "rPr")) or ground_in(child_named(style, "pPr"))


def ground_of_box(content: etree._Element) -> Colour | None:
    """The fill of the shape that a text box belongs to; None where it has none."""
    for ancestor in content.iterancestors():
        name = local_name(ancestor)
        if name == "wsp":
            return _fill_of(ancestor)
        if name in _SHAPES:
            return _vml_fill(ancestor)
        if name in {"p", "drawing", "pict"}:
            break
    return None


def is_off_page(content: etree._Element, box: Box | None, page_width: float) -> bool:
    """Tell whether a text box stands wholly beside the page, or above it.

    How far down its paragraph is is not known: only a box that is placed by the page can be told to be above.
    """
    if box is None:
        return False
    if box.right <= -_UNSURE or box.left >= page_width + _UNSURE:
        return True
    if box.bottom > -_UNSURE:
        return False
    anchor = next((each for each in content.iterancestors() if local_name(each) == "anchor"), None)
    vertical = child_named(anchor, "positionV") if anchor is not None else None
    return vertical is not None and vertical.get("relativeFrom") in {"page", "margin"}


def page_width_of(root: etree._Element) -> float:
    """The width of the widest page, in points."""
    widths = [attribute_of(size, "w") for size in root.iter("{*}pgSz")]
    return max((int(width) / 20 for width in widths if width.isdecimal()), default=612.0)


def page_ground(root: etree._Element) -> Colour | None:
    """The colour of all pages, where the document has one."""
    background = child_named(root, "background")
    if background is None:
        return None
    colour = colour_of(attribute_of(background, "color"))
    return None if is_pale(colour) else colour or SOMETHING


def _is_outermost(anchor: etree._Element) -> bool:
    """Tell whether a drawing is in no other, and repeats none for older programs."""
    inner = anchor
    for outer in anchor.iterancestors():
        name = local_name(outer)
        if name == "anchor" or (name == "AlternateContent" and preferred_content(outer) is not inner):
            return False
        inner = outer
    return True


def _fills(drawing: etree._Element) -> Iterable[bool]:
    """Whether each shape and picture of a drawing paints what white text stands out from."""
    for element in drawing.iter("{*}pic", "{*}wsp"):
        fill = SOMETHING if local_name(element) == "pic" else _fill_of(element)
        yield fill is not None and not is_pale(fill)


def _fill_of(shape: etree._Element) -> Colour | None:
    properties = child_named(shape, "spPr")
    for child in properties if properties is not None else ():
        name = local_name(child)
        if name == "noFill":
            return None
        if name == "solidFill":
            return _drawn_colour(child)
        if name in {"gradFill", "pattFill", "blipFill", "grpFill"}:
            return SOMETHING
    style = child_named(shape, "style")
    reference = child_named(style, "fillRef") if style is not None else None
    return SOMETHING if reference is not None and reference.get("idx") != "0" else None


def _drawn_colour(fill: etree._Element) -> Colour:
    for colour in fill:
        if len(colour):
            break
        name, value = local_name(colour), attribute_of(colour, "val")
        if name == "srgbClr":
            return colour_of(value) or SOMETHING
        if name == "schemeClr" and value in _PALE_THEME:
            return PAPER
    return SOMETHING


def _is_vml_fill(shape: etree._Element) -> bool:
    fill = _vml_fill(shape)
    return (fill is not None and not is_pale(fill)) or child_named(shape, "imagedata") is not None


def _vml_fill(shape: etree._Element) -> Colour | None:
    if shape.get("filled", "t")[:1] in {"f", "0"}:
        return None
    fill = child_named(shape, "fill")
    if fill is not None and fill.get("type", "solid") != "solid":
        return SOMETHING
    value = shape.get("fillcolor", "white").partition(" ")[0]
    return _VML_NAMED.get(value) or colour_of(value) or SOMETHING


def _vml_area(shape: etree._Element) -> float:
    """How much of the page a floating shape takes up."""
    style = shape.get("style", "")
    if "absolute" not in style:
        return 0.0
    sides = {name: float(value) * POINTS[unit or "pt"] for name, value, unit in _VML_SIDE.findall(style)}
    return sides.get("width", 0.0) * sides.get("height", 0.0)


def _is_within(shape: etree._Element) -> bool:
    """Tell whether a shape is part of a group, or repeats one for older programs."""
    return any(local_name(ancestor) in {"group", "Fallback"} for ancestor in shape.iterancestors())


def _points(emu: str | None) -> float:
    return int(emu) / _EMU_PER_POINT if emu is not None and emu.isdecimal() else 0.0
