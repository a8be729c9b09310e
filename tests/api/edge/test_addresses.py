from __future__ import annotations

import pytest

from api.addresses import client_address
from api.edge.addresses import address_key


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:7:1::1", "2001:db8:0:7::/64"),
        ("2001:db8:0:7:ffff::9", "2001:db8:0:7::/64"),
        ("testclient", "testclient"),
    ],
)
def test_one_line_to_the_internet_is_one_client(host: str, key: str) -> None:
    assert address_key(host) == key
    assert client_address({"type": "http", "client": (host, 1)}) == host


def test_who_has_no_address_shares_one() -> None:
    assert client_address({"type": "http", "client": None}) == ""
