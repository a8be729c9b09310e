"""Words that nobody sees change nothing that is read, and are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.analyses.extraction import analyse
from domain.analyses.models import Analysis
from domain.analyses.warnings import WarningKind, warnings_of
from domain.documents.formats import MediaType
from domain.documents.models import Box, HiddenText, Hiding
from domain.documents.reader import read_document
from domain.vocabulary.languages import Language
from tests.drawn_pdf import drawn_pdf, written

RESUME = "".join(
    written(line, low=760 - 20 * number, size=11)
    for number, line in enumerate(
        (
            "Grace Field",
            "grace.field@example.com",
            "Work Experience",
            "Accountant, Harbour Ltd, 2018-03 - 2023-06",
            "Skills",
            "Excel, bookkeeping",
        )
    )
)
STUFFED = "Chief Data Scientist Kubernetes Terraform Python PhD"


def read(content: str) -> Analysis:
    return analyse(read_document(drawn_pdf(content), MediaType.PDF))


@pytest.mark.parametrize(
    ("hidden", "kind"),
    [
        (written(STUFFED, low=200, more="1 1 1 rg"), WarningKind.HIDDEN_BY_COLOUR),
        (written(STUFFED, low=200, size=1), WarningKind.HIDDEN_BY_SIZE),
        (written(STUFFED, low=-200), WarningKind.HIDDEN_OFF_PAGE),
        (written(STUFFED, low=200, more="3 Tr"), WarningKind.HIDDEN_BY_MARKUP),
    ],
)
def test_hidden_words_change_no_value(hidden: str, kind: WarningKind) -> None:
    stuffed = read(RESUME + hidden)

    assert replace(stuffed, warnings=()) == read(RESUME)
    assert [(warning.kind, warning.text) for warning in stuffed.warnings] == [(kind, STUFFED)]


def test_a_resume_that_hides_nothing_has_no_warnings() -> None:
    assert read(RESUME).warnings == ()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("hiding", Hiding)
def test_every_way_of_hiding_is_told_in_each_language(hiding: Hiding, language: Language) -> None:
    (warning,) = warnings_of([HiddenText(hiding, "Kubernetes", 2, Box(1.26, 2, 3, 4))], language)

    assert (warning.page, warning.box, warning.text) == (2, Box(1.3, 2, 3, 4), "Kubernetes")
    assert warning.message.isascii() is (language is Language.ENGLISH)
