"""Counts over all resumes, kept in the transactions of what they count.

Triggers keep them. SQLite has one writer at a time, who raises the counters themselves. On PostgreSQL writers
would wait for each other there, so each adds what he changes to `statistic_changes`; some of them move a part
of that to `statistics`, one at a time, and whoever reads takes both.

Revision ID: 0015
Revises: 0014
"""

# ruff: noqa: S608 - statements made of this file's own texts alone

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ANALYSED = "'analysed'"
# Whole numbers: sums of them do not drift while matches come and go.
_SCORE = "CAST(round(score * 1000000000) AS BIGINT)"
_TENTH = "CASE " + " ".join(f"WHEN score < 0.{n + 1} THEN '{n}'" for n in range(9)) + " ELSE '9' END"
_MOVED_AT_ONCE = 20_000
_LOCK_NUMBER = 7_305_118


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "statistics",
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statistics_kind_count", "statistics", ["kind", "count"])
    op.create_table(
        "statistic_changes",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("key", _TEXT, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_statistic_changes_kind", "statistic_changes", ["kind", "key"])
    for statement in _on_sqlite() if on_sqlite else _on_postgresql():
        op.execute(sa.text(statement.replace(":", r"\:")))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in _sqlite_triggers():
            op.execute(f"DROP TRIGGER {name}")
    else:
        for table, names in _POSTGRESQL_TRIGGERS.items():
            for name in names:
                op.execute(f"DROP TRIGGER gateway_count_{name} ON {table}")
        for function in (
            "gateway_count_resume()",
            "gateway_count_matches()",
            "gateway_count_analysis()",
            "gateway_count_results(bigint, integer)",
            "gateway_move_statistics()",
        ):
            op.execute(f"DROP FUNCTION {function}")
    op.drop_table("statistic_changes")
    op.drop_table("statistics")


def _present(skills: str) -> str:
    """The counts of what there is."""
    of_analysed = f"JOIN resumes ON resumes.id = resume_id AND state = {_ANALYSED}"
    return f"""
        INSERT INTO statistics (kind, key, count, total)
        SELECT 'state', state, count(*), 0 FROM resumes GROUP BY state
        UNION ALL SELECT 'day', substr(upload_time, 1, 10), count(*), 0 FROM resumes
            GROUP BY substr(upload_time, 1, 10)
        UNION ALL SELECT 'position', position, count(*), sum({_SCORE}) FROM matches {of_analysed}
            GROUP BY position
        UNION ALL SELECT 'score', {_TENTH}, count(*), 0 FROM matches {of_analysed} WHERE rank = 1
            GROUP BY {_TENTH}
        UNION ALL SELECT 'skill', value, count(*), 0 FROM analyses {of_analysed} {skills} GROUP BY value
    """


# SQLite


def _added(sign: int, rows: str) -> str:
    """Add rows of kind, key, count and total to the counters, or take them off."""
    return (
        f"INSERT INTO statistics (kind, key, count, total) SELECT kind, key, {sign} * count, {sign} * total "
        f"FROM ({rows}) WHERE true ON CONFLICT (kind, key) DO UPDATE SET "
        "count = statistics.count + excluded.count, total = statistics.total + excluded.total; "
    )


def _without_nothing(*kinds: str) -> str:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    return f"DELETE FROM statistics WHERE kind IN ({listed}) AND count = 0; "


def _of_resume(row: str) -> str:
    return (
        f"SELECT 'state' AS kind, {row}.state AS key, 1 AS count, 0 AS total "
        f"UNION ALL SELECT 'day', substr({row}.upload_time, 1, 10), 1, 0"
    )


def _of_match(row: str) -> str:
    score, tenth = (text.replace("score", f"{row}.score") for text in (_SCORE, _TENTH))
    return (
        f"SELECT 'position' AS kind, {row}.position AS key, 1 AS count, {score} AS total "
        f"UNION ALL SELECT 'score', {tenth}, 1, 0 WHERE {row}.rank = 1"
    )


def _of_skills(skills: str) -> str:
    return f"SELECT 'skill' AS kind, value AS key, 1 AS count, 0 AS total FROM json_each({skills})"


def _of_results(resume_id: str) -> str:
    return (
        f"SELECT 'position' AS kind, position AS key, 1 AS count, {_SCORE} AS total FROM matches "
        f"WHERE resume_id = {resume_id} "
        f"UNION ALL SELECT 'score', {_TENTH}, 1, 0 FROM matches WHERE resume_id = {resume_id} AND rank = 1 "
        "UNION ALL SELECT 'skill', value, 1, 0 FROM analyses, json_each(analyses.skills) "
        f"WHERE resume_id = {resume_id}"
    )


def _sqlite_triggers() -> dict[str, str]:
    """Return the triggers by their names. What is counted of a resume goes before it, its results with it."""

    def analysed(row: str) -> str:
        return f"EXISTS (SELECT 1 FROM resumes WHERE id = {row}.resume_id AND state = {_ANALYSED})"

    results = ("position", "score", "skill")
    left = f"OLD.state = {_ANALYSED} AND NEW.state <> {_ANALYSED}"
    entered = f"OLD.state <> {_ANALYSED} AND NEW.state = {_ANALYSED}"
    match_gone = _added(-1, _of_match("OLD")) + _without_nothing("position", "score")
    skills_gone = _added(-1, _of_skills("OLD.skills")) + _without_nothing("skill")
    resume_gone = _added(-1, _of_resume("OLD")) + _without_nothing("state", "day")
    results_gone = _added(-1, _of_results("OLD.id")) + _without_nothing(*results)
    return {
        "resumes_insert_counted": "AFTER INSERT ON resumes BEGIN " + _added(1, _of_resume("NEW")),
        "resumes_update_counted": "AFTER UPDATE OF state, upload_time ON resumes BEGIN "
        + _added(1, _of_resume("NEW"))
        + resume_gone,
        "resumes_left_counted": f"AFTER UPDATE OF state ON resumes WHEN {left} BEGIN " + results_gone,
        "resumes_entered_counted": f"AFTER UPDATE OF state ON resumes WHEN {entered} BEGIN "
        + _added(1, _of_results("NEW.id")),
        "resumes_delete_counted": "BEFORE DELETE ON resumes BEGIN " + resume_gone,
        "resumes_results_counted": f"BEFORE DELETE ON resumes WHEN OLD.state = {_ANALYSED} BEGIN "
        + results_gone,
        "matches_insert_counted": f"AFTER INSERT ON matches WHEN {analysed('NEW')} BEGIN "
        + _added(1, _of_match("NEW")),
        "matches_delete_counted": f"AFTER DELETE ON matches WHEN {analysed('OLD')} BEGIN " + match_gone,
        "matches_from_counted": f"AFTER UPDATE ON matches WHEN {analysed('OLD')} BEGIN " + match_gone,
        "matches_to_counted": f"AFTER UPDATE ON matches WHEN {analysed('NEW')} BEGIN "
        + _added(1, _of_match("NEW")),
        "analyses_insert_counted": f"AFTER INSERT ON analyses WHEN {analysed('NEW')} BEGIN "
        + _added(1, _of_skills("NEW.skills")),
        "analyses_delete_counted": f"AFTER DELETE ON analyses WHEN {analysed('OLD')} BEGIN " + skills_gone,
        "analyses_update_counted": f"AFTER UPDATE OF skills ON analyses WHEN {analysed('NEW')} BEGIN "
        + _added(1, _of_skills("NEW.skills"))
        + skills_gone,
    }


def _on_sqlite() -> list[str]:
    triggers = [f"CREATE TRIGGER {name} {body}END" for name, body in _sqlite_triggers().items()]
    return [_present(", json_each(analyses.skills)"), *triggers]


# PostgreSQL

_POSTGRESQL_TRIGGERS = {
    "resumes": {
        "changed": "AFTER INSERT OR UPDATE OF state, upload_time ON resumes FOR EACH ROW "
        "EXECUTE FUNCTION gateway_count_resume()",
        # Before: afterwards its results are gone.
        "deleted": "BEFORE DELETE ON resumes FOR EACH ROW EXECUTE FUNCTION gateway_count_resume()",
    },
    "matches": {
        name: f"AFTER {event} ON matches REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT "
        f"EXECUTE FUNCTION gateway_count_matches('{sign}')"
        for name, event, rows, sign in (
            ("inserted", "INSERT", "NEW", 1),
            ("updated_from", "UPDATE", "OLD", -1),
            ("updated_to", "UPDATE", "NEW", 1),
            ("removed", "DELETE", "OLD", -1),
        )
    },
    "analyses": {
        "analysed": "AFTER INSERT OR UPDATE OF skills OR DELETE ON analyses FOR EACH ROW "
        "EXECUTE FUNCTION gateway_count_analysis()",
    },
}
_CHANGES = "INSERT INTO statistic_changes (kind, key, count, total)"


def _on_postgresql() -> list[str]:
    def skills(of: str, sign: str) -> str:
        return f"SELECT 'skill', value, {sign}, 0 FROM jsonb_array_elements_text(CAST({of} AS jsonb))"

    analysed = f"SELECT FROM resumes WHERE resumes.id = resume_id AND state = {_ANALYSED}"
    functions = [
        f"""
        CREATE FUNCTION gateway_move_statistics() RETURNS void LANGUAGE plpgsql AS $$
        BEGIN
            -- Whoever does so locks counters; two of them might wait for each other.
            IF NOT pg_try_advisory_xact_lock({_LOCK_NUMBER}) THEN RETURN; END IF;
            WITH moved AS (
                DELETE FROM statistic_changes WHERE id IN (
                    SELECT id FROM statistic_changes ORDER BY id LIMIT {_MOVED_AT_ONCE}
                ) RETURNING kind, key, count, total
            )
            INSERT INTO statistics AS present (kind, key, count, total)
            SELECT kind, key, sum(count), sum(total) FROM moved GROUP BY kind, key
            ON CONFLICT (kind, key) DO UPDATE
                SET count = present.count + excluded.count, total = present.total + excluded.total;
            DELETE FROM statistics
                WHERE kind IN ('state', 'day', 'position', 'score', 'skill') AND count = 0;
        END $$
        """,
        f"""
        CREATE FUNCTION gateway_count_results(resume bigint, sign integer) RETURNS void
        LANGUAGE sql AS $$
            {_CHANGES}
            SELECT 'position', position, sign, sign * {_SCORE} FROM matches WHERE resume_id = resume
            UNION ALL SELECT 'score', {_TENTH}, sign, 0 FROM matches WHERE resume_id = resume AND rank = 1
            UNION ALL SELECT 'skill', value, sign, 0
                FROM analyses, jsonb_array_elements_text(CAST(skills AS jsonb)) WHERE resume_id = resume
        $$
        """,
        f"""
        CREATE FUNCTION gateway_count_resume() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                {_CHANGES} VALUES
                    ('state', OLD.state, -1, 0), ('day', substr(OLD.upload_time, 1, 10), -1, 0);
                IF OLD.state = {_ANALYSED} THEN
                    PERFORM gateway_count_results(OLD.id, -1);
                END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            {_CHANGES} VALUES
                ('state', NEW.state, 1, 0), ('day', substr(NEW.upload_time, 1, 10), 1, 0);
            IF NEW.state = {_ANALYSED} THEN
                PERFORM gateway_count_results(NEW.id, 1);
            END IF;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE FUNCTION gateway_count_matches() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            sign integer := CAST(TG_ARGV[0] AS integer);
        BEGIN
            {_CHANGES}
            SELECT 'position', position, sign, sign * {_SCORE} FROM changed WHERE EXISTS ({analysed})
            UNION ALL SELECT 'score', {_TENTH}, sign, 0 FROM changed
                WHERE rank = 1 AND EXISTS ({analysed});
            IF random() < 0.02 THEN PERFORM gateway_move_statistics(); END IF;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE FUNCTION gateway_count_analysis() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' AND EXISTS ({analysed.replace("resume_id", "OLD.resume_id")}) THEN
                {_CHANGES} {skills("OLD.skills", "-1")};
            END IF;
            IF TG_OP <> 'DELETE' AND EXISTS ({analysed.replace("resume_id", "NEW.resume_id")}) THEN
                {_CHANGES} {skills("NEW.skills", "1")};
            END IF;
            RETURN NULL;
        END $$
        """,
    ]
    of_skills = ", jsonb_array_elements_text(CAST(analyses.skills AS jsonb)) AS skill(value)"
    triggers = [
        f"CREATE TRIGGER gateway_count_{name} {body}"
        for names in _POSTGRESQL_TRIGGERS.values()
        for name, body in names.items()
    ]
    return [_present(of_skills), *functions, *triggers]
