"""The server of one process: uvicorn over the application, with the edge's own HTTP."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial

import uvicorn

from api.app import create_app
from api.parts.connections import http_protocol
from api.serving.sharing import Acceptor
from api.serving.supervisor import Child
from api.settings import Settings
from api.stopping import Stopping
from api.stopping_server import NOT_STARTED, StoppingServer, run_until_stopped

# A thread that computes keeps the event loop waiting this long at each of its system calls; Python's own
# 5 ms make 15 ms of a read that takes 2.
_SWITCH_SECONDS = 0.0005
_AWAKE_SECONDS = 0.1


def serve_alone(settings: Settings) -> None:
    """Serve until stopped, in this process."""
    run_until_stopped(StoppingServer(*_prepared(settings)))


def _prepared(settings: Settings) -> tuple[uvicorn.Config, Stopping]:
    """Return what uvicorn is to do, and how the program ends; prepare the interpreter for it."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    served = create_app(settings, opened=_collect_from_now)
    config = uvicorn.Config(
        served,
        host=settings.host,
        port=settings.port,
        http=http_protocol(settings, complaints=served.complaints),  # type: ignore[arg-type]
        # The gate tells which proxies are believed.
        proxy_headers=False,
        # The protocol brings its own.
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=settings.log_level == "debug",
        server_header=False,
        ws_max_size=settings.body_max_bytes,
    )
    return config, served.stopping


def _collect_from_now() -> None:
    # What was made for the start stays: looking through it for garbage stops everything for 200 ms.
    gc.freeze()
    gc.enable()


class SharingServer(StoppingServer):
    """One of several that serve the same address.

    Args:
        listeners: Listen at it, and are the others' too.
        child: The place among them.
    """

    def __init__(self, settings: Settings, *, listeners: Sequence[socket.socket], child: Child) -> None:
        super().__init__(*_prepared(settings))
        self._listeners = listeners
        self._child = child

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's
        """Open the application and begin to take connections."""
        self._loop = asyncio.get_running_loop()
        await self.lifespan.startup()
        if self.lifespan.should_exit:
            sys.exit(NOT_STARTED)
        self.servers = []
        protocol: Callable[..., asyncio.Protocol] = self.config.http_protocol_class
        make_protocol = partial(
            protocol,
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
        )
        self._acceptor = Acceptor(self._listeners, self._child.share, make_protocol)
        self.server_state.connections = self._acceptor.connections
        self._acceptor.start()
        self.started = True
        self._child.ready()
        self._say_awake()
        self._loop.add_reader(self._child.parent, self._be_orphaned)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's
        """Take no more, finish what was begun, close the application."""
        self._acceptor.stop()
        for listener in self._listeners:
            listener.close()
        await super().shutdown()

    def _say_awake(self) -> None:
        self._child.share.wake()
        self._loop.call_later(_AWAKE_SECONDS, self._say_awake)

    def _be_orphaned(self) -> None:
        self._loop.remove_reader(self._child.parent)
        self.should_exit = True
