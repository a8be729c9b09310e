"""Small entries and indexes for the tests of retrieval."""

from __future__ import annotations

import numpy as np

from domain.retrieval.building import build
from domain.retrieval.encoder import shared_encoder
from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.index import Index
from domain.retrieval.reference import Reference
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms

NAMES = ["会计", "财务会计", "护士", "厨师", "焊工", "销售经理", "Accountant", "Nurse", "Cook", "Welder"]


def entry(key: str, *names: str, skills: tuple[str, ...] = (), numbers: tuple[float, ...] = ()) -> IndexEntry:
    """Return an entry of names proper, each skill in one wording."""
    asked = tuple((skill,) for skill in skills)
    return IndexEntry(
        key=key, names=names, proper=len(names), skills=asked, numbers=numbers, payload=key.encode() * 2
    )


REFERENCE = Reference.of(entry(str(number), name, skills=("Excel",)) for number, name in enumerate(NAMES))


def indexed(*entries: IndexEntry, source: str = "own", columns: tuple[IndexColumn, ...] = ()) -> Index:
    """Return an index of entries of one source."""
    index = Index(reference=REFERENCE, columns=columns)
    index.add_entries(entries, source=source)
    return index


SIZE = IndexColumn("size", np.float32)
ENTRIES = (
    entry("甲", "会计", "Accountant", skills=("用友", "Excel"), numbers=(1,)),
    IndexEntry(key="乙", names=("护士", "护理", "Nurse"), proper=1, numbers=(2,), payload=b"\x00\xff"),
    entry("丙", "焊工", skills=("Excel",), numbers=(3,)),
)


def segment_of(*entries: IndexEntry, forms: SkillForms | None = None) -> Segment:
    """Return the segment of entries with a size; wordings of skills are numbered by `forms`."""
    return build(
        entries,
        columns=(SIZE,),
        encoder=shared_encoder(),
        rarity=REFERENCE.names,
        forms=forms or SkillForms(REFERENCE.skills),
    )
