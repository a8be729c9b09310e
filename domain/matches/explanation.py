"""Says in a sentence or two why a position fits and what is missing, from the compared features alone."""

from __future__ import annotations

from domain.matches.explanation_en import explain_in_english
from domain.matches.explanation_zh import explain_in_chinese
from domain.matches.features import Fit
from domain.vocabulary.languages import Language

_EXPLAIN = {Language.CHINESE: explain_in_chinese, Language.ENGLISH: explain_in_english}


def explain(fit: Fit, *, language: Language) -> str:
    """Return the explanation in the resume's language; never empty."""
    return _EXPLAIN[language](fit)
