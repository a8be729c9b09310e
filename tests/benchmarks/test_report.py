"""Tables, verdicts, the picture and the page of the benchmarks; no timing."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from benchmarks.comparison import Outcome, Sample
from benchmarks.plot import figure
from benchmarks.publish import replaced
from benchmarks.report import Goal, case_table, goal_table, ratio, table, text, verdict

SVG = "{http://www.w3.org/2000/svg}"


def samples(*cpu_ms: float) -> list[Sample]:
    return [Sample(cpu_ms=cost, p50_ms=2.0, p99_ms=9.0, tasks_a_second=500.0) for cost in cpu_ms]


@pytest.fixture
def outcome() -> Outcome:
    return Outcome(
        samples={
            ("dashboard", "limit"): samples(1.0, 2.0, 1.0),
            ("dashboard", "ours"): samples(1.1, 2.2, 1.1),
            ("dashboard", "apollo"): samples(4.0, 8.0, 4.0),
            ("detail", "ours"): samples(0.3, 0.3, 0.3),
        },
        same_bytes={("dashboard", "ours")},
        missing={"yoga": "no Node here"},
    )


def test_the_cheapest_server_stands_first_in_its_table(outcome: Outcome) -> None:
    rows = case_table(outcome, "dashboard").splitlines()[2:]
    assert [row.split("|")[1].strip() for row in rows] == [
        "the limit: hand-written handler",
        "our GraphQL",
        "Apollo Server 5",
    ]
    assert "4.00×" in rows[2]


def test_a_case_without_the_limit_is_told_without_a_ratio(outcome: Outcome) -> None:
    assert "–" in case_table(outcome, "detail").splitlines()[2].split("|")[4]
    assert ratio(outcome, "detail", "ours", "limit") is None


def test_goals_are_judged_by_what_was_measured(outcome: Outcome) -> None:
    lines = {line.split("|")[1].strip(): line for line in goal_table(outcome).splitlines()[2:]}
    assert "1.10× (1.10–1.10) | reached" in lines["dashboard: ours ÷ limit"]
    assert "not measured" in lines["dashboard: ours ÷ mercurius"]


@pytest.mark.parametrize(
    ("reached", "at_least", "expected"),
    [
        (0.9, False, "aim reached"),
        (1.1, False, "reached"),
        (1.3, False, "missed"),
        (0.9, True, "missed"),
        (1.1, True, "reached"),
        (1.3, True, "aim reached"),
    ],
)
def test_a_goal_may_be_a_greatest_or_a_least_ratio(reached: float, at_least: bool, expected: str) -> None:
    must, aim = (1.0, 1.2) if at_least else (1.2, 1.0)
    assert verdict(Goal("dashboard", "ours", "limit", must, aim, at_least), reached) == expected


def test_who_is_missing_is_told_with_the_reason(outcome: Outcome) -> None:
    assert "Not measured: yoga: no Node here" in text(outcome)


def test_the_columns_of_a_table_line_up() -> None:
    lines = table(["server", "CPU ms"], [["a long name", "1.0"], ["b", "123.456"]]).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_the_picture_has_a_bar_for_each_server_in_each_case(outcome: Outcome) -> None:
    root = ET.fromstring(figure(outcome))
    background, *bars = root.iter(f"{SVG}rect")
    assert len(bars) == 4
    widths = [float(bar.get("width", "0")) for bar in bars]
    assert widths[2] == pytest.approx(4 * widths[0], rel=0.01)
    assert all(
        float(bar.get("x", "0")) + width < float(background.get("width", "0"))
        for bar, width in zip(bars, widths, strict=True)
    )


def test_figures_go_between_the_marks_of_their_section() -> None:
    page = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n<!-- y: begin -->\nkept\n<!-- y: end -->\n"
    new = replaced(page, "x", "new")
    assert new == page.replace("\nold\n", "\n\nnew\n\n")
    assert replaced(new, "x", "new") == new


def test_a_page_without_marks_is_an_error() -> None:
    with pytest.raises(ValueError, match="no marks"):
        replaced("a page", "x", "new")
