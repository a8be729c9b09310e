"""Finds named things among any number of them, by words and by meaning.

Two steps. *Candidates* are the names that share a text's rarest pieces, and those whose vector differs
from the text's in the fewest signs (128 bits a name: a million are looked through in milliseconds). The
candidates are then compared exactly: direction of the vectors, nearness to the same occupations, and shared
words, each on a scale of its own that is frozen (means and weights from the training data, rarities from a
reference), summed. So a score depends on the text and the entry alone, and an index that grew bit by bit
answers like one built at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from copy import copy
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from domain.retrieval import comparing, saving
from domain.retrieval.building import build, merged
from domain.retrieval.candidates import Sought, chosen_rows
from domain.retrieval.compared import Compared, compare_names
from domain.retrieval.comparing import Texts
from domain.retrieval.encoder import Encoder, shared_encoder
from domain.retrieval.entries import IndexColumn, IndexEntry
from domain.retrieval.live import LiveSegment
from domain.retrieval.reference import Reference
from domain.retrieval.saving import Note
from domain.retrieval.segments import key_number, layout
from domain.retrieval.skills import SkillForms

BATCH = 5_000
_ALL_COMPARED = 6_000
_BY_MEANING = 600


class Hit(NamedTuple):
    """An entry found: its source, its key, and how alike it is, 0..1."""

    source: str
    key: str
    score: float


class Index:
    """Entries of several sources. Readers see a consistent state while one writer adds and removes.

    Args:
        reference: What rarities are counted among.
        columns: What numbers each entry has.
        payload_form: A key of the form of the payloads; an index saved with another one is not taken over.
        encoder: Another than the one that comes with the program.
    """

    def __init__(
        self,
        *,
        reference: Reference,
        columns: Sequence[IndexColumn] = (),
        payload_form: str = "",
        encoder: Encoder | None = None,
    ) -> None:
        self._encoder = encoder or shared_encoder()
        self._reference = reference
        self._columns = tuple(columns)
        self._layout = layout(columns, payload_form)
        self._reader = comparing.TextReader(encoder=self._encoder, rarity=reference.names)
        self._forms = SkillForms(reference.skills)
        self._parts: tuple[LiveSegment, ...] = ()
        self._writing = threading.Lock()

    def copy(self) -> Self:
        """Return an index of the same entries that changes by itself; what they share takes no room twice."""
        copied = copy(self)
        copied._forms = self._forms.copy()
        copied._writing = threading.Lock()
        return copied

    def __len__(self) -> int:
        return sum(int(part.alive.sum()) for part in self._parts)

    @property
    def parts(self) -> tuple[LiveSegment, ...]:
        """The present state; it does not change while it is held."""
        return self._parts

    @property
    def encoder(self) -> Encoder:
        """What tells the meaning of names and texts."""
        return self._encoder

    @property
    def reference(self) -> Reference:
        """What rarities are counted among."""
        return self._reference

    @property
    def forms(self) -> SkillForms:
        """The wordings of skills that entries ask for."""
        return self._forms

    @property
    def compares_all(self) -> bool:
        """Whether it is so small that `compared` chooses nothing."""
        return sum(part.segment.rows for part in self._parts) <= _ALL_COMPARED

    def sources(self) -> dict[str, int]:
        """Return how many entries each source has."""
        counts: dict[str, int] = {}
        for part in self._parts:
            counts[part.source] = counts.get(part.source, 0) + int(part.alive.sum())
        return {source: count for source, count in counts.items() if count}

    def add_entries(self, entries: Iterable[IndexEntry], *, source: str) -> int:
        """Add entries and return how many; one of a known source and key takes the old one's place."""
        added = 0
        stream = iter(entries)
        while batch := list(islice(stream, BATCH)):
            batch = list({entry.key: entry for entry in batch}.values())
            with self._writing:
                segment = build(
                    batch,
                    columns=self._columns,
                    encoder=self._encoder,
                    rarity=self._reference.names,
                    forms=self._forms,
                )
                kept = [_without(part, source, segment.key) for part in self._parts]
                new = LiveSegment(source, segment, np.ones(len(segment), np.bool_))
                self._parts = _joined([part for part in (*kept, new) if part.alive.any()])
            added += len(batch)
        return added

    def remove(self, source: str, keys: Iterable[str] | None = None) -> int:
        """Remove a source, or those of its entries that have the keys; return how many."""
        with self._writing:
            before = len(self)
            if keys is None:
                self._parts = tuple(part for part in self._parts if part.source != source)
            else:
                gone = np.array([key_number(key) for key in keys], np.uint64)
                kept = [_without(part, source, gone) for part in self._parts]
                self._parts = tuple(part for part in kept if part.alive.any())
            return before - len(self)

    def search(self, text: str, *, source: str | None = None, limit: int = 100) -> list[Hit]:
        """Return the entries whose names are most like the text, best first; none for an empty text."""
        if not text.strip() or limit < 1:
            return []
        texts = self.read([text])
        found = self.compared(texts, source=source, wanted=max(_BY_MEANING, 4 * limit))
        if not len(found):
            return []
        score = np.round(found.fused[0], 6)
        keys = found.keys
        best = np.flatnonzero(score >= _last_of(score, limit))
        hits = []
        for place in best[np.lexsort((keys[best], -score[best]))][:limit].tolist():
            if score[place] > 0:
                source_of_it, key, _ = found.entry(place)
                hits.append(Hit(source_of_it, key, min(1.0, round(float(score[place]), 6))))
        return hits

    def read(self, texts: Sequence[str]) -> Texts:
        """Make texts ready for `compared`; what takes long of it is encoding texts not seen lately."""
        return self._reader.read(texts)

    def compared(
        self,
        texts: Texts,
        *,
        source: str | None = None,
        chosen_by: Sequence[int] | None = None,
        wanted: int = _BY_MEANING,
        skills: Sequence[int] = (),
        sought: Sought | None = None,
    ) -> Compared:
        """Choose and compare: about `wanted` names a text, and entries that ask for the skills.

        Args:
            texts: What to compare names with.
            source: The only source to look in.
            chosen_by: The numbers of the texts that candidates are like; all where it is None.
            wanted: How many names to choose by the meaning of each.
            skills: Numbers of wordings of skills that candidates may ask for.
            sought: What else to compare, whatever its names.
        """
        parts = [part for part in self._parts if source is None or part.source == source]
        if sum(part.segment.rows for part in parts) <= _ALL_COMPARED:
            chosen = [np.arange(part.segment.rows) for part in parts]
        else:
            numbers = range(len(texts)) if chosen_by is None else chosen_by
            chosen = chosen_rows(
                parts,
                texts,
                numbers=numbers,
                wanted=wanted,
                forms=self._forms,
                skills=skills,
                sought=sought,
            )
        return compare_names(texts, parts, chosen)

    def save(self, folder: Path, *, note: Note | None = None) -> None:
        """Write the index so that `load` opens it at once; what is there already is not written again.

        Whoever reads while this writes finds the old index or the new one. Nobody else may write.

        Args:
            folder: Where it is kept.
            note: What `load` is to return.
        """
        saving.write(
            folder, parts=self._parts, forms=self._forms, fingerprint=self.fingerprint, note=note or {}
        )

    @property
    def fingerprint(self) -> str:
        """A key of what scores rest on; files written under another one are of no use."""
        return f"{self._reference.fingerprint}-{self._encoder.fingerprint}-{self._layout}"

    def load(self, folder: Path) -> Note | None:
        """Take over what `save` wrote, mapped into memory, and return its note.

        None where there is nothing that still fits; the index then stays as it is.
        """
        found = saving.read(
            folder,
            fingerprint=self.fingerprint,
            columns=self._columns,
            rarity=self._reference.skills,
            held=self._parts,
        )
        if found is None:
            return None
        with self._writing:
            self._forms, self._parts = found.forms, found.parts
        return found.note


def _last_of(scores: NDArray[np.floating], limit: int) -> float:
    return (
        float(np.partition(scores, len(scores) - limit)[len(scores) - limit]) if len(scores) > limit else 0.0
    )


def _without(part: LiveSegment, source: str, keys: NDArray[np.uint64]) -> LiveSegment:
    if part.source != source:
        return part
    gone = np.isin(part.segment.key, keys)
    return LiveSegment(part.source, part.segment, part.alive & ~gone) if gone.any() else part


def _joined(parts: Sequence[LiveSegment]) -> tuple[LiveSegment, ...]:
    """Merge the last parts of a source while they are not much smaller than the one before them."""
    kept = list(parts)
    last = kept.pop()
    run = [last]
    while (
        before := next((part for part in reversed(kept) if part.source == last.source), None)
    ) is not None and before.alive.sum() < 2 * sum(part.alive.sum() for part in run):
        kept.remove(before)
        run.insert(0, before)
    if len(run) == 1:
        return (*kept, last)
    segment = merged([(part.segment, part.alive) for part in run])
    return (*kept, LiveSegment(last.source, segment, np.ones(len(segment), np.bool_)))
