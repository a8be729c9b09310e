"""Resumes taken out over HTTP once more, with the data in PostgreSQL."""

from __future__ import annotations

from tests.api.test_contract_on_postgresql import gateway  # noqa: F401 - the server on PostgreSQL
from tests.api.test_exports import *  # noqa: F403 - the same tests
