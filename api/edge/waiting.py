"""When requests begin: what comes all at once is taken up bit by bit, and what is too much is refused.

Most requests are answered in one go on the event loop. Hundreds that came together would keep everything else
from being heard until the last of them is answered; here they wait for their turn, and refusing one costs a
small part of answering it.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import NamedTuple

# So long requests may begin within one turn of the event loop before others wait; twice as long where the
# turn began within the slice of earlier ones.
SLICE_SECONDS = 0.005


class _Waiting(NamedTuple):
    turn: asyncio.Future[None]
    since: float


class WaitingRoom:
    """Lets requests begin: addresses by turns, and one in each turn of the event loop while any wait.

    Args:
        most: How many may wait.
        seconds: While the first of an address has waited for longer, no more of that address may wait: a
            crowd that comes at once is let in, one that keeps coming is held to what can be answered.
        clock: Returns seconds that only grow.
    """

    def __init__(self, *, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lines: OrderedDict[str, deque[_Waiting]] = OrderedDict()
        self._count = 0
        self._slice_ends = float("-inf")
        # The turn of the event loop in which the slice began may still last.
        self._is_same_turn = False

    def begins_at_once(self) -> bool:
        """Whether a request need not wait; mostly so."""
        if self._count:
            return False
        now = self._clock()
        if now >= self._slice_ends:
            if self._is_same_turn:
                return False
            # To ask for the next turn costs more than all else here, so it is done once a slice.
            self._slice_ends = now + SLICE_SECONDS
            self._is_same_turn = True
            asyncio.get_running_loop().call_soon(self._next_turn)
        return True

    async def turn(self, address: str) -> bool:
        """Wait for a turn; False at once where too many wait already, or for too long."""
        now = self._clock()
        line = self._lines.get(address)
        if self._count >= self._most or (line and now - line[0].since > self._seconds):
            return False
        if line is None:
            line = self._lines[address] = deque()
        waiting = _Waiting(asyncio.get_running_loop().create_future(), now)
        line.append(waiting)
        self._count += 1
        await waiting.turn
        return True

    def _next_turn(self) -> None:
        """Let the next one begin, which it does before this is called again."""
        if not self._count:
            self._is_same_turn = False
            return
        address, line = self._lines.popitem(last=False)
        waiting = line.popleft()
        self._count -= 1
        if line:
            self._lines[address] = line
        if not waiting.turn.done():
            waiting.turn.set_result(None)
        asyncio.get_running_loop().call_soon(self._next_turn)
