"""What the dashboard, the alerts and the guide name is told by a scrape."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.edge.refusals import Complaints, Refusal
from api.telemetry.endpoint import exposition
from api.telemetry.exposition import Backlog, PoolUse, Sources, registry_of
from api.telemetry.tallies import WHOLE, Tally
from api.telemetry.watching import Telemetry
from domain.webhooks.models import Attempt, DeliveryFailure, DeliveryState

DOCS = Path(__file__).parents[3] / "docs"
_NAME = re.compile(r"\b(?:gateway|process|python)_[a-z0-9_]+")
_WITH_LABELS = re.compile(r"\b((?:gateway|process)_[a-z0-9_]+)\{([^}]*)\}")
_MATCHER = re.compile(r"(\w+)\s*(=~|!=|=)\s*\"([^\"]*)\"")
_GIVEN_BY_PROMETHEUS = {"job", "instance"}


def series() -> dict[str, list[dict[str, str]]]:
    """The labels of every series that a busy process tells, by its name."""
    complaints = Complaints()
    for refusal in Refusal:
        complaints.tell(refusal, "")
    tally = Tally(refusals=complaints.counts)
    for status in (200, 429, 500, 503, 507):
        tally.answered("POST", "/graphql", status, 0.01)
    for errors in (False, True):
        known = tally.know("Mine", kind="query", name="Mine", fields=frozenset({"Query.me"}))
        tally.operated(known, errors=errors, seconds=0.01)
    tally.queries = {"compiled": 2, "uncovered": 1}
    for outcome in ("analysed", "INTERNAL", "FILE_MISSING", "TIMED_OUT"):
        tally.ended(outcome, seconds=2.0)
    assert WHOLE in tally.stage_seconds
    watch = Telemetry(tally=tally)
    watch.tried(Attempt(status=204), DeliveryState.DELIVERED)
    for state in (DeliveryState.PENDING, DeliveryState.GIVEN_UP):
        watch.tried(Attempt(status=500, failure=DeliveryFailure.REFUSED), state)
    sources = Sources(
        lambda: Backlog({"uploaded": 1, "analysing": 1}, 3.0, 1, 60.0), lambda: {"writing": PoolUse(1, 2, 3)}
    )
    body, _ = exposition(registry_of(tally, sources), None)
    found: dict[str, list[dict[str, str]]] = {}
    for family in text_string_to_metric_families(body.decode()):
        for sample in family.samples:
            found.setdefault(sample.name, []).append(sample.labels)
    return found


def expressions() -> list[str]:
    board = json.loads((DOCS / "monitoring/grafana.json").read_text(encoding="utf-8"))
    of_board = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    rules = (DOCS / "monitoring/alerts.yml").read_text(encoding="utf-8")
    of_rules = re.findall(r"expr: (?:>-\n)?(.*?)\n        for:", rules, re.S)
    assert len(of_rules) == rules.count("- alert:")
    return [*of_board, *of_rules]


def matches(how: str, wanted: str, value: str) -> bool:
    if how == "=~":
        return re.fullmatch(wanted, value) is not None
    return (value == wanted) == (how == "=")


@pytest.mark.parametrize("expression", expressions())
def test_every_metric_and_label_of_an_expression_is_told(expression: str) -> None:
    told = series()
    assert set(_NAME.findall(expression)) <= set(told)
    for name, labels in _WITH_LABELS.findall(expression):
        for label, how, wanted in _MATCHER.findall(labels):
            if label not in _GIVEN_BY_PROMETHEUS:
                assert any(matches(how, wanted, each[label]) for each in told[name]), (name, label)


def test_every_metric_is_told_in_the_guide_and_every_one_in_the_guide_is_told() -> None:
    guide = (DOCS / "operations.md").read_text(encoding="utf-8")
    told = {re.sub(r"_(bucket|count|sum)$", "", name) for name in series() if name.startswith("gateway_")}
    assert {name for name in _NAME.findall(guide) if name.startswith("gateway_")} == told


def test_every_alert_has_its_line_in_the_guide() -> None:
    rules = (DOCS / "monitoring/alerts.yml").read_text(encoding="utf-8")
    guide = (DOCS / "operations.md").read_text(encoding="utf-8")
    alerts = set(re.findall(r"- alert: (\w+)", rules))
    assert alerts == set(re.findall(r"\| `(Gateway\w+)` \|", guide))


def test_the_dashboard_can_be_loaded_anywhere() -> None:
    board: dict[str, Any] = json.loads((DOCS / "monitoring/grafana.json").read_text(encoding="utf-8"))
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for panel in board["panels"]:
        assert panel["datasource"]["uid"] == "${datasource}"
        assert panel["description"]
