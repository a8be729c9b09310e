"""What each of several processes may spend of what the settings allow to all of them."""

from __future__ import annotations

from api.settings import Settings

# Logins and the like are counted by all together, so they need not be divided.
_DIVIDED = (
    "connections_max",
    "connections_per_address",
    "database_connections",
    "graphql_points_per_minute",
    "requests_waiting_max",
    "unfinished_max_bytes",
)


# What on SQLite one process does for all, each does on PostgreSQL.
_DIVIDED_ON_A_SERVER = ("analysis_workers", "ocr_workers", "worker_concurrency")


def share_of(settings: Settings, number: int) -> Settings:
    """Return the settings of one process of those that serve, which are numbered from 0."""
    count = settings.workers
    names = [*_DIVIDED]
    if not settings.resolved_database_url.startswith("sqlite"):
        names += _DIVIDED_ON_A_SERVER
    budgets = {name: getattr(settings, name) for name in names}
    shares = {name: -(-budget // count) for name, budget in budgets.items() if budget is not None}
    if shares["graphql_points_per_minute"]:
        # Whatever may be asked at all may be asked of each.
        shares["graphql_points_per_minute"] = max(
            shares["graphql_points_per_minute"],
            min(settings.graphql_points_per_minute, settings.graphql_max_cost),
        )
    shares["database_connections"] = max(2, shares["database_connections"])
    if settings.metrics_port:
        shares["metrics_port"] = settings.metrics_port + number
    return settings.model_copy(update=shares)
