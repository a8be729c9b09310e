"""Warnings: what whoever goes by an analysis should know of its file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.documents.models import Box, HiddenText, Hiding
from domain.vocabulary.languages import Language


class WarningKind(StrEnum):
    """What a warning is about."""

    HIDDEN_BY_COLOUR = "hidden_by_colour"
    HIDDEN_BY_SIZE = "hidden_by_size"
    HIDDEN_OFF_PAGE = "hidden_off_page"
    HIDDEN_BY_MARKUP = "hidden_by_markup"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisWarning:
    """Words in the file that nobody sees. They count for no field and no match.

    Attributes:
        message: What is the matter, in the resume's language.
        page: From 1. A format without pages is one page.
        box: Where the words would stand, in points from the page's top left; None where that is not known.
        text: The hidden words, shortened.
    """

    kind: WarningKind
    message: str
    page: int
    box: Box | None
    text: str


_KINDS: Final = {
    Hiding.COLOUR: WarningKind.HIDDEN_BY_COLOUR,
    Hiding.SIZE: WarningKind.HIDDEN_BY_SIZE,
    Hiding.PLACE: WarningKind.HIDDEN_OFF_PAGE,
    Hiding.MARKED: WarningKind.HIDDEN_BY_MARKUP,
}
_SENTENCES: Final = {
    Language.CHINESE: "简历中有看不见的文字：{}。这些文字未计入分析和匹配。",
    Language.ENGLISH: "The resume holds words that nobody sees: {}. They count neither for the analysis nor "
    "for matches.",
}
_REASONS: Final = {
    Language.CHINESE: {
        WarningKind.HIDDEN_BY_COLOUR: "颜色与背景相同，或被遮住",
        WarningKind.HIDDEN_BY_SIZE: "字号小到无法阅读",
        WarningKind.HIDDEN_OFF_PAGE: "位于页面之外",
        WarningKind.HIDDEN_BY_MARKUP: "被设为隐藏或不显示",
    },
    Language.ENGLISH: {
        WarningKind.HIDDEN_BY_COLOUR: "they have the colour of their ground, or are covered",
        WarningKind.HIDDEN_BY_SIZE: "they are too small to be read",
        WarningKind.HIDDEN_OFF_PAGE: "they stand off the page",
        WarningKind.HIDDEN_BY_MARKUP: "they are marked as hidden, or are not painted",
    },
}


def new_warning(
    kind: WarningKind, language: Language, *, page: int, box: Box | None, text: str
) -> AnalysisWarning:
    """Return a warning with its message."""
    message = _SENTENCES[language].format(_REASONS[language][kind])
    return AnalysisWarning(kind=kind, message=message, page=page, box=box, text=text)


def warnings_of(hidden: Iterable[HiddenText], language: Language) -> tuple[AnalysisWarning, ...]:
    """Return the warnings of what is hidden in a document."""
    return tuple(
        new_warning(
            _KINDS[each.hiding],
            language,
            page=each.page,
            box=each.box and each.box.rounded(),
            text=each.text,
        )
        for each in hidden
    )
