"""Optional content: the layers that a viewer does not show when it opens a file.

pdfium paints by them but does not tell them; pdfminer reads the few objects that say so.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,200}?stream\r?\n", re.DOTALL)
_MOST_STREAMS = 200
_LARGEST_STREAM = 1_000_000
_MOST_LAYERS = 1_000


def hidden_layers(content: bytes) -> frozenset[str]:
    """The names of the layers that are off; none where the file has no layers, or does not tell."""
    if not _has_layers(content):
        return frozenset()
    try:
        # What is damaged or encrypted is told by pdfium, which reads the file itself.
        catalogue = PDFDocument(PDFParser(io.BytesIO(content))).catalog
        return frozenset(_hidden(_dictionary(catalogue.get("OCProperties"))))
    except Exception:  # noqa: BLE001 - pdfminer raises anything for what it does not expect
        return frozenset()


def _hidden(properties: dict[str, Any]) -> set[str]:
    default = _dictionary(properties.get("D"))
    off = default.get("OFF")
    if getattr(default.get("BaseState"), "name", "") == "OFF":
        on = {getattr(layer, "objid", None) for layer in _array(default.get("ON"))}
        off = [layer for layer in _array(properties.get("OCGs")) if getattr(layer, "objid", None) not in on]
    names = [_dictionary(layer).get("Name") for layer in _array(off)[:_MOST_LAYERS]]
    return {decode_text(name) for name in names if isinstance(name, bytes)}


def _has_layers(content: bytes) -> bool:
    if b"/OCProperties" in content:
        return True
    for number, match in enumerate(_OBJECT_STREAM.finditer(content)):
        if number >= _MOST_STREAMS:
            return True
        try:
            unpacked = zlib.decompressobj().decompress(content[match.end() :], _LARGEST_STREAM)
        except zlib.error:
            continue
        if b"/OCProperties" in unpacked:
            return True
    return False


def _dictionary(value: Any) -> dict[str, Any]:
    resolved = resolve1(value)
    return resolved if isinstance(resolved, dict) else {}


def _array(value: Any) -> list[Any]:
    resolved = resolve1(value)
    return resolved if isinstance(resolved, list) else []
