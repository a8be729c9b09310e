"""What Word's styles and the properties of its runs say of letters."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from domain.documents.office.elements import TextStyle, attribute_of, child_named, laid_over_bases, local_name
from domain.documents.office.word_grounds import colour_in, ground_in, ground_of_style

_OFF = frozenset({"0", "false", "off", "none"})


def styles_of(root: etree._Element) -> dict[str, TextStyle]:
    """Styles by id, each laid over what it is based on; the empty id is the document's default."""
    own: dict[str, TextStyle] = {}
    bases: dict[str, str] = {}
    default = TextStyle()
    for element in root:
        name = local_name(element)
        if name == "docDefaults":
            properties = next(element.iter("{*}rPr"), None)
            default = style_of(properties) if properties is not None else default
        elif name == "style":
            key = attribute_of(element, "styleId")
            properties = child_named(element, "rPr")
            style = style_of(properties) if properties is not None else TextStyle()
            own[key] = replace(style, ground=ground_of_style(element))
            base = child_named(element, "basedOn")
            if base is not None:
                bases[key] = value_of(base)
    whole = laid_over_bases(own, bases)
    return {"": default, **{key: style.over(default) for key, style in whole.items()}}


def value_of(element: etree._Element) -> str:
    """The element's `val` attribute, whatever its namespace."""
    return attribute_of(element, "val")


def style_of(properties: etree._Element) -> TextStyle:
    """Read size, bold, vanish, colour and shading of run properties."""
    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    for child in properties:
        name = local_name(child)
        if name == "sz":
            value = value_of(child)
            size = int(value) / 2 if value.isdecimal() else None
        elif name == "b":
            bold = value_of(child) not in _OFF
        elif name in {"vanish", "specVanish"}:
            hidden = value_of(child) not in _OFF
    return TextStyle(size, bold, hidden, colour_in(properties), ground_in(properties))
