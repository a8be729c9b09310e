"""Workers of the product as processes of their own, and one whose reader does what a file says.

`python -m tests.workers` is `resume-gateway worker` but for reading: of a file's words KILL ends the process
as a power cut would, and HANG never ends where the process is one that `HANGS`.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import anyio
import pytest

from domain.analyses.ports import Effort, Reading
from domain.documents.contents import Content
from domain.documents.formats import MediaType
from tests.factories import new_analysis
from tests.gateway import Program

_WORKING = re.compile(r"working on analyses")


class Worker(Program):
    """A worker; an obedient one reads as the module says."""

    def __init__(
        self,
        data_dir: Path,
        settings: Mapping[str, str],
        *,
        obedient: bool = False,
        options: Sequence[str] = (),
    ) -> None:
        program = ["-m", "tests.workers"] if obedient else ["-m", "api.cli", "worker"]
        super().__init__([*program, *options], data_dir, settings, running=_WORKING)


class ObedientReader:
    """Reads what a file tells it to do."""

    missing: Sequence[str] = ()

    async def read(
        self, content: Content, *, media_type: MediaType, owner: object, effort: Effort = Effort.QUICK
    ) -> Reading:
        words = b"".join(content.pieces())
        if b"KILL" in words:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"HANG" in words and "HANGS" in os.environ:
            await anyio.sleep_forever()
        return Reading(1, new_analysis())

    async def check(self) -> bool:
        return True


def _work() -> None:
    from api.cli import app

    @contextlib.contextmanager
    def open_reader(_settings: object) -> Iterator[ObedientReader]:
        yield ObedientReader()

    pytest.MonkeyPatch().setattr("api.parts.resumes.open_reader", open_reader)
    app(["worker", *sys.argv[1:]])


if __name__ == "__main__":
    _work()
