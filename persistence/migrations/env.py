"""Alembic's entrance: runs on the connection that `migrate` passes in."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

import persistence.tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
