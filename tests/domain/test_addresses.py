from __future__ import annotations

import pytest

from domain.addresses import neighbourhood


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:7:1::1", "2001:db8:0:7::/64"),
        ("2001:db8:0:7:ffff::9", "2001:db8:0:7::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_household_counts_as_one_address(address: str, near: str) -> None:
    assert neighbourhood(address) == near
