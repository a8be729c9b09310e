from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.graphql_schema.house import House


@pytest.fixture
def house(sqlite_engine: Engine) -> House:
    """The domain over an empty SQLite database."""
    return House(sqlite_engine)
