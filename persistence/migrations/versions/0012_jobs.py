"""Jobs: procrastinate's tables, on PostgreSQL only.

They are made by the installed procrastinate, whose releases are held to one minor version: a newer one with
migrations of its own gets a revision here that runs them.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# By the first the next of a million waiting jobs is found in 0.5 ms, not 24; the second is for owners' turns.
_INDEXES = (
    "CREATE INDEX ix_procrastinate_jobs_lock ON procrastinate_jobs (lock) WHERE status IN ('todo', 'doing')",
    "CREATE INDEX ix_procrastinate_jobs_line ON procrastinate_jobs ((args ->> 'line'), priority)"
    " WHERE status IN ('todo', 'doing')",
)
_REMOVAL = """
DO $$
DECLARE
    found record;
BEGIN
    DROP TABLE IF EXISTS procrastinate_periodic_defers, procrastinate_events, procrastinate_jobs,
        procrastinate_workers CASCADE;
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc
                  WHERE proname LIKE 'procrastinate_%' AND pronamespace = current_schema()::regnamespace LOOP
        EXECUTE 'DROP FUNCTION ' || found.name || ' CASCADE';
    END LOOP;
    DROP TYPE IF EXISTS procrastinate_job_to_defer_v1, procrastinate_job_status, procrastinate_job_event_type;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        from procrastinate.schema import SchemaManager

        _execute(SchemaManager.get_schema())
        for index in _INDEXES:
            op.execute(index)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _execute(_REMOVAL)


def _execute(script: str) -> None:
    """Have the driver take it as it is: in its percent signs SQLAlchemy would look for parameters."""
    connection = op.get_bind().connection.driver_connection
    assert connection is not None
    connection.execute(script)
