"""Where the text boxes of Word's drawings stand, in points; both DrawingML and the older VML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from domain.documents.models import Box
from domain.documents.office.elements import POINTS, child_named, local_name

_EMU_PER_POINT = 12_700
# Offsets from a column or a margin lack the page's own margin, which is commonly an inch.
_MARGIN = 72.0
_VML_LENGTH = re.compile(r"(margin-left|margin-top|left|top|width|height)\s*:\s*(-?[\d.]+)(pt|in|cm|mm)?")
_VML_OF_PAGE = re.compile(r"mso-position-vertical-relative\s*:\s*(?:page|margin|top-margin-area)")
_OF_PARAGRAPH = frozenset({"paragraph", "line"})


@dataclass(frozen=True, slots=True)
class _Frame:
    """How lengths within a group become points on the page: `left + x * scale_x`."""

    left: float
    top: float
    scale_x: float
    scale_y: float

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        left, top = self.left + x * self.scale_x, self.top + y * self.scale_y
        return Box(left, top, left + width * self.scale_x, top + height * self.scale_y)


def preferred_content(alternatives: etree._Element) -> etree._Element:
    """Of mc:AlternateContent take the choice, not the fallback that repeats it."""
    choice = child_named(alternatives, "Choice")
    if choice is None:
        choice = child_named(alternatives, "Fallback")
    return alternatives if choice is None else choice


def placed_text_boxes(
    element: etree._Element, *, paragraph_top: float = 0.0
) -> Iterator[tuple[etree._Element, Box | None]]:
    """Find the outermost w:txbxContent elements of a drawing, with their places where they are told.

    Args:
        element: The drawing.
        paragraph_top: How far below the page's margin the paragraph begins that the drawing is anchored in.
    """
    return _walk(element, None, None, paragraph_top)


def _walk(
    element: etree._Element, frame: _Frame | None, box: Box | None, top: float
) -> Iterator[tuple[etree._Element, Box | None]]:
    name = local_name(element)
    if name == "txbxContent":
        yield element, box
        return
    if name == "AlternateContent":
        element = preferred_content(element)
    elif name == "anchor":
        box = _anchor_box(element, top)
        frame = None
    elif name in {"wgp", "grpSp"}:
        frame = _group_frame(element, frame, box)
    elif name == "wsp" and frame is not None:
        box = _shape_box(element, frame) or box
    elif element.get("style") and name in {"shape", "rect", "roundrect", "group", "oval", "line"}:
        box = _vml_box(element, frame, top) or box
        if name == "group":
            frame = _vml_frame(element, box)
    for child in element:
        yield from _walk(child, frame, box, top)


def _anchor_box(anchor: etree._Element, paragraph_top: float) -> Box | None:
    places: dict[str, float] = {}
    for child in anchor:
        name = local_name(child)
        offset = child_named(child, "posOffset")
        if name in {"positionH", "positionV"} and offset is not None:
            origin = child.get("relativeFrom")
            shift = 0.0 if origin == "page" else _MARGIN
            if name == "positionV" and origin in _OF_PARAGRAPH:
                shift += paragraph_top
            places[name] = _points(offset.text) + shift
        elif name == "extent":
            places["width"], places["height"] = _points(child.get("cx")), _points(child.get("cy"))
    if len(places) < 4:
        return None
    left, top = places["positionH"], places["positionV"]
    return Box(left, top, left + places["width"], top + places["height"])


def _group_frame(group: etree._Element, frame: _Frame | None, box: Box | None) -> _Frame | None:
    """The frame of a group's children: its own place over the extent its children count in."""
    transform = _transform(group, "grpSpPr")
    inner_offset, inner_extent = transform.get("chOff"), transform.get("chExt")
    if box is None or inner_offset is None or inner_extent is None or 0 in inner_extent:
        return None
    outer = box
    if frame is not None and "off" in transform and "ext" in transform:
        outer = frame.box(*transform["off"], *transform["ext"])
    scale_x = (outer.right - outer.left) / inner_extent[0]
    scale_y = (outer.bottom - outer.top) / inner_extent[1]
    return _Frame(
        outer.left - inner_offset[0] * scale_x, outer.top - inner_offset[1] * scale_y, scale_x, scale_y
    )


def _shape_box(shape: etree._Element, frame: _Frame) -> Box | None:
    transform = _transform(shape, "spPr")
    if "off" not in transform or "ext" not in transform:
        return None
    return frame.box(*transform["off"], *transform["ext"])


def _transform(element: etree._Element, properties_name: str) -> dict[str, tuple[float, float]]:
    properties = child_named(element, properties_name)
    transform = child_named(properties, "xfrm") if properties is not None else None
    if transform is None:
        return {}
    return {
        local_name(child): (
            _number(child.get("x") or child.get("cx")),
            _number(child.get("y") or child.get("cy")),
        )
        for child in transform
    }


def _vml_box(shape: etree._Element, frame: _Frame | None, paragraph_top: float) -> Box | None:
    lengths = {
        name: _number(value) * POINTS.get(unit, 1.0)
        for name, value, unit in _VML_LENGTH.findall(shape.get("style", ""))
    }
    if "width" not in lengths or "height" not in lengths:
        return None
    x = lengths.get("margin-left", 0.0) + lengths.get("left", 0.0)
    y = lengths.get("margin-top", 0.0) + lengths.get("top", 0.0)
    if frame is None and not _VML_OF_PAGE.search(shape.get("style", "")):
        y += paragraph_top
    return (frame or _Frame(0, 0, 1, 1)).box(x, y, lengths["width"], lengths["height"])


def _vml_frame(group: etree._Element, box: Box | None) -> _Frame | None:
    size = [_number(part) for part in group.get("coordsize", "").split(",")]
    origin = [_number(part) for part in group.get("coordorigin", "0,0").split(",")]
    if box is None or len(size) != 2 or len(origin) != 2 or 0 in size:
        return None
    scale_x, scale_y = (box.right - box.left) / size[0], (box.bottom - box.top) / size[1]
    return _Frame(box.left - origin[0] * scale_x, box.top - origin[1] * scale_y, scale_x, scale_y)


def _points(emu: str | None) -> float:
    return _number(emu) / _EMU_PER_POINT


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
