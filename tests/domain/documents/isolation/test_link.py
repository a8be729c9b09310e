from __future__ import annotations

import select

import pytest

from domain.documents.isolation.link import Equipment, NurseryLink


def test_a_nursery_that_was_not_heard_out_ends_without_a_complaint(
    capfd: pytest.CaptureFixture[str],
) -> None:
    link = NurseryLink.start(Equipment())
    link.await_ready()
    link.ping()
    heard, _, _ = select.select([link], [], [], 10)
    link.end()

    assert heard
    assert capfd.readouterr().err == ""
