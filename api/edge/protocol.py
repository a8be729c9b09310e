"""uvicorn's HTTP on connections that are counted, bounded and given time.

uvicorn reads heads of any length and waits for a client as long as he likes. What is added here costs a small
request a few microseconds: clocks run only where a head, a body or an answer comes or goes in pieces.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httptools
from uvicorn._types import HTTPScope
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from api.edge.connections import Connections
from api.edge.refusals import Refusal
from api.edge.sending import SENDING, Sending
from api.edge.writing import WriteWatch
from api.transport import JoiningTransport

if TYPE_CHECKING:
    from api.edge.websocket import CountedSocketProtocol

# How long a refused client may take to read why, while what he sends is thrown away: a connection closed on
# unread data is reset, and the answer with it.
REFUSED_SECONDS = 2.0
# A body that is answered before its end may end within these bytes, so that the connection can be used again.
MOST_UNWANTED = 256 * 1024

# `super()` takes half a microsecond of each request.
_on_headers_complete = HttpToolsProtocol.on_headers_complete
_on_body = HttpToolsProtocol.on_body
_on_message_complete = HttpToolsProtocol.on_message_complete


class _Refused(Exception):
    """Stops the parser."""


class GuardedHttpProtocol(HttpToolsProtocol):
    """HTTP within limits (`ConnectionLimits`)."""

    # Beyond 30 attributes Python 3.11 finds each of them, uvicorn's too, more slowly.
    __slots__ = (
        "_clock",
        "_counted",
        "_deaf",
        "_ended_bodies",
        "_guard",
        "_head_before",
        "_head_in_pieces",
        "_head_room",
        "_held",
        "_idle_clock",
        "_idle_since",
        "_in_head",
        "_limits",
        "_lingers",
        "_owner",
        "_received",
        "_refusal",
        "_unheard",
        "_unwanted",
        "_writing",
    )

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        connections: Connections,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.ws_protocol_class = self._socket  # type: ignore[assignment]
        self._guard = connections
        self._limits = connections.limits
        self._owner = ""
        self._counted = False
        # In a head, or between two requests.
        self._in_head = True
        self._head_before: HTTPScope | None = None
        self._head_room = self._limits.head_bytes
        self._head_in_pieces = False
        self._ended_bodies = 0
        self._received = 0
        self._held = 0
        self._unheard = 0
        self._unwanted = 0
        self._lingers = False
        self._clock: asyncio.TimerHandle | None = None
        self._deaf = False
        self._refusal: Refusal | None = None
        self._writing: WriteWatch | None = None
        self._idle_since: float | None = None
        self._idle_clock: asyncio.TimerHandle | None = None

    # The connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection and give its first head time."""
        joining = JoiningTransport(transport, self.loop, linger_seconds=self._limits.write_seconds)
        super().connection_made(joining)  # type: ignore[arg-type]
        host = self.client[0] if self.client else ""
        self._owner = self._guard.owner(host)
        now = self.loop.time()
        refusal = self._guard.open(self._owner)
        if refusal is not None and self._guard.make_room(refusal, self._owner, now):
            refusal = self._guard.open(self._owner)
        if refusal is not None:
            self._refuse(refusal)
            return
        self._counted = True
        self._guard.expect(self, self._owner, now)
        self._clock = self.loop.call_later(self._limits.head_seconds, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection no longer."""
        super().connection_lost(exc)
        self._leave()

    def _leave(self) -> None:
        self._stop_clock()
        if self._idle_clock is not None:
            self._idle_clock.cancel()
            self._idle_clock = None
        if self._writing is not None:
            self._writing.stop()
        self._release()
        if self._lingers:
            self._lingers = False
            self._guard.end_lingering()
        self._give_back()

    def give_way(self) -> None:
        """Leave the place to another one, having asked for nothing."""
        self._give_back()
        self._stop_clock()
        self._head_is_late()

    def _give_back(self) -> None:
        self._guard.heard(self)
        if self._counted:
            self._counted = False
            self._guard.close(self._owner)

    def _socket(self, **given: Any) -> CountedSocketProtocol:
        """Return the protocol of a connection that becomes a socket; it counts until it closes."""
        # Who serves no sockets need not load what speaks to them.
        from api.edge.websocket import CountedSocketProtocol

        self._stop_clock()
        socket = CountedSocketProtocol(**given)
        socket.guarded(self._leave, self._watch())
        return socket

    # Between requests. One clock runs all the time: one for each request would cost a tenth of a small one.

    def on_response_complete(self) -> None:
        """Begin the next request that waits, or to count the time until one comes."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
            return
        self._idle_since = self.loop.time()
        if self._idle_clock is None:
            self._idle_clock = self.loop.call_later(self.timeout_keep_alive, self._look_whether_idle)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_since = None

    def _look_whether_idle(self) -> None:
        self._idle_clock = None
        if self._idle_since is None:
            # It is set again when what came is answered.
            return
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left <= 0:
            self.timeout_keep_alive_handler()
        else:
            self._idle_clock = self.loop.call_later(left, self._look_whether_idle)

    # What comes

    def data_received(self, data: bytes) -> None:
        """Take what came, in pieces where a head might outgrow its limit."""
        if self._deaf:
            return
        self._unset_keepalive_if_required()
        while data:
            piece = data
            if self._in_head and len(data) > self._head_room:
                piece = data[: self._head_room]
            ended = self._ended_bodies
            received = self._received
            try:
                self.parser.feed_data(piece)
            except (httptools.HttpParserError, httptools.HttpParserUpgrade) as stop:
                if not self._goes_on_after(stop):
                    return
            data = data[len(piece) :]
            if self._in_head:
                if ended == self._ended_bodies:
                    self._head_room -= len(piece)
                elif self.scope is self._head_before:
                    # The usual end: that of a request, and nothing after it.
                    continue
                goes_on = self._wait_for_head()
            else:
                goes_on = self._wait_for_body(piece, brought=self._received != received)
            if not goes_on:
                return

    def _goes_on_after(self, stop: Exception) -> bool:
        """Whether the connection goes on as HTTP where the parser stopped."""
        if isinstance(stop, httptools.HttpParserError):
            self._refuse(self._refusal or Refusal.MALFORMED)
            return False
        if self._should_upgrade():
            self.handle_websocket_upgrade()
            return False
        self._unsupported_upgrade_warning()
        return True

    def _wait_for_head(self) -> bool:
        """Bound a head that has not ended; whether it may go on."""
        self._head_in_pieces = True
        if self._head_room <= 0:
            self._refuse(Refusal.HEAD_TOO_LARGE)
            return False
        if self._clock is None:
            self._clock = self.loop.call_later(self._limits.head_seconds, self._head_is_late)
        return True

    def _wait_for_body(self, piece: bytes, *, brought: bool) -> bool:
        """Bound a body that has not ended; whether it may go on."""
        if self.cycle.response_complete:
            self._unwanted += len(piece)
            if self._unwanted > MOST_UNWANTED:
                self._hang_up(self._limits.body_seconds)
            return self._unwanted <= MOST_UNWANTED
        # Trailers and the like: what the parser gathers without telling.
        self._unheard = 0 if brought else self._unheard + len(piece)
        if self._unheard > self._limits.head_bytes:
            self._refuse(Refusal.HEAD_TOO_LARGE)
            return False
        refusal = self._guard.hold(self._owner, self._received - self._held)
        if refusal is not None:
            self._refuse(refusal)
            return False
        self._held = self._received
        self.cycle.on_response = self._held_response_complete
        if self._clock is None:
            self._give_body_time()
        return True

    def on_headers_complete(self) -> None:
        """Begin a request whose head is within its limits."""
        if len(self.headers) > self._limits.head_lines:
            self._stop_parser(Refusal.HEAD_TOO_LONG)
        if self._head_in_pieces and self._head_size() > self._limits.head_bytes:
            self._stop_parser(Refusal.HEAD_TOO_LARGE)
        if len(self.pipeline) >= self._limits.requests_ahead:
            self._stop_parser(Refusal.TOO_MANY_AT_ONCE)
        self._in_head = self._head_in_pieces = False
        self._head_before = self.scope
        if self._clock is not None:
            self._stop_clock()
            self._guard.heard(self)
        self._received = self._unheard = self._unwanted = 0
        _on_headers_complete(self)
        if not self.parser.should_upgrade():
            self.scope[SENDING] = Sending(self.cycle)  # type: ignore[literal-required]
            # What comes in trailers is no header of the request any more.
            self.headers = []

    def on_body(self, body: bytes) -> None:
        """Count what came of a body."""
        self._received += len(body)
        _on_body(self, body)

    def on_message_complete(self) -> None:
        """Expect the next head."""
        self._in_head = True
        self._head_room = self._limits.head_bytes
        self._ended_bodies += 1
        if self._clock is not None:
            self._stop_clock()
        _on_message_complete(self)

    def _held_response_complete(self) -> None:
        self._release()
        self.on_response_complete()

    @property
    def _head_begun(self) -> bool:
        return self.scope is not self._head_before

    def _head_size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _stop_parser(self, refusal: Refusal) -> None:
        self._refusal = refusal
        raise _Refused

    # Clocks

    def _head_is_late(self) -> None:
        self._clock = None
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            # He has an answer to wait for, and may take until then to ask on.
            self._clock = self.loop.call_later(self._limits.head_seconds, self._head_is_late)
        elif self._head_begun or cycle is not None:
            self._refuse(Refusal.HEAD_TOO_SLOW)
        else:
            # Browsers open connections that they may need: nothing asked, nothing answered.
            self.transport.close()

    def _give_body_time(self) -> None:
        self._clock = self.loop.call_later(
            self._limits.body_seconds, self._body_is_late, self._received, self.flow.read_paused
        )

    def _body_is_late(self, received: int, was_paused: bool) -> None:
        self._clock = None
        paused = was_paused or self.flow.read_paused
        wanted = self._limits.bytes_per_second * self._limits.body_seconds
        if not paused and self._received - received < wanted:
            self._refuse(Refusal.BODY_TOO_SLOW)
            return
        self._give_body_time()

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    # What goes

    def pause_writing(self) -> None:
        """Watch how the client reads."""
        super().pause_writing()
        if self._writing is None:
            self._writing = self._watch()
        self._writing.start()

    def resume_writing(self) -> None:
        """Watch no longer."""
        super().resume_writing()
        if self._writing is not None:
            self._writing.stop()

    def _watch(self) -> WriteWatch:
        return WriteWatch(self.loop, self.transport, self._limits, late=self._read_too_slowly)

    def _read_too_slowly(self) -> None:
        self._guard.complaints.tell(Refusal.READS_TOO_SLOWLY, self._name())

    # The end

    def _refuse(self, refusal: Refusal) -> None:
        """Answer with a refusal, where no other answer has begun, and hang up."""
        self._guard.complaints.tell(refusal, self._name())
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete:
            self.transport.write(refusal.answer)
        else:
            if not cycle.response_started:
                self.transport.write(refusal.answer)
            # The application learns that the client has gone, and what it still says is not sent.
            cycle.disconnected = True
            cycle.message_event.set()
        self.pipeline.clear()
        self._hang_up(REFUSED_SECONDS)

    def _hang_up(self, seconds: float) -> None:
        """Send no more and hear no more; let what is sent arrive."""
        self._deaf = True
        self._stop_clock()
        self._release()
        self._guard.heard(self)
        if self.transport.is_closing():
            return
        if not self._counted:
            self._lingers = self._guard.linger()
            if not self._lingers:
                self.transport.close()
                return
        self.flow.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._clock = self.loop.call_later(seconds, self.transport.abort)

    def _release(self) -> None:
        if self._held:
            self._guard.release(self._owner, self._held)
            self._held = 0

    def _name(self) -> str:
        return self.client[0] if self.client else ""
