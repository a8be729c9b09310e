"""From a document to the facts it states about a person: the one entrance to the field readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, overload

from domain.analyses.candidates import THRESHOLD, Candidate, best
from domain.analyses.declaring import Entries, Field, Many, One
from domain.analyses.evidence import evidence_of
from domain.analyses.facts import Evidence
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.analyses.other_documents import other_kind
from domain.analyses.readers import Readers
from domain.analyses.tagging.model import Weights
from domain.analyses.text import TextLine, as_printed, read_text
from domain.analyses.warnings import warnings_of
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.models import Document, Link
from domain.vocabulary.languages import Language
from domain.vocabulary.traditional import printer, respelt

T = TypeVar("T")

_MOST_LISTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The chosen candidates of every field, each with the line it was read from.

    Attributes:
        fields: The fields that were read.
        chosen: By the names of fields: a candidate, a tuple of candidates, or a tuple of entries.
        links: The document's, each with its page: what was read from one has no line.
    """

    language: Language
    fields: tuple[Field[Any], ...] = FIELDS
    chosen: Mapping[str, Any] = field(default_factory=dict)
    links: tuple[tuple[Link, int], ...] = ()

    @overload
    def __getitem__(self, of: One[T]) -> Candidate[T] | None: ...
    @overload
    def __getitem__(self, of: Many[T]) -> tuple[Candidate[T], ...]: ...
    @overload
    def __getitem__(self, of: Entries[T]) -> tuple[T, ...]: ...
    def __getitem__(self, of: Field[Any]) -> Any:
        return self.chosen.get(of.name, of.nothing)

    def analysis(self) -> Analysis:
        """Return the values, and the evidence for them."""
        values = {of.name: _values(of, self.chosen[of.name]) for of in self.fields if of.name in self.chosen}
        return Analysis(language=self.language, values=values, evidence=tuple(self._evidence()))

    def candidates(self) -> Iterator[tuple[Field[Any], int | None, Candidate[Any]]]:
        """Yield what was chosen for every field; with its place in the list, where the field is one."""
        for of in self.fields:
            if isinstance(of, One):
                found = self[of] or (
                    None if of.evident_from is None else self.chosen.get(of.evident_from.name)
                )
                if found is not None:
                    yield of, None, found
            elif isinstance(of, Many):
                for index, candidate in enumerate(self[of]):
                    yield of, index, candidate

    def _evidence(self) -> Iterator[Evidence]:
        for of, index, candidate in self.candidates():
            if evidence := evidence_of(of, candidate, index=index, links=self.links):
                yield evidence


def analyse(document: Document) -> Analysis:
    """Return what the document states about the candidate. What it does not state is None or empty.

    Raises:
        ReadFailure: It is plainly something else than a resume.
    """
    analysis = find(document).analysis()
    return replace(analysis, warnings=warnings_of(document.hidden, analysis.language))


def find(
    document: Document, *, fields: tuple[Field[Any], ...] = FIELDS, weights: Weights | None = None
) -> Findings:
    """Return the surest candidate of every field, with its place in the document. Raises `ReadFailure`.

    Args:
        document: What was read.
        fields: What is looked for.
        weights: The model's; unset: those that the product ships with.
    """
    text = read_text(document)
    resume = Readers(text, weights=weights)
    if kind := other_kind(resume):
        raise ReadFailure(FailureCode.NOT_A_RESUME, kind)
    chosen = {of.name: found for of in fields if (found := _chosen(of, resume))}
    if spell := printer(as_printed(line.source.text) for line in text.lines):
        chosen = {name: respelt(found, spell, keep=(TextLine, Link)) for name, found in chosen.items()}
    return Findings(language=text.language, fields=fields, chosen=chosen, links=text.links)


def _chosen(of: Field[Any], resume: Readers) -> Any:
    if isinstance(of, One):
        return best(resume.candidates(of))
    if isinstance(of, Many):
        return _distinct(resume.candidates(of))
    assert isinstance(of, Entries)
    return resume.entries(of)


def _values(of: Field[Any], chosen: Any) -> Any:
    if isinstance(of, One):
        return chosen.value
    return tuple(candidate.value for candidate in chosen) if isinstance(of, Many) else chosen


def _distinct(candidates: Iterable[Candidate[T]]) -> tuple[Candidate[T], ...]:
    """Return the sure candidates in order, each value once however it is spaced or cased."""
    kept: dict[str, Candidate[T]] = {}
    for candidate in candidates:
        key = re.sub(r"[^\w+#]", "", str(candidate.value)).casefold()
        if key and candidate.confidence >= THRESHOLD and key not in kept and len(kept) < _MOST_LISTED:
            kept[key] = candidate
    return tuple(kept.values())
