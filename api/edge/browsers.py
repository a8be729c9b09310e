"""What browsers are told with every answer, and which pages of other origins may ask."""

from __future__ import annotations

Header = tuple[bytes, bytes]
Headers = list[Header]

POLICY_NAME = b"content-security-policy"
# An answer of the interface is data: whoever shows it as a page gets nothing that runs, loads or sends.
_DATA_POLICY = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SECURITY_HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (POLICY_NAME, _DATA_POLICY),
]
# Two years, as browsers' lists of HTTPS-only sites want it; subdomains are not ours to speak for.
STRICT_TRANSPORT: Header = (b"strict-transport-security", b"max-age=63072000")

_EXPOSED = b"ETag, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-ID"
_METHODS = b"GET, HEAD, POST"
_ASKED_BY = (
    b"Accept, Authorization, Content-Type, If-None-Match, Last-Event-ID, X-Request-ID, "
    b"GraphQL-Require-Preflight, Apollo-Require-Preflight, X-Apollo-Operation-Name, X-Requested-With"
)
_PREFLIGHT_SECONDS = b"600"


def cors_headers(origin: bytes) -> Headers:
    """Return what lets a page of a listed origin read an answer."""
    return [(b"access-control-allow-origin", origin), (b"access-control-expose-headers", _EXPOSED)]


def preflight_headers(origin: bytes) -> Headers:
    """Return the answer to a browser that asks on behalf of a page of a listed origin."""
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", _ASKED_BY),
        (b"access-control-max-age", _PREFLIGHT_SECONDS),
    ]
