"""What is quoted fits into a sentence."""

from __future__ import annotations

from domain.matches.quoting import short


def test_a_quotation_stands_in_one_line() -> None:
    assert short("Senior\n  Nurse ") == "Senior Nurse"


def test_a_long_quotation_is_cut() -> None:
    cut = short("word " * 40)
    assert len(cut) <= 60
    assert cut.endswith("word…")
