"""What the processes of tests have loaded before they are forked: the program, and what its start loads."""

from __future__ import annotations

import alembic.command
import alembic.context
import anyio._backends._asyncio
import procrastinate
import psycopg_pool
import sqlalchemy.dialects.postgresql
import structlog
import uvicorn.lifespan.on
import uvicorn.loops.uvloop

import api.cli.administration
import api.cli.batch
import api.cli.importing
import api.cli.serving
import domain.matches.matcher
import persistence.jobs.worker
import tests.programs

__all__ = [
    "alembic", "anyio", "api", "domain", "persistence", "procrastinate", "psycopg_pool", "sqlalchemy",
    "structlog", "tests", "uvicorn",
]  # fmt: skip
