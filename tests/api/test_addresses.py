from __future__ import annotations

import pytest
from starlette.types import Scope

from api.addresses import client_address, client_neighbourhood


@pytest.mark.parametrize(
    ("client", "address", "neighbourhood"),
    [
        (("192.0.2.1", 1), "192.0.2.1", "192.0.2.1"),
        (("2001:db8:0:7:1::1", 1), "2001:db8:0:7:1::1", "2001:db8:0:7::/64"),
        (None, "", ""),
    ],
)
def test_an_address_is_told_whole_and_counted_by_its_household(
    client: tuple[str, int] | None, address: str, neighbourhood: str
) -> None:
    scope: Scope = {"type": "http", "client": client}
    assert client_address(scope) == address
    assert client_neighbourhood(scope) == neighbourhood
