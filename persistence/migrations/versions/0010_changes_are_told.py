"""PostgreSQL tells listening processes which resumes, and that the catalogue, have changed.

SQLite's processes look at its `data_version` instead.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE FUNCTION gateway_tell_resume() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('gateway_resumes', CAST(OLD.id AS text));
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER gateway_resume_changed AFTER UPDATE OF state ON resumes
        FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION gateway_tell_resume()
    """,
    """
    CREATE TRIGGER gateway_resume_deleted AFTER DELETE ON resumes
        FOR EACH ROW EXECUTE FUNCTION gateway_tell_resume()
    """,
    """
    CREATE FUNCTION gateway_tell_catalogue() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('gateway_catalogue', '');
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER gateway_catalogue_changed AFTER INSERT OR UPDATE OF version ON catalogue
        FOR EACH ROW EXECUTE FUNCTION gateway_tell_catalogue()
    """,
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for statement in _STATEMENTS:
            op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER gateway_catalogue_changed ON catalogue")
        op.execute("DROP TRIGGER gateway_resume_deleted ON resumes")
        op.execute("DROP TRIGGER gateway_resume_changed ON resumes")
        op.execute("DROP FUNCTION gateway_tell_catalogue()")
        op.execute("DROP FUNCTION gateway_tell_resume()")
