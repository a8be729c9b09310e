from __future__ import annotations

import pytest

from graphql_schema.admission.budget import Budget
from graphql_schema.admission.refusals import Refused


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_points_come_back_evenly() -> None:
    clock = Clock()
    budget = Budget(60, clock=clock)
    assert budget.spend("ann", 60) == (60, 0, 60)
    clock.now = 30
    assert budget.spend("ann", 10) == (60, 20, 40)
    clock.now = 1_000
    assert budget.spend("ann", 0) == (60, 60, 0)


def test_who_has_spent_everything_is_told_when_to_come_again() -> None:
    clock = Clock()
    budget = Budget(60, clock=clock)
    budget.spend("ann", 50)
    with pytest.raises(Refused, match="请 10 秒后再试") as raised:
        budget.spend("ann", 20)
    assert (raised.value.status, raised.value.headers) == (429, [(b"retry-after", b"10")])
    # What is refused costs nothing.
    clock.now = 10
    assert budget.spend("ann", 20).remaining == 0


def test_what_costs_more_than_a_whole_budget_is_not_to_be_tried_again() -> None:
    with pytest.raises(Refused, match="需要 61 点") as raised:
        Budget(60, clock=Clock()).spend("ann", 61)
    assert raised.value.headers == []


def test_each_caller_has_a_budget_of_its_own() -> None:
    budget = Budget(60, clock=Clock())
    budget.spend("ann", 60)
    assert budget.spend("bo", 60).remaining == 0


def test_those_who_have_not_come_for_long_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphql_schema.admission.budget._MOST_CALLERS", 2)
    budget = Budget(60, clock=Clock())
    for caller in ("ann", "bo", "cy"):
        budget.spend(caller, 60)
    assert budget.spend("ann", 60).remaining == 0
    with pytest.raises(Refused):
        budget.spend("cy", 1)
