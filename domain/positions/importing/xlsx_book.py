"""The parts of a workbook: its sheets, the strings they share and the formats of its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree

from domain.documents.zip_guard import GuardedZip
from domain.errors import InvalidInput, UnsupportedFileType
from domain.input_rules import InputRule
from domain.positions.importing.xlsx_styles import NumberStyles

_WORKBOOK: Final = re.compile(r"xl/workbook\.xml")
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE: Final = ("1", "true")


class Sheet(NamedTuple):
    """A sheet's name, and that of its entry in the archive."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says of itself.

    Attributes:
        shown: The visible sheets; all of them where none is visible.
        sheets: All sheets.
        strings: The entry of the shared strings; empty where there are none.
    """

    shown: Sequence[Sheet]
    sheets: Sequence[Sheet]
    strings: str
    styles: NumberStyles

    def choice(self, name: str | None) -> Sequence[Sheet]:
        """Return the sheets to look at: that of the name, or the visible ones. Raises `InvalidInput`."""
        if name is None:
            return self.shown
        if chosen := [sheet for sheet in self.sheets if sheet.name == name]:
            return chosen
        listed = "、".join(sheet.name for sheet in self.sheets)
        raise InvalidInput(f"工作簿中没有工作表“{name}”，其中有：{listed}", rule=InputRule.SHEET_UNKNOWN)


def read_book(archive: GuardedZip) -> Book:
    """Read what a workbook says of itself. Raises `DomainError`, `ReadFailure`."""
    if not archive.names(_WORKBOOK):
        raise UnsupportedFileType("不支持的文件类型，请另存为 CSV、TSV、JSONL 或 XLSX")
    book, links = _parsed(archive, "xl/workbook.xml"), _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets, shown = [], []
    for one in book.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(one.get(_RELATIONSHIP) or one.get(_STRICT_RELATIONSHIP), "")
        sheet = Sheet(one.get("name", ""), _path(target))
        sheets.append(sheet)
        if one.get("state", "visible") == "visible":
            shown.append(sheet)
    if not sheets:
        raise InvalidInput("工作簿中没有工作表", rule=InputRule.NO_TABLE)
    properties = book.find("{*}workbookPr")
    styles = archive.read_if_there(_target(links, "/styles"))
    return Book(
        shown=shown or sheets,
        sheets=sheets,
        strings=_target(links, "/sharedStrings"),
        styles=NumberStyles(
            None if styles is None else _tree(styles),
            from_1904=properties is not None and properties.get("date1904") in _TRUE,
        ),
    )


def _parsed(archive: GuardedZip, name: str) -> etree._Element:
    return _tree(archive.read(name))


def _tree(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InvalidInput(f"工作簿已损坏：{error}", rule=InputRule.DAMAGED) from error


def _target(links: etree._Element, kind: str) -> str:
    return _path(next((link.get("Target", "") for link in links if link.get("Type", "").endswith(kind)), ""))


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
