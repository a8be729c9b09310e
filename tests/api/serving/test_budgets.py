"""Each of several processes has its share of what is allowed to all."""

from __future__ import annotations

import pytest

from api.serving.budgets import share_of
from api.settings import Settings


def test_budgets_are_divided_and_nothing_is_left_without_any() -> None:
    share = share_of(Settings(workers=3, connections_max=800, database_connections=4), 0)
    assert share.connections_max == 267
    assert share.requests_waiting_max == 134
    assert share.database_connections == 2
    # Counted by all together, or done by one for all.
    assert share.login_failures_per_account == Settings().login_failures_per_account
    assert share.analysis_workers == Settings().analysis_workers


def test_on_postgresql_analyses_are_divided_too() -> None:
    url = "postgresql+psycopg://gateway@127.0.0.1/gateway"
    share = share_of(Settings(workers=2, database_url=url, analysis_workers=4, worker_concurrency=5), 1)
    assert (share.analysis_workers, share.ocr_workers, share.worker_concurrency) == (2, 1, 3)
    assert share_of(Settings(workers=2, database_url=url), 1).worker_concurrency is None


@pytest.mark.parametrize(("points", "shared"), [(0, 0), (1_000_000, 500_000), (30_000, 20_000), (500, 500)])
def test_whatever_may_be_asked_at_all_may_be_asked_of_each(points: int, shared: int) -> None:
    settings = Settings(workers=2, graphql_points_per_minute=points, graphql_max_cost=20_000)
    assert share_of(settings, 0).graphql_points_per_minute == shared


def test_each_has_a_port_of_its_own_for_metrics() -> None:
    settings = Settings(workers=3, metrics_port=9100)
    assert [share_of(settings, number).metrics_port for number in range(3)] == [9100, 9101, 9102]
    assert share_of(Settings(workers=2, metrics_port=0), 1).metrics_port == 0
    assert share_of(Settings(workers=2), 1).metrics_port is None


def test_a_storage_in_memory_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="a storage in memory is one process's alone"):
        Settings(workers=2, storage_url="memory://")
