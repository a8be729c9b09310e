"""The texts of resumes and the index of their words.

What a text says is indexed by triggers in the transaction that stores it: on SQLite by FTS5, which reads the
words out of the text itself and keeps none of it, on PostgreSQL as a tsvector. Where Chinese words begin is
marked in the text (`domain/searching/words.py`), so that neither has to know.

Revision ID: 0019
Revises: 0018
"""

# ruff: noqa: S608 - statements made of this file's own texts alone

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "resume_texts",
        sa.Column("resume_id", _ID, nullable=False, autoincrement=False),
        sa.Column("facts", _TEXT, nullable=False),
        sa.Column("pages", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("resume_id"),
        sa.ForeignKeyConstraint(["resume_id"], ["resumes.id"], ondelete="CASCADE"),
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _on_sqlite() if on_sqlite else _on_postgresql():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("resume_words")
    op.drop_table("resume_texts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION gateway_index_words()")
        op.execute("DROP FUNCTION gateway_words(text, text)")


def _on_sqlite() -> list[str]:
    def words(row: str, command: str = "") -> str:
        named, given = ("resume_words, ", f"'{command}', ") if command else ("", "")
        return (
            f"INSERT INTO resume_words ({named}rowid, facts, pages) "
            f"VALUES ({given}{row}.resume_id, {row}.facts, {row}.pages); "
        )

    gone, come = words("OLD", "delete"), words("NEW")
    return [
        "CREATE VIRTUAL TABLE resume_words USING fts5(facts, pages, content='resume_texts', "
        "content_rowid='resume_id', tokenize=\"unicode61 remove_diacritics 0 tokenchars '+#'\")",
        f"CREATE TRIGGER resume_texts_insert_words AFTER INSERT ON resume_texts BEGIN {come}END",
        f"CREATE TRIGGER resume_texts_delete_words AFTER DELETE ON resume_texts BEGIN {gone}END",
        f"CREATE TRIGGER resume_texts_update_words AFTER UPDATE ON resume_texts BEGIN {gone}{come}END",
    ]


# What stands between words, by code points: classes of letters depend on the system's own rules.
_BETWEEN = (
    r"[\x01-\x22\x24-\x2a\x2c-\x2f\x3a-\x40\x5b-\x60\x7b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf"
    r"\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u245f\u2500-\u2bff\u3000-\u3006\u3008-\u3020\u3030"
    r"\u303d\ufe10-\ufe6f\uff01-\uff02\uff04-\uff0a\uff0c-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+"
)
_UPPER = "".join(
    letter
    for letter in map(chr, (*range(0xC0, 0x180), *range(0x386, 0x530)))
    if len(letter.lower()) == 1 and letter.lower() != letter
)
_LONGEST_WORD = 255
_LAST_PLACE = 16_383


def _on_postgresql() -> list[str]:
    return [
        f"""
        CREATE FUNCTION gateway_words(text, text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT coalesce(string_agg(
                '''' || left(word, {_LONGEST_WORD}) || ''':' || least(place, {_LAST_PLACE}) || $2, ' '
            ), '')::tsvector
            FROM regexp_split_to_table(
                -- Looking first takes a twentieth of the time, and finds none in most.
                CASE WHEN $1 COLLATE "C" ~ '[{_UPPER}]'
                    THEN translate(lower($1 COLLATE "C"), '{_UPPER}', '{_UPPER.lower()}')
                    ELSE lower($1 COLLATE "C") END,
                '{_BETWEEN}'
            ) WITH ORDINALITY AS found (word, place)
            WHERE word <> ''
        $$
        """,
        """
        CREATE TABLE resume_words (
            resume_id bigint PRIMARY KEY REFERENCES resume_texts ON DELETE CASCADE,
            words tsvector NOT NULL
        )
        """,
        "CREATE INDEX resume_words_words ON resume_words USING gin (words)",
        """
        CREATE FUNCTION gateway_index_words() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO resume_words (resume_id, words)
            VALUES (NEW.resume_id, gateway_words(NEW.facts, 'A') || gateway_words(NEW.pages, ''))
            ON CONFLICT (resume_id) DO UPDATE SET words = excluded.words;
            RETURN NULL;
        END $$
        """,
        "CREATE TRIGGER gateway_index_words AFTER INSERT OR UPDATE ON resume_texts FOR EACH ROW "
        "EXECUTE FUNCTION gateway_index_words()",
    ]
