from __future__ import annotations

import ipaddress

import pytest

from domain.errors import InvalidInput
from domain.webhooks.addresses import IPNetwork, allowed, checked_url

OWN: list[IPNetwork] = [ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("fd00:7::/32")]


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert allowed(address, [])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00:7::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "::127.0.0.1",
        "::a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "::ffff:0:10.1.2.3",
        "fec0::1",
        "5f00::1",
        "no address",
        "",
    ],
)
def test_no_other_address_may_be_asked_in_whatever_clothes(address: str) -> None:
    assert not allowed(address, [])


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "fd00:7::1"])
def test_what_the_operator_names_may_be_asked(address: str) -> None:
    assert allowed(address, OWN)
    assert allowed(address, OWN, public=False)


@pytest.mark.parametrize("address", ["10.2.0.1", "127.0.0.1", "fd00:8::1", "fe80::1%eth0"])
def test_nothing_beside_it_may(address: str) -> None:
    assert not allowed(address, OWN)


def test_where_only_named_networks_may_be_asked_public_ones_may_not() -> None:
    assert not allowed("8.8.8.8", OWN, public=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook",
        "http://10.1.2.3:8080/",
        "https://example.com:8443/a?key=b%20c",
        "https://[2001:db8::1]/",
        "https://Hooks-1.example_2.xn--fiqs8s./",
        "http://receiver:8080/",
        "https://" + "a" * 63 + ".example/",
    ],
)
def test_addresses_of_receivers_are_taken(url: str) -> None:
    assert checked_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/hook",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "https://user:password@example.com/",
        "https://user@example.com/",
        "https://example.com/#part",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com/a b",
        "https://example.com/\r\nx: y",
        "https://例子.com/",
        "https://[::1/",
        "https://a..b/",
        "https://.example.com/",
        "https://-a.example/",
        "https://a-.example/",
        "https://*.example.com/",
        "https://10.1.2/",
        "https://10.1.2.300/",
        "https://2130706433/",
        "https://" + "a" * 64 + ".example/",
        "https://" + "a." * 150 + "example/",
        "https://example.com/" + "a" * 2000,
    ],
)
def test_what_is_no_address_of_a_receiver_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        checked_url(url)
