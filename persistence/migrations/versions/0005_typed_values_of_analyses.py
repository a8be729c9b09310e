"""The level of degrees and the ends of expected pay, of what was stored as it is printed.

Here alone, and once, are they read from that print; from now on they are stored with it.

They are read by the grammars of today, not by a copy of those that were in use when this was written. An
upgrade is to store what an analysis of the same print would store, so that rows from before and from after
it compare with each other and with the positions, whose pay these grammars read too. A grammar that has
learnt a form since then reads more of the old rows; none of them is read again once it is upgraded. What a
degree or a pay *is* must stay: levels and periods are stored by the numbers and names below, so a change of
those takes a migration, and this one its own copy of what they were. `tests/persistence/test_upgrade.py`
upgrades a database of 0.1.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from domain.vocabulary.degrees import read_degree
from domain.vocabulary.pay import read_pay
from domain.vocabulary.script import simplified

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# In the row they come before what is long, where SQLite reads them without it.
_NEW = (
    ("highest_degree_level", sa.Integer, "highest_degree"),
    ("expected_salary_low", sa.Float, "expected_salary_currency"),
    ("expected_salary_high", sa.Float, "expected_salary_low"),
    ("expected_salary_period", sa.Text, "expected_salary_high"),
    ("expected_salary_months", sa.Float, "expected_salary_period"),
    ("expected_salary_negotiable", sa.Boolean, "expected_salary_months"),
)
_ANALYSES = sa.table(
    "analyses",
    *map(sa.column, ("resume_id", "highest_degree", "expected_salary", "education")),
    *map(sa.column, ("expected_salary_min", "expected_salary_max", "expected_salary_currency")),
    *(sa.column(name) for name, _, _ in _NEW),
)
_AT_ONCE = 500


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("analyses", recreate="always" if on_sqlite else "never") as table:
        for name, kind, before in _NEW:
            table.add_column(
                sa.Column(name, kind(), nullable=True), insert_after=before if on_sqlite else None
            )
    connection, last = op.get_bind(), 0
    while rows := connection.execute(_rows(last)).all():
        last = rows[-1].resume_id
        changed = [{"id": row.resume_id, **_typed(row)} for row in rows]
        connection.execute(_update(), changed)


def downgrade() -> None:
    with op.batch_alter_table("analyses") as table:
        for name, _, _ in _NEW:
            table.drop_column(name)


def _rows(last: int) -> sa.Select[Any]:
    columns = _ANALYSES.c
    return (
        sa.select(columns.resume_id, columns.highest_degree, columns.expected_salary, columns.education)
        .where(
            columns.resume_id > last,
            columns.highest_degree.is_not(None)
            | columns.expected_salary.is_not(None)
            | (columns.education != sa.literal_column("'[]'")),
        )
        .order_by(columns.resume_id)
        .limit(_AT_ONCE)
    )


def _update() -> sa.Update:
    names = (
        "education",
        *("expected_salary_min", "expected_salary_max", "expected_salary_currency"),
        *(name for name, _, _ in _NEW),
    )
    values: dict[str, Any] = {name: sa.bindparam(name) for name in names}
    return sa.update(_ANALYSES).where(_ANALYSES.c.resume_id == sa.bindparam("id")).values(values)


def _typed(row: Any) -> dict[str, Any]:
    pay = None if row.expected_salary is None else read_pay(simplified(row.expected_salary))
    low, high = (None, None) if pay is None else pay.monthly_cny
    return {
        "highest_degree_level": _level(row.highest_degree),
        "expected_salary_min": low,
        "expected_salary_max": high,
        "expected_salary_currency": pay and pay.currency,
        "expected_salary_low": pay and pay.low,
        "expected_salary_high": pay and pay.high,
        "expected_salary_period": pay and pay.period and pay.period.value,
        "expected_salary_months": pay and pay.months,
        "expected_salary_negotiable": pay and pay.negotiable,
        "education": _json([_with_level(entry) for entry in json.loads(row.education)])
        if row.education != "[]"
        else row.education,
    }


def _with_level(entry: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in entry.items():
        made[key] = value
        if key == "degree":
            made["degree_level"] = _level(value)
    return made


def _level(printed: str | None) -> int | None:
    degree = None if printed is None else read_degree(simplified(printed))
    return None if degree is None else int(degree.level)


def _json(values: list[dict[str, Any]]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
