"""What the processes of tests have loaded before they are forked: the program, and what it works with.

They have it as if each had read the program's own data, which takes a server as long as all else of a start
and of a first match.
"""

from __future__ import annotations

import gc

import alembic.command
import alembic.context
import anyio._backends._asyncio
import numpy.ma
import procrastinate
import psycopg_pool
import sqlalchemy.dialects.postgresql
import sqlalchemy.orm
import structlog
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.loops.uvloop

import api.cli.administration
import api.cli.batch
import api.cli.importing
import api.cli.serving
import api.parts.positions
import domain.positions.saved_index
import persistence.jobs.worker
import tests.programs
from domain.matches.matcher import Matcher
from domain.positions.catalogue import Catalogue, load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.retrieval.encoder import shared_encoder
from domain.searching.words import marked
from tests.factories import new_analysis

__all__ = [
    "alembic", "anyio", "api", "domain", "numpy", "persistence", "procrastinate", "psycopg_pool",
    "sqlalchemy", "structlog", "tests", "uvicorn",
]  # fmt: skip


def _read_once() -> None:
    sqlalchemy.orm.configure_mappers()
    api.parts.positions._bundled_hash()
    index = PositionIndex()
    index.add(Catalogue(load_catalogue().positions[:100]), source=BUNDLED)
    analysis = new_analysis()
    Matcher(index).match(analysis)
    shared_encoder().encode(["as no position is called"])
    marked(repr(analysis))


_read_once()
gc.collect()
# Nobody who is forked goes through it for garbage, and so makes a copy of it.
gc.freeze()
