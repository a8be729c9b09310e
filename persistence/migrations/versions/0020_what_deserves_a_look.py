"""What of an analysis deserves a look, and a number by which resumes are ordered so.

Of analyses that are stored, the values of low confidence are told, by their evidence; what contradicts and
what is missing is found by their next analysis or correction.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ANALYSES = sa.table("analyses", *map(sa.column, ("resume_id", "evidence", "review")))
_RESUMES = sa.table("resumes", *map(sa.column, ("id", "review_weight")))
_AT_ONCE = 500
# As they were when this was written.
_DOUBTFUL, _UNTOLD = 0.7, 0.2
_PLACEHOLDER, _STANDS_FOR_NOBODY = 0.3, 0.02
_MOST_ITEMS = 30
_OTHERWISE = 0.3
_HARM = {
    "name": 1.0,
    **dict.fromkeys(("email", "phone"), 0.8),
    "highest_degree": 0.6,
    **dict.fromkeys(("titles", "companies", "schools", "career_interest"), 0.5),
    **dict.fromkeys(("years_of_experience", "expected_salary"), 0.4),
    "skills": 0.15,
}


def upgrade() -> None:
    op.add_column("analyses", sa.Column("review", _TEXT, server_default=sa.text("'[]'"), nullable=False))
    op.add_column(
        "resumes", sa.Column("review_weight", sa.Float(), server_default=sa.text("0"), nullable=False)
    )
    connection, last = op.get_bind(), 0
    if connection.dialect.name == "postgresql":
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
    while rows := connection.execute(_rows(last)).all():
        last = rows[-1].resume_id
        reviews = [(row.resume_id, _items(json.loads(row.evidence))) for row in rows]
        found = [(resume_id, items) for resume_id, items in reviews if items]
        if found:
            connection.execute(
                sa.update(_ANALYSES)
                .where(_ANALYSES.c.resume_id == sa.bindparam("of"))
                .values(review=sa.bindparam("items")),
                [{"of": resume_id, "items": json.dumps(_listed(items))} for resume_id, items in found],
            )
            connection.execute(
                sa.update(_RESUMES)
                .where(_RESUMES.c.id == sa.bindparam("of"))
                .values(review_weight=sa.bindparam("weight")),
                [
                    {"of": resume_id, "weight": round(sum(item["weight"] for item in items), 3)}
                    for resume_id, items in found
                ],
            )
    op.create_index("ix_resumes_review_weight_id", "resumes", ["review_weight", "id"])
    if connection.dialect.name == "postgresql":
        # No table is changed while triggers wait, and what follows may change these.
        op.execute("SET CONSTRAINTS ALL DEFERRED")


def downgrade() -> None:
    op.drop_index("ix_resumes_review_weight_id", "resumes")
    op.drop_column("resumes", "review_weight")
    op.drop_column("analyses", "review")


def _rows(last: int) -> sa.Select[Any]:
    columns = _ANALYSES.c
    return (
        sa.select(columns.resume_id, columns.evidence)
        .where(columns.resume_id > last)
        .order_by(columns.resume_id)
        .limit(_AT_ONCE)
    )


def _reason(field: str, confidence: float) -> dict[str, Any]:
    is_placeholder = confidence <= _PLACEHOLDER
    likelihood = _STANDS_FOR_NOBODY if is_placeholder else 1 - confidence
    return {
        "reason": "placeholder" if is_placeholder else "low_confidence",
        "weight": round(_HARM.get(field, _OTHERWISE) * likelihood, 3),
    }


def _items(evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "field": item["field"],
            "index": item["index"],
            **_reason(item["field"], item["confidence"]),
            "confidence": item["confidence"],
            "conflicts_with": None,
        }
        for item in evidence
    ]


def _listed(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items = sorted(items, key=lambda item: (-item["weight"], item["field"], item["index"] or 0))
    told = sum(item["weight"] for item in items if item["confidence"] < _DOUBTFUL)
    untold = sum(item["weight"] for item in items) - told
    listed = []
    for item in items:
        is_listed = item["confidence"] < _DOUBTFUL
        if not is_listed and untold > max(told, _UNTOLD):
            told, untold, is_listed = told + item["weight"], untold - item["weight"], True
        if is_listed:
            listed.append(item)
    return listed[:_MOST_ITEMS]
