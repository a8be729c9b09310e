"""The columns of an analysis that a query may ask for, and the keys of what they hold as JSON."""

from __future__ import annotations

from enum import Enum

from domain.analyses.declaring import Entries
from domain.analyses.fields import FIELDS
from domain.rows import Column, Key

ENTRIES = tuple(field for field in FIELDS if isinstance(field, Entries))


class AnalysisColumn(Column, Enum):
    """What can be read of an analysis, as its fields declare it; all null where a resume has none."""

    RESUME_ID = "resume_id"
    LANGUAGE = "language"
    EVIDENCE = "evidence"
    WARNINGS = "warnings"
    CORRECTIONS = "corrections"
    REVIEW = "review"
    vars().update({name.upper(): name for field in FIELDS for name in field.read_columns})


class EntryKey(Key):
    """Keys of an entry of the education or the experience, as they are declared."""

    EVIDENCE = "evidence"
    vars().update({part.name.upper(): part.name for entries in ENTRIES for part in entries.parts})


class EvidenceKey(Key):
    """Keys of a piece of evidence."""

    FIELD = "field"
    INDEX = "index"
    PAGE = "page"
    BOX = "box"
    TEXT = "text"
    CONFIDENCE = "confidence"


class WarningKey(Key):
    """Keys of a warning."""

    KIND = "kind"
    MESSAGE = "message"
    PAGE = "page"
    BOX = "box"
    TEXT = "text"


class CorrectionKey(Key):
    """Keys of a correction."""

    FIELD = "field"
    CORRECTED = "corrected"
    READ = "read"
    OFFERED = "offered"
    AT = "at"
    ACTOR_ID = "actor_id"


class ReviewKey(Key):
    """Keys of something that deserves a look."""

    FIELD = "field"
    INDEX = "index"
    REASON = "reason"
    WEIGHT = "weight"
    CONFIDENCE = "confidence"
    CONFLICTS_WITH = "conflicts_with"


class FieldValueKey(Key):
    """Keys of the value of any field; one of them holds it."""

    TEXT = "text"
    ITEMS = "items"
    vars().update({field.name.upper(): field.name for field in ENTRIES})


class BoxKey(Key):
    """Keys of a place on a page."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
