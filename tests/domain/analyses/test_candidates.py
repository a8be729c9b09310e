from __future__ import annotations

from domain.analyses.candidates import THRESHOLD, Candidate, best


def test_the_surest_candidate_is_taken_and_the_first_among_equals() -> None:
    found = best([Candidate("a", 0.6), Candidate("b", 0.9), Candidate("c", 0.9)])
    assert found is not None
    assert found.value == "b"


def test_none_is_taken_below_the_threshold() -> None:
    assert best([Candidate("a", THRESHOLD - 0.01)]) is None
    assert best([]) is None
    assert best([Candidate("a", THRESHOLD)]) == Candidate("a", THRESHOLD)
