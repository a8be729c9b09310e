from __future__ import annotations

import pickle

from domain.documents.errors import FAILURE_MESSAGES, FailureCode, NeedsRecognition, ReadFailure


def test_a_failure_crosses_between_processes() -> None:
    failure = pickle.loads(pickle.dumps(ReadFailure(FailureCode.DAMAGED, "cut off")))

    assert (failure.code, failure.detail, str(failure)) == (
        FailureCode.DAMAGED,
        "cut off",
        "DAMAGED: cut off",
    )


def test_every_failure_has_a_message_for_its_owner() -> None:
    assert set(FAILURE_MESSAGES) == set(FailureCode)


def test_a_picture_that_nobody_recognises_has_no_text() -> None:
    need = NeedsRecognition(has_text=True)

    assert (need.code, need.has_text) == (FailureCode.NO_TEXT, True)
