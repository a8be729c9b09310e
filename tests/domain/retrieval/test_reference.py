"""A reference counts names and skills, and its key changes with either."""

from __future__ import annotations

from domain.retrieval.reference import Reference
from tests.domain.retrieval.entries import entry


def test_names_and_skills_are_counted_among_the_same_entries() -> None:
    reference = Reference.of([entry("1", "会计", skills=("Excel",)), entry("2", "焊工")])
    assert "会计" in reference.names
    assert list(reference.skills.wordings) == [("excel",)]


def test_the_key_changes_with_names_and_with_skills() -> None:
    keys = {
        Reference.of([one]).fingerprint
        for one in (entry("1", "会计"), entry("1", "焊工"), entry("1", "会计", skills=("Excel",)))
    }
    assert len(keys) == 3
