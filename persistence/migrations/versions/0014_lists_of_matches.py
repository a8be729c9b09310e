"""Matches as the JSON that clients ask for, and for each user a number that changes with what he can see.

Triggers keep both, so that they are true whoever writes, and in the same transaction. The number is drawn at
random rather than counted: a database that is restored counts from an earlier number on.

Revision ID: 0014
Revises: 0013
"""

# ruff: noqa: S608 - statements made of this file's own texts alone

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Python rounds a half to the even neighbour, and so does PostgreSQL's cast; SQLite's round goes up.
_PERCENT_ON_SQLITE = """
    CAST(CASE WHEN score * 100.0 - CAST(score * 100.0 AS INTEGER) = 0.5
        THEN CAST(score * 100.0 AS INTEGER) + CAST(score * 100.0 AS INTEGER) % 2
        ELSE CAST(round(score * 100.0) AS INTEGER) END AS TEXT) || '%'
"""
_ITEM_ON_SQLITE = f"""
    json_object('position', position, 'salaryRange', salary_range, 'matchScore', {_PERCENT_ON_SQLITE},
        'analysis', analysis)
"""
_LISTS_ON_SQLITE = f"""
    INSERT INTO match_lists (resume_id, ends, listed)
    SELECT resume_id, group_concat(printf('%08d', bytes), ''),
        CAST('[' || group_concat(item, ',') || ']' AS BLOB)
    FROM (
        SELECT resume_id, item,
            sum(length(CAST(item AS BLOB)) + 1) OVER (PARTITION BY resume_id ORDER BY rank) AS bytes
        FROM (SELECT resume_id, rank, {_ITEM_ON_SQLITE} AS item FROM matches WHERE $which$)
        ORDER BY resume_id, rank
    )
    GROUP BY resume_id
"""
# Most often the best comes first and the others follow it; where one comes between, the list is made anew.
_APPEND_ON_SQLITE = f"""
    UPDATE match_lists SET
        ends = ends || printf('%08d', length(listed) + length(CAST(item AS BLOB))),
        listed = CAST(substr(listed, 1, length(listed) - 1) || ',' || item || ']' AS BLOB)
    FROM (
        SELECT {_ITEM_ON_SQLITE} AS item FROM matches WHERE resume_id = NEW.resume_id AND rank = NEW.rank
    )
    WHERE match_lists.resume_id = NEW.resume_id AND NOT EXISTS (
        SELECT 1 FROM matches WHERE resume_id = NEW.resume_id AND rank > NEW.rank
    );
    DELETE FROM match_lists WHERE resume_id = NEW.resume_id
        AND length(ends) <> 8 * (SELECT count(*) FROM matches WHERE resume_id = NEW.resume_id)
"""
_LISTS_ON_POSTGRESQL = """
    INSERT INTO match_lists (resume_id, ends, listed)
    SELECT resume_id, string_agg(lpad(CAST(bytes AS text), 8, '0'), '' ORDER BY rank),
        convert_to('[' || string_agg(item, ',' ORDER BY rank) || ']', 'UTF8')
    FROM (
        SELECT resume_id, rank, item,
            sum(octet_length(convert_to(item, 'UTF8')) + 1)
                OVER (PARTITION BY resume_id ORDER BY rank) AS bytes
        FROM (
            SELECT resume_id, rank, '{"position":' || to_json(position)
                || ',"salaryRange":' || to_json(salary_range)
                || ',"matchScore":"' || CAST(score * 100.0 AS integer) || '%"'
                || ',"analysis":' || to_json(analysis) || '}' AS item
            FROM matches WHERE $which$
        ) AS items
    ) AS placed
    GROUP BY resume_id
"""


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column(
        "users", sa.Column("content_version", sa.BigInteger(), nullable=False, server_default=sa.text("0"))
    )
    op.create_table(
        "match_lists",
        sa.Column("resume_id", _ID, autoincrement=False, nullable=False),
        sa.Column("ends", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("listed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resume_id"),
    )
    for statement in _on_sqlite() if on_sqlite else _on_postgresql():
        op.execute(sa.text(statement.replace(":", r"\:")))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in ("resumes", "analyses", "matches"):
            for event in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER {table}_{event}_seen")
                if table == "matches":
                    op.execute(f"DROP TRIGGER {table}_{event}_listed")
    else:
        for table in ("resumes", "analyses", "match_lists"):
            op.execute(f"DROP TRIGGER gateway_{table}_seen ON {table}")
        for name in ("inserted", "updated_from", "updated_to", "deleted"):
            op.execute(f"DROP TRIGGER gateway_matches_listed_{name} ON matches")
        op.execute("DROP FUNCTION gateway_note_resume()")
        op.execute("DROP FUNCTION gateway_note_result()")
        op.execute("DROP FUNCTION gateway_note(bigint)")
        op.execute("DROP FUNCTION gateway_list_matches()")
    op.drop_table("match_lists")
    op.drop_column("users", "content_version")


def _on_sqlite() -> list[str]:
    def lists(which: str) -> str:
        return _LISTS_ON_SQLITE.replace("$which$", which)

    # Where the list is gone, all matches are about to go; of a resume that is deleted, both go by themselves.
    kept = "EXISTS (SELECT 1 FROM match_lists WHERE resume_id = OLD.resume_id)"
    there = "EXISTS (SELECT 1 FROM resumes WHERE id = OLD.resume_id)"
    missing = "NOT EXISTS (SELECT 1 FROM match_lists WHERE resume_id = NEW.resume_id)"
    of_old, of_new = "resume_id = OLD.resume_id", "resume_id = NEW.resume_id"
    listing = {
        "insert": f"BEGIN {_APPEND_ON_SQLITE}; {lists(f'{of_new} AND {missing}')}; END",
        "update": f"BEGIN DELETE FROM match_lists WHERE {of_old} OR {of_new}; "
        f"{lists(f'({of_old} OR {of_new})')}; END",
        "delete": f"WHEN {kept} AND {there} BEGIN DELETE FROM match_lists WHERE {of_old}; "
        f"{lists(of_old)}; END",
    }
    statements = [lists("1")]
    for event, row in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
        statements.append(f"CREATE TRIGGER matches_{event}_listed AFTER {event} ON matches {listing[event]}")
        of_result = f"(SELECT user_id FROM resumes WHERE id = {row}.resume_id)"
        for table, owner in (
            ("resumes", f"{row}.user_id"),
            ("analyses", of_result),
            ("matches", of_result),
        ):
            statements.append(
                f"CREATE TRIGGER {table}_{event}_seen AFTER {event} ON {table} BEGIN "
                f"UPDATE users SET content_version = random() WHERE id = {owner}; END"
            )
    return statements


def _on_postgresql() -> list[str]:
    changed = "resume_id IN (SELECT resume_id FROM changed)"
    # Of a resume that is being deleted no row is left that a list could belong to.
    there = f"{changed} AND EXISTS (SELECT FROM resumes WHERE resumes.id = matches.resume_id)"
    statements = [
        _LISTS_ON_POSTGRESQL.replace("$which$", "true"),
        f"""
        CREATE FUNCTION gateway_list_matches() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            DELETE FROM match_lists WHERE {changed};
            {_LISTS_ON_POSTGRESQL.replace("$which$", there)};
            RETURN NULL;
        END $$
        """,
        # The same number all over a transaction: one that changes ten rows writes its user's once.
        """
        CREATE FUNCTION gateway_note(owner bigint) RETURNS void LANGUAGE sql AS $$
            UPDATE users SET content_version = drawn.version
            FROM (SELECT hashtextextended(concat(pg_current_xact_id(), ' ', now()), 0) AS version) AS drawn
            WHERE users.id = owner AND users.content_version <> drawn.version
        $$
        """,
        """
        CREATE FUNCTION gateway_note_resume() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM gateway_note(CASE TG_OP WHEN 'DELETE' THEN OLD.user_id ELSE NEW.user_id END);
            RETURN NULL;
        END $$
        """,
        """
        CREATE FUNCTION gateway_note_result() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM gateway_note(user_id) FROM resumes
                WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.resume_id ELSE NEW.resume_id END;
            RETURN NULL;
        END $$
        """,
    ]
    for name, event, rows in (
        ("inserted", "INSERT", "NEW"),
        ("updated_from", "UPDATE", "OLD"),
        ("updated_to", "UPDATE", "NEW"),
        ("deleted", "DELETE", "OLD"),
    ):
        statements.append(
            f"CREATE TRIGGER gateway_matches_listed_{name} AFTER {event} ON matches "
            f"REFERENCING {rows} TABLE AS changed "
            "FOR EACH STATEMENT EXECUTE FUNCTION gateway_list_matches()"
        )
    # At the end of the transaction: whoever held his user's row from the first change on would wait for
    # others who hold a resume that he wants next.
    for table, function in (
        ("resumes", "gateway_note_resume"),
        ("analyses", "gateway_note_result"),
        ("match_lists", "gateway_note_result"),
    ):
        statements.append(
            f"CREATE CONSTRAINT TRIGGER gateway_{table}_seen AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
    return statements
