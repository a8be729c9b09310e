"""The settings of the edge; `api.settings.Settings` has them among its own."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode

from api.edge.addresses import IPNetwork
from domain.policies import Bootstrap

KIB = 1024
MIB = 1024 * KIB


def split(value: Any) -> Any:
    """Return what a variable names in a row, parted by commas."""
    return (
        tuple(filter(None, (part.strip() for part in value.split(",")))) if isinstance(value, str) else value
    )


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split)]


class EdgeSettings(BaseSettings):
    """Who is let in, and what a connection may take."""

    admin_bootstrap: Annotated[
        Literal["local", "code", "off"] | bool,
        Field(
            description="Who may register the first administrator: a caller on this machine, whoever has the "
            "code that the start prints, or nobody."
        ),
    ] = "local"
    allowed_hosts: Annotated[
        Names,
        Field(
            description="Names under which the server answers beside localhost and addresses; unset: any, "
            "but none when listening on a loopback address."
        ),
    ] = ()
    trusted_proxies: Annotated[
        tuple[IPNetwork, ...],
        NoDecode,
        BeforeValidator(split),
        Field(description="Addresses or networks of proxies whose X-Forwarded headers are believed."),
    ] = ()
    cors_origins: Annotated[
        Names, Field(description="Other origins whose pages may ask and read answers, https://… each.")
    ] = ()
    root_path: Annotated[str, Field(description="Path under which a proxy shows the server.")] = ""
    head_max_bytes: Annotated[int, Field(ge=4 * KIB, le=MIB, description="Largest head of a request.")] = (
        32 * KIB
    )
    head_max_lines: Annotated[int, Field(ge=20, le=10_000, description="Most header lines.")] = 100
    head_timeout_seconds: Annotated[float, Field(gt=0, description="Time for a head to come.")] = 10.0
    body_timeout_seconds: Annotated[
        float, Field(gt=0, description="Span in which a body must bring bytes at the slowest rate.")
    ] = 20.0
    write_timeout_seconds: Annotated[
        float, Field(gt=0, description="Span in which a client must read at the slowest rate.")
    ] = 20.0
    transfer_min_bytes_per_second: Annotated[
        int, Field(ge=1, description="Slowest rate of bodies and answers.")
    ] = 4 * KIB
    connections_max: Annotated[
        int, Field(ge=1, description="Most connections, sockets included; fewer with few descriptors.")
    ] = 800
    connections_per_address: Annotated[int, Field(ge=1, description="Most connections of one address.")] = 400
    requests_waiting_max: Annotated[
        int, Field(ge=1, description="Most requests that wait for their turn; the next is refused with 503.")
    ] = 400
    request_wait_seconds: Annotated[
        float,
        Field(gt=0, description="While the first request of an address waits for longer, more get 503."),
    ] = 1.0
    unfinished_max_bytes: Annotated[
        int, Field(ge=MIB, description="Most bytes that unfinished uploads hold; an address may hold half.")
    ] = 1024 * MIB

    @field_validator("trusted_proxies", mode="after")
    @classmethod
    def _no_proxy_is_everybody(cls, value: tuple[IPNetwork, ...]) -> tuple[IPNetwork, ...]:
        if any(network.prefixlen == 0 for network in value):
            raise ValueError("name the proxies: whoever is believed can be anybody")
        return value

    @field_validator("cors_origins")
    @classmethod
    def _origins_are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            parts = urlsplit(origin)
            if parts.scheme not in {"http", "https"} or not parts.netloc or origin != _origin(origin):
                raise ValueError(f"{origin!r} is no origin such as https://dashboard.example.com")
        return value

    @field_validator("root_path")
    @classmethod
    def _root_is_a_path(cls, value: str) -> str:
        root = value.rstrip("/")
        if root and (
            not root.startswith("/") or "//" in root or not root.isascii() or {*root} & {*'?#%"<>\\ '}
        ):
            raise ValueError("it must be a path such as /resumes")
        return root

    @property
    def bootstrap(self) -> Bootstrap:
        """Who may register the first administrator."""
        if isinstance(self.admin_bootstrap, bool):
            return Bootstrap.LOCAL if self.admin_bootstrap else Bootstrap.OFF
        return Bootstrap(self.admin_bootstrap)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    return f"{parts.scheme}://{parts.netloc}".lower()
