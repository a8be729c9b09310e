"""What the markup of Word and that of OpenDocument have in common: elements, lengths, styles over styles.

Elements and attributes are told by their local names: the namespaces of one format differ by its age.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from domain.documents.colours import Colour, hiding_of
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Hiding

POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}

_PROLOGUE_BYTES = 2_048
_MOST_BASES = 10


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What a style, or a run, says of its letters; None where it says nothing."""

    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    colour: Colour | None = None
    ground: Colour | None = None

    def over(self, base: TextStyle) -> TextStyle:
        """Lay this style over the one it is based on."""
        return TextStyle(
            base.size if self.size is None else self.size,
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
            base.colour if self.colour is None else self.colour,
            base.ground if self.ground is None else self.ground,
        )

    def hiding(self, below: Colour | None = None) -> Hiding | None:
        """Tell why its letters are not seen on what lies below them, where it lays nothing below itself."""
        ground = below if self.ground is None else self.ground
        return hiding_of(hidden=self.hidden, size=self.size, colour=self.colour, ground=ground)


def laid_over_bases(own: Mapping[str, TextStyle], bases: Mapping[str, str]) -> dict[str, TextStyle]:
    """Lay each style over what it is based on, and that over its own base."""
    found = {}
    for name, style in own.items():
        base = bases.get(name, "")
        for _ in range(_MOST_BASES):
            if base not in own:
                break
            style, base = style.over(own[base]), bases.get(base, "")
        found[name] = style
    return found


def parsed(content: bytes) -> etree._Element | None:
    """Parse a part; None where it is no markup. Raises `ReadFailure` for one that declares entities."""
    if b"<!DOCTYPE" in content[:_PROLOGUE_BYTES]:
        raise ReadFailure(FailureCode.DAMAGED, "a document type in office markup")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child_named(element: etree._Element, name: str) -> etree._Element | None:
    """The first child with a local name."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def attribute_of(element: etree._Element, name: str, default: str = "") -> str:
    """An attribute by its local name."""
    found = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(found, default)
