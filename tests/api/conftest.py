"""Servers with a dashboard, and a browser whose user has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest

from tests.browser import (
    LISTED,
    Browser,
    build,
)
from tests.gateway import Gateway, running_gateway


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A server with a dashboard, which another origin may ask too."""
    folder = build(tmp_path_factory.mktemp("dist"))
    settings = {"GATEWAY_DASHBOARD_DIR": str(folder), "GATEWAY_CORS_ORIGINS": LISTED}
    with running_gateway(tmp_path_factory.mktemp("served"), **settings) as gateway:
        yield gateway


@pytest.fixture(scope="session")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The same behind a proxy that ends TLS, under a path."""
    settings = {
        "GATEWAY_DASHBOARD_DIR": str(build(tmp_path_factory.mktemp("dist"))),
        "GATEWAY_TRUSTED_PROXIES": "127.0.0.1",
        "GATEWAY_ROOT_PATH": "/resumes",
        "GATEWAY_ALLOWED_HOSTS": "gateway.example.com",
    }
    with running_gateway(tmp_path_factory.mktemp("behind"), **settings) as gateway:
        yield gateway


@pytest.fixture
def browser(served: Gateway, request: pytest.FixtureRequest) -> Browser:
    """A browser whose user has signed in."""
    username = f"u{sha256(request.node.name.encode()).hexdigest()[:12]}"
    served.user(username)
    browser = Browser(served)
    assert browser.sign_in(username).status_code == 204
    return browser
