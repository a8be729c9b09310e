from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from persistence.counts import open_counts
from tests.domain.users.house import House


@pytest.fixture
def house(sqlite_engine: Engine) -> House:
    return House(sqlite_engine)


@pytest.fixture
def counts(sqlite_engine: Engine) -> Iterator[Engine]:
    with open_counts(sqlite_engine) as opened:
        yield opened
