"""The product as its user runs it: a process of its own, spoken to over HTTP."""

from __future__ import annotations

import os
import re
import signal
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from api.settings import ENV_PREFIX
from tests import programs
from tests.databases import make_migrated
from tests.programs import Nursery

_RUNNING = re.compile(r"running on (http://\S+)")
# Rich and Typer colour and fold by these.
_TERMINAL = (
    "COLUMNS",
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "NO_COLOR",
    "PY_COLORS",
    "TERMINAL_WIDTH",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)
# The object storages' own variables.
_PROVIDERS = ("AWS_", "AZURE_", "GOOGLE_")
PASSWORD = "correct-horse"
_PATIENCE_SECONDS = 60.0


class Program:
    """A process of the product over a data folder of its own.

    Args:
        arguments: What follows the program's name on its command line.
        running: What its log says when it is ready.
        main: What it runs.
        nursery: Where that of its readers comes from.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        data_dir: Path,
        settings: Mapping[str, str],
        *,
        running: re.Pattern[str],
        main: Callable[[], None] = programs.command_line,
        nursery: Nursery = Nursery.FORKED,
    ) -> None:
        self._arguments = arguments
        self.data_dir = data_dir
        self._settings = settings
        self._running = running
        self._main = main
        self._nursery = nursery
        # No pipe: whoever outlives it with that in hand would be waited for, and nobody need empty it.
        self._errors = os.memfd_create("log")
        weakref.finalize(self, os.close, self._errors)

    def start(self) -> None:
        """Start it and return when it is ready."""
        before = len(self.log)
        self._process = programs.Started(
            self._arguments,
            environment(self.data_dir, **self._settings),
            stderr=self._errors,
            main=self._main,
            nursery=self._nursery,
        )
        self.ready(self._told(self._running, after=before))

    @property
    def log(self) -> list[str]:
        """The lines that it has written by now, since it was first started."""
        size = os.fstat(self._errors).st_size
        written = os.pread(self._errors, size, 0).decode(errors="replace")
        return written.splitlines(keepends=True)

    def tells(self, words: str) -> list[str]:
        """Wait until a line of its log has these words, and return all that have them."""
        self._told(re.compile(re.escape(words)))
        return [line for line in self.log if words in line]

    def _told(self, words: re.Pattern[str], *, after: int = 0) -> re.Match[str]:
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            # What it has told last it has told before it ended.
            runs = self._process.runs(0.01)
            lines = self.log
            if found := next(filter(None, map(words.search, lines[after:])), None):
                return found
            if not runs or time.monotonic() > until:
                raise AssertionError(f"it has not told of {words.pattern}:\n" + "".join(lines))

    def ready(self, found: re.Match[str]) -> None:
        """Take from the log what is to be known."""

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it and return its exit code."""
        self.tell(how)
        return self.ended()

    def tell(self, how: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(how)

    def ended(self) -> int:
        """Wait for its end and return its exit code."""
        return self._process.wait(30)

    def signal(self, kind: signal.Signals) -> None:
        """Send the server a signal and go on."""
        self._process.send_signal(kind)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.stop(signal.SIGKILL)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process.runs()


class Gateway(Program):
    """A server on a free port over a data folder of its own.

    Unless its settings name a database, it finds an empty one that is migrated.
    """

    def __init__(self, data_dir: Path, nursery: Nursery = Nursery.FORKED, /, **settings: str) -> None:
        super().__init__(["serve", "--port", "0"], data_dir, settings, running=_RUNNING, nursery=nursery)
        if "GATEWAY_DATABASE_URL" not in settings:
            make_migrated(data_dir)

    def ready(self, found: re.Match[str]) -> None:
        self.url = found[1]
        # No proxy of the machine's environment stands between the tests and their server.
        self.client = httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def ended(self) -> int:
        self.client.close()
        return super().ended()

    def user(self, username: str, role: str | None = None, by: Account | None = None) -> Account:
        """Register and log in."""
        body = {"username": username, "password": PASSWORD} | ({"role": role} if role else {})
        made = self.client.post("/api/register", json=body, headers=by.headers if by else None)
        assert made.status_code == 201, made.text
        return self.login(username)

    def login(self, username: str, password: str = PASSWORD) -> Account:
        answer = self.client.post("/api/login", json={"username": username, "password": password})
        assert answer.status_code == 200, answer.text
        return Account(username, answer.json()["access_token"])

    def upload(self, account: Account, name: str, content: bytes) -> int:
        """Upload a file and return the resume's id."""
        answer = self.client.post(
            "/api/resumes/upload", files={"file": (name, content)}, headers=account.headers
        )
        assert answer.status_code == 201, answer.text
        resume_id: int = answer.json()["resume_id"]
        return resume_id

    def get(self, account: Account, path: str) -> httpx.Response:
        return self.client.get(path, headers=account.headers)

    def becomes_ready(self) -> bool:
        """Ask until it is ready, for a minute at most: what reads files takes its time to start."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while self.client.get("/readyz").status_code != 200:
            if time.monotonic() > until:
                return False
        return True

    def finished(self, account: Account, resume_id: int) -> str:
        """Wait for a resume's work to end, as a client does, and return its status."""
        for _ in range(30):
            self.get(account, f"/api/resumes/{resume_id}/analysis")
            status: str = self.get(account, f"/api/resumes/{resume_id}").json()["status"]
            if status in ("分析完成", "分析失败"):
                return status
        raise AssertionError(f"resume {resume_id} is still {status}")


class Account(NamedTuple):
    """A logged-in user."""

    username: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def is_of_the_caller(name: str) -> bool:
    """Whether a variable tells how the caller likes the gateway, or its output; settings know no case."""
    return name.upper().startswith((ENV_PREFIX, *_PROVIDERS)) or name in _TERMINAL


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """Return an environment whose only settings of the gateway are these."""
    kept = {name: value for name, value in os.environ.items() if not is_of_the_caller(name)}
    return kept | {"GATEWAY_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"} | settings


@contextmanager
def running_gateway(
    data_dir: Path, nursery: Nursery = Nursery.FORKED, /, **settings: str
) -> Iterator[Gateway]:
    """Run a server for the time of the context."""
    gateway = Gateway(data_dir, nursery, **settings)
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()
