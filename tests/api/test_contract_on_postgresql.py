"""The document's promises once more, with the data in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.test_contract import *  # noqa: F403 - the same tests
from tests.gateway import Gateway, running_gateway
from tests.postgres_server import fresh_database


@pytest.fixture(scope="session")
def gateway(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with fresh_database(postgres_url, "contract") as url:
        folder = tmp_path_factory.mktemp("gateway")
        with running_gateway(folder, GATEWAY_DATABASE_URL=url) as running:
            running.user("root", role="admin")
            yield running
