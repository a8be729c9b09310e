"""The documents of the labelled resumes, and what is found in them by what was fitted without them."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

from domain.analyses.declaring import plain
from domain.analyses.evidence import is_filler, raw_confidence
from domain.analyses.extraction import Findings, find
from domain.analyses.fields import AGE
from domain.documents.errors import NeedsRecognition, ReadFailure
from domain.documents.formats import media_type_of
from domain.documents.models import Document
from domain.documents.reader import read_document, recognise_document, render_document
from tools.judging import FOLDS, INVENTED, RESUMES, Judged, LabelledSet, Value, folds_of, judge

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
            for key in _keys(labelled)
            if isinstance(known.get(key), Document)
        }
    documents = {
        key: document
        for labelled in sets
        for key in _keys(labelled)
        if (document := _document(RESUMES / labelled.name / key[1])) is not None
    }
    if kept is not None:
        kept.write_bytes(pickle.dumps(documents))
    return documents


def _keys(labelled: LabelledSet) -> list[Key]:
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


@dataclass(frozen=True)
class Unseen:
    """What is found in each file, and which fold the file's repository is in.

    Attributes:
        found: Without an entry for files that cannot be read.
        folds: By repository; those of the invented resumes and of the held-out files have none.
    """

    found: Mapping[Key, Findings]
    folds: Mapping[str, int]

    def judged(self, scorer: Any, labelled: LabelledSet) -> dict[int, list[Judged]]:
        """Return by fold the values that the labels can tell right from wrong, with raw confidence.

        Files whose repository is in no fold are spread over all.
        """
        values = {
            file: raw_values(self.found[labelled.name, file])
            for file in labelled.files
            if (labelled.name, file) in self.found
        }
        groups = labelled.groups()
        rows: dict[int, list[dict[str, Any]]] = {}
        for row in labelled.labels:
            spread = crc32(groups[row["file"]].encode()) % FOLDS
            rows.setdefault(self.folds.get(labelled.repository(row["file"]), spread), []).append(row)
        return {
            fold: list(judge(scorer, replace(labelled, labels=labels), values))
            for fold, labels in rows.items()
        }


def read_unseen(sets: Sequence[LabelledSet], documents: Mapping[Key, Document]) -> Unseen:
    """Read each file with what was fitted to the files of other repositories only."""
    found = {key: find(documents[key]) for labelled in sets for key in _keys(labelled) if key in documents}
    return Unseen(found, folds_of(labelled for labelled in sets if labelled.name != INVENTED))


def raw_values(found: Findings) -> list[Value]:
    """Return the values with the readers' own confidence, without filler.

    An age that is made of the birth date is judged by that.
    """
    return [
        (field, plain(candidate.value), raw_confidence(candidate))
        for field, _, candidate in found.candidates()
        if not is_filler(field, candidate.value) and not (field is AGE and found[AGE] is None)
    ]
