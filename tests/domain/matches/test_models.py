"""A score is told in whole percent."""

from __future__ import annotations

import pytest

from domain.matches.models import score_text


@pytest.mark.parametrize(("score", "text"), [(0.0, "0%"), (0.874, "87%"), (0.999, "100%"), (1.0, "100%")])
def test_a_score_is_told_in_whole_percent(score: float, text: str) -> None:
    assert score_text(score) == text
