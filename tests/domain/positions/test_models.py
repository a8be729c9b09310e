"""Positions and the two languages of their skills."""

from __future__ import annotations

import pytest

from domain.positions.models import Position
from domain.vocabulary.skills import skill_forms


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("财务报表/financial reporting", ("财务报表", "financial reporting")),
        ("持续集成/CI/CD", ("持续集成", "CI/CD")),
        ("A/B测试/A/B testing", ("A/B测试", "A/B testing")),
        ("TCP/IP", ("TCP/IP", "TCP/IP")),
        ("Excel", ("Excel", "Excel")),
    ],
)
def test_a_skill_reads_in_either_language(entry: str, forms: tuple[str, str]) -> None:
    assert skill_forms(entry) == forms


def test_pay_prints_in_thousands_or_as_negotiated() -> None:
    paid = Position(code="x", title_zh="甲", title_en="X", salary_min=8500, salary_max=15000)
    assert paid.salary_range == "8.5k-15k/月"
    assert Position(code="y", title_zh="乙", title_en="Y").salary_range == "面议"
