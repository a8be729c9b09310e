"""A storage that speaks S3, a process of its own, and stores of either kind for tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import obstore

from persistence.storage import Storage

_RUNNING = re.compile(r"Running on (http://\S+)")
_numbers = count(1)


class S3Server:
    """A running storage; whatever credentials come are good."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._client = httpx.Client(base_url=endpoint, trust_env=False)

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which programs find it."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "gateway",
            "AWS_SECRET_ACCESS_KEY": "not-a-secret",
            # No proxy of the machine's environment stands before it.
            "NO_PROXY": "127.0.0.1",
        }

    def make_bucket(self) -> str:
        """Make an empty bucket and return its name."""
        name = f"bucket-{os.getpid()}-{next(_numbers)}"
        self._client.put(f"/{name}").raise_for_status()
        return name

    def remove_bucket(self, name: str) -> None:
        """Remove a bucket that is empty."""
        self._client.delete(f"/{name}").raise_for_status()

    def unfinished_uploads(self, bucket: str) -> int:
        """Return how many uploads in parts have neither ended nor been given up."""
        return self._client.get(f"/{bucket}?uploads").raise_for_status().text.count("<Upload>")

    def close(self) -> None:
        self._client.close()


class Kept:
    """A store of one kind, seen past the program under test."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.storage = Storage(url)

    @property
    def folder(self) -> Path | None:
        """Where it is, if it is a folder."""
        return self.storage.root

    @property
    def bucket(self) -> str:
        return urlsplit(self.url).netloc

    def keys(self, under: str | None = None) -> set[str]:
        """Return the keys of all objects, and what else lies in a folder."""
        if self.folder is not None:
            start = self.folder / (under or "")
            return {str(path.relative_to(self.folder)) for path in start.rglob("*") if path.is_file()}
        return {item["path"] for batch in self.storage.store.list(under) for item in batch}

    def content(self, key: str) -> bytes:
        return bytes(obstore.get(self.storage.store, key).bytes())

    def write(self, key: str, content: bytes) -> None:
        obstore.put(self.storage.store, key, content)


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """Run a storage for the time of the context."""
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "--port", "0"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr is not None
    lines = iter(process.stderr.readline, "")
    found = next(filter(None, map(_RUNNING.search, lines)), None)
    assert found is not None, "the storage did not start"
    # It tells every request.
    drain = threading.Thread(target=lambda: [None for _ in lines], daemon=True)
    drain.start()
    server = S3Server(found[1])
    try:
        yield server
    finally:
        server.close()
        process.kill()
        process.wait()
        drain.join()
        process.stderr.close()
