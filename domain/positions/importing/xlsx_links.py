"""The addresses that cells of a sheet lead to: of a title, or of a word like `查看` in a column of links."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from domain.positions.importing.xlsx_merges import column_number
from domain.positions.models import web_address

_LINK: Final = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_REFERENCE: Final = re.compile(rb"""\bref=["']([A-Z]{1,3})(\d{1,7})["':]""")
_RELATION: Final = re.compile(rb"""\b\w+:id=["']([^"']+)["']""")
_MOST_BYTES: Final = 32 * 2**20


class Place(NamedTuple):
    """A cell: the number of its row, and of its column from 0."""

    line: int
    column: int


def links_of(archive: zipfile.ZipFile, sheet: str, tail: bytes) -> dict[Place, str]:
    """Return where the cells of a sheet lead to on the web.

    Args:
        archive: The workbook.
        sheet: The name of the sheet's entry.
        tail: What the sheet tells behind its rows.
    """
    told = dict(_relations(tail))
    folder, _, name = sheet.rpartition("/")
    targets = f"{folder}/_rels/{name}.rels"
    if not told or targets not in archive.namelist():
        return {}
    with archive.open(targets) as file:
        content = file.read(_MOST_BYTES)
    relations = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    addresses = {relation.get("Id"): web_address(relation.get("Target", "")) for relation in relations}
    found = ((place, addresses.get(relation)) for place, relation in told.items())
    return {place: address for place, address in found if address is not None}


def _relations(tail: bytes) -> Iterator[tuple[Place, str]]:
    for link in _LINK.findall(tail):
        reference, relation = _REFERENCE.search(link), _RELATION.search(link)
        if reference is not None and relation is not None:
            place = Place(int(reference[2]), column_number(reference[1].decode()))
            yield place, relation[1].decode("utf-8", "replace")
