from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.persistence.reads.filled import Filled


@pytest.fixture
def filled(engine: Engine) -> Filled:
    return Filled(engine)
