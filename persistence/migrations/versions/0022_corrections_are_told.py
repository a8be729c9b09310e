"""PostgreSQL tells listening processes of analyses that were corrected, too.

An analysis that follows another one is told of by the state of its resume.

Revision ID: 0022
Revises: 0021
"""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE FUNCTION gateway_tell_analysis() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('gateway_resumes', CAST(OLD.resume_id AS text));
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER gateway_analysis_changed AFTER UPDATE OF analysed_at ON analyses FOR EACH ROW
        WHEN (OLD.analysed_at IS DISTINCT FROM NEW.analysed_at) EXECUTE FUNCTION gateway_tell_analysis()
    """,
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in _STATEMENTS:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER gateway_analysis_changed ON analyses")
        op.execute("DROP FUNCTION gateway_tell_analysis()")
