"""The documents of the labelled resumes."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.documents.errors import NeedsRecognition, ReadFailure
from domain.documents.formats import media_type_of
from domain.documents.models import Document
from domain.documents.reader import read_document, recognise_document, render_document
from tools.judging import RESUMES, LabelledSet

Key = tuple[str, str]
"""A set and a file of it."""


def read_documents(sets: Iterable[LabelledSet], kept: Path | None = None) -> dict[Key, Document]:
    """Return the documents of all files that can be read, in this process.

    Args:
        sets: Whose files are read.
        kept: A file with documents of an earlier run, which are not read again; it is written where it
            is missing.
    """
    if kept is not None and kept.exists():
        known: dict[Key, Any] = pickle.loads(kept.read_bytes())
        return {
            key: known[key]
            for labelled in sets
            for key in keys_of(labelled)
            if isinstance(known.get(key), Document)
        }
    documents = {
        key: document
        for labelled in sets
        for key in keys_of(labelled)
        if (document := _document(RESUMES / labelled.name / key[1])) is not None
    }
    if kept is not None:
        kept.write_bytes(pickle.dumps(documents))
    return documents


def keys_of(labelled: LabelledSet) -> list[Key]:
    """Return the keys of a set's files."""
    return [(labelled.name, file) for file in labelled.files]


def _document(path: Path) -> Document | None:
    media_type = media_type_of(path)
    if media_type is None:
        return None
    content = path.read_bytes()
    try:
        try:
            return read_document(content, media_type)
        except NeedsRecognition:
            return recognise_document(content, render_document(content, media_type), media_type)
    except ReadFailure:
        return None
