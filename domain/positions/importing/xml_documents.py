"""Rows of an XML document of postings, as job boards feed each other: `<jobs><job><title>…`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from domain.errors import FileTooLarge, InvalidInput, UnsupportedFileType
from domain.input_rules import InputRule
from domain.positions.importing.columns import ColumnMap

MOST_BYTES = 16 * 2**20
"""A document is read whole."""

_DEEPEST = 4


def read_xml(path: Path, *, columns: ColumnMap) -> Sequence[dict[str, Any]]:
    """Return the elements that are postings, each with the texts of what is in it.

    Raises:
        FileTooLarge: It exceeds `MOST_BYTES`.
        InvalidInput: It is damaged.
        UnsupportedFileType: There are none: it is something else in XML.
    """
    if path.stat().st_size > MOST_BYTES:
        raise FileTooLarge
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise InvalidInput(f"XML 文件已损坏：{error}", rule=InputRule.DAMAGED) from error
    found: Counter[tuple[etree._Element, str]] = Counter()
    for element in root.iter(etree.Element):
        parent = element.getparent()
        if parent is not None and columns.has_title(
            _name(child) for child in element.iterchildren(etree.Element)
        ):
            found[parent, _name(element)] += 1
    if not found:
        raise UnsupportedFileType("XML 文件中没有职位，请另存为 CSV、TSV、JSONL 或 XLSX")
    (parent, name), _ = max(found.items(), key=lambda item: item[1])
    return [_texts(one, _DEEPEST) for one in parent.iterchildren(etree.Element) if _name(one) == name]


def _texts(element: etree._Element, depth: int) -> dict[str, Any]:
    """Return what is in an element by the names of its children; several of a name are a list."""
    told: dict[str, Any] = (
        {str(key): str(value) for key, value in element.items()} if depth < _DEEPEST else {}
    )
    for child in element.iterchildren(etree.Element):
        deeper = depth > 0 and next(child.iterchildren(etree.Element), None) is not None
        value = _texts(child, depth - 1) if deeper else "".join(map(str, child.itertext())).strip()
        name = _name(child)
        if name not in told:
            told[name] = value
        elif isinstance(told[name], list):
            told[name].append(value)
        else:
            told[name] = [told[name], value]
    return told


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
