"""The house of these tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.domain.resumes.house import House


@pytest.fixture
def house(sqlite_engine: Engine, tmp_path: Path) -> House:
    return House(sqlite_engine, tmp_path / "files")
