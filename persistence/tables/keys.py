"""The keys of tables, in types that both databases take."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer

# SQLite numbers rows by itself only where the type is INTEGER to the letter.
Id = BigInteger().with_variant(Integer(), "sqlite")


def key_of_resume() -> Column[Any]:
    """Return the key, or the first part of it, of what goes with its resume."""
    return Column(
        "resume_id",
        Id,
        ForeignKey("resumes.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        nullable=False,
    )
