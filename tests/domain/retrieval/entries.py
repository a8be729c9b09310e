"""Small entries and indexes for the tests of retrieval."""

from __future__ import annotations

from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.index import Index
from domain.retrieval.reference import Reference

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
