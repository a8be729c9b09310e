"""`resume-gateway upload`: files and folders to a server, each with its own verdict."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

import anyio
import httpx2
import orjson
import typer
from rich.console import Console
from rich.progress import Progress

_AT_ONCE = 4
_MOST_TRIES = 8
_LONGEST_WAIT_SECONDS = 60.0
_ANSWER_SECONDS = 300.0
_AGAIN = frozenset({429, 500, 502, 503, 504, 507})
_TRY_LATER = "TRY_LATER"
_UPLOAD = """mutation ($files: [Upload!]!, $skip: Boolean!) {
  uploadResumes(files: $files, skipSameFiles: $skip) { verdicts { fileName archive outcome {
    ... on UploadResumeSuccess {
      stored: resume { databaseId duplicates(first: 1) { resume { databaseId } } } }
    ... on SameFileSkipped { known: resume { databaseId } }
    ... on FileRejectedError { code message } } } } }"""


class CannotUpload(Exception):
    """Nothing (more) can be uploaded; the message is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a file.

    Attributes:
        file: Its path; of one in a ZIP, the ZIP's and its name there.
        resume: The id of its resume, new or known.
        is_known: Whether the server had it already.
        same_as: The resume that is the same file, where it was stored nevertheless.
        code, message: Why it was refused.
    """

    file: str
    resume: int | None = None
    is_known: bool = False
    same_as: int | None = None
    code: str | None = None
    message: str | None = None


class Uploader:
    """Sends files to a server, several at once, and again where it does not answer or takes nothing."""

    def __init__(
        self,
        client: httpx2.AsyncClient,
        *,
        skip_known: bool = True,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self._client = client
        self._skip_known = skip_known
        self._sleep = sleep

    async def log_in(self, username: str, password: str) -> None:
        """Use the token of a user. Raises `CannotUpload`."""
        try:
            answer = await self._client.post("/api/login", json={"username": username, "password": password})
        except httpx2.TransportError as error:
            raise CannotUpload(f"the server does not answer: {error}") from error
        if answer.status_code != 200:
            raise CannotUpload(_message(answer))
        self.use_token(answer.json()["access_token"])

    def use_token(self, token: str) -> None:
        """Send this token with what follows."""
        self._client.headers["Authorization"] = f"Bearer {token}"

    async def upload(self, path: Path) -> list[Told]:
        """Send a file; of a ZIP, tell of each file in it. Raises `CannotUpload`."""
        told: list[Told] = []
        for attempt in range(_MOST_TRIES):
            # What was stored before an answer was lost, or before a limit was reached, is not stored twice.
            told, wait_seconds = await self._try(path, skip_known=self._skip_known or attempt > 0)
            if wait_seconds is None:
                break
            if attempt < _MOST_TRIES - 1:
                await self._sleep(min(max(wait_seconds, 2.0**attempt), _LONGEST_WAIT_SECONDS))
        return told

    async def _try(self, path: Path, *, skip_known: bool) -> tuple[list[Told], float | None]:
        """Return what is told of a file, and after how many seconds to try again, None where not."""
        try:
            answer = await self._send(path, skip_known=skip_known)
        except OSError as error:
            return [_failed(path, "UNREADABLE", error.strerror or str(error))], None
        except httpx2.TransportError as error:
            return [_failed(path, "NO_ANSWER", str(error) or type(error).__name__)], 1.0
        if answer.status_code in (401, 403):
            raise CannotUpload(_message(answer))
        if answer.status_code in _AGAIN:
            return [_failed(path, _TRY_LATER, _message(answer))], _seconds(answer)
        body = _json(answer)
        if body.get("errors") or not body.get("data"):
            refusal = (body.get("errors") or [{}])[0]
            extensions = refusal.get("extensions") or {}
            code = extensions.get("code", f"HTTP_{answer.status_code}")
            if code == "UNAUTHENTICATED":
                raise CannotUpload(_message(answer))
            failed = [_failed(path, code, refusal.get("message", ""))]
            return failed, extensions.get("retryAfterSeconds")
        verdicts = body["data"]["uploadResumes"]["verdicts"]
        told = [_told(path, verdict) for verdict in verdicts]
        return told, 5.0 if any(each.code == _TRY_LATER for each in told) else None

    async def _send(self, path: Path, *, skip_known: bool) -> httpx2.Response:
        operations = {"query": _UPLOAD, "variables": {"files": [None], "skip": skip_known}}
        with path.open("rb") as file:
            return await self._client.post(
                "/graphql",
                data={"operations": json.dumps(operations), "map": '{"0": ["variables.files.0"]}'},
                files={"0": (path.name, file)},
                headers={"GraphQL-Require-Preflight": "1"},
            )


async def upload_files(
    server: str,
    paths: Iterable[Path],
    *,
    token: str | None,
    username: str | None,
    password: str | None,
    skip_known: bool,
    as_jsonl: bool,
) -> bool:
    """Upload files and tell of each on standard output; return whether all were taken.

    Raises:
        CannotUpload: The address is none, the server refuses the login, or it ends meanwhile.
    """
    files, all_taken = list(paths), True
    console = Console(stderr=True)
    async with _client(server) as client:
        uploader = Uploader(client, skip_known=skip_known)
        if token is not None:
            uploader.use_token(token)
        else:
            await uploader.log_in(username or "", password or "")
        limiter = anyio.CapacityLimiter(_AT_ONCE)
        with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
            bar = progress.add_task("Uploading", total=len(files))

            async def work(path: Path) -> None:
                nonlocal all_taken
                async with limiter:
                    for told in await uploader.upload(path):
                        all_taken = all_taken and told.resume is not None
                        _print(told, as_jsonl)
                progress.advance(bar)

            try:
                async with anyio.create_task_group() as tasks:
                    for path in files:
                        tasks.start_soon(work, path)
            except* CannotUpload as group:
                _raise_first(group)
    return all_taken


@asynccontextmanager
async def _client(server: str) -> AsyncIterator[httpx2.AsyncClient]:
    try:
        client = httpx2.AsyncClient(base_url=server, timeout=_ANSWER_SECONDS)
    except httpx2.InvalidURL as error:
        raise CannotUpload(f"{server} is no address: {error}") from error
    async with client:
        yield client


def _raise_first(group: BaseExceptionGroup[CannotUpload]) -> NoReturn:
    first: BaseException = group
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    raise first from None


def _told(path: Path, verdict: dict[str, Any]) -> Told:
    file = str(path) if verdict["archive"] is None else f"{path}/{verdict['fileName']}"
    outcome = verdict["outcome"]
    if stored := outcome.get("stored"):
        same_as = next((each["resume"]["databaseId"] for each in stored["duplicates"]), None)
        return Told(file=file, resume=stored["databaseId"], same_as=same_as)
    if known := outcome.get("known"):
        return Told(file=file, resume=known["databaseId"], is_known=True)
    return Told(file=file, code=outcome["code"], message=outcome["message"])


def _failed(path: Path, code: str, message: str) -> Told:
    return Told(file=str(path), code=code, message=message)


def _json(answer: httpx2.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _message(answer: httpx2.Response) -> str:
    body = _json(answer)
    errors = body.get("errors") or [{}]
    return str(body.get("error") or errors[0].get("message") or f"HTTP {answer.status_code}")


def _seconds(answer: httpx2.Response) -> float:
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isascii() and told.isdigit() else 1.0


def _print(told: Told, as_jsonl: bool) -> None:
    if as_jsonl:
        sys.stdout.buffer.write(orjson.dumps(asdict(told)) + b"\n")
        sys.stdout.buffer.flush()
        return
    if told.resume is None:
        typer.echo(f"{told.file}: {told.message} ({told.code})", err=True)
    elif told.is_known:
        typer.echo(f"{told.file}: known as resume {told.resume}")
    else:
        same = "" if told.same_as is None else f", the same file as resume {told.same_as}"
        typer.echo(f"{told.file}: resume {told.resume}{same}")
