"""Workers of the product as processes of their own, and one whose reader does what a file says.

The obedient one is `resume-gateway worker` but for reading: of a file's words KILL ends the process as a
power cut would, and HANG never ends where the process is one that `HANGS`.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import anyio
import pytest

from domain.analyses.ports import Effort, Reading
from domain.documents.contents import Content
from domain.documents.formats import MediaType
from tests.factories import new_analysis
from tests.gateway import Program
from tests.programs import command_line

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
        main = obey if obedient else command_line
        super().__init__(["worker", *options], data_dir, settings, running=_WORKING, main=main)


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


def obey() -> None:
    """Run the program's command line with an obedient reader."""

    @contextlib.contextmanager
    def open_reader(_settings: object) -> Iterator[ObedientReader]:
        yield ObedientReader()

    pytest.MonkeyPatch().setattr("api.parts.resumes.open_reader", open_reader)
    command_line()
