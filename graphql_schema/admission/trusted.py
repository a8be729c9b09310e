"""Trusted documents: operations a client was built with, in a folder of the operator or a build of ours."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

logger = logging.getLogger(__name__)


def load_trusted_documents(folder: Path) -> dict[str, str]:
    """Return the documents of a folder by their ids.

    A file `*.graphql` is one document, whose id is `sha256:<hash of the text>`. A file `*.json` is a
    manifest: an object of ids and texts (as Relay and GraphQL Codegen write), or Apollo's, with a list
    `operations` of objects with `id` and `body`.

    Raises:
        ValueError: There is no such folder, a manifest is of no known form, or an id names two texts.
    """
    if not folder.is_dir():
        raise ValueError(f"The folder of trusted documents, {folder}, does not exist.")
    documents: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".graphql", ".gql", ".json"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        found = _manifest(path, text) if path.suffix == ".json" else {_content_id(text): text}
        for name, document in found.items():
            if documents.setdefault(name, document) != document:
                raise ValueError(f"{path}: the id {name} names two different documents.")
    return documents


class BuiltDocuments:
    """The documents of a front end of ours, by the hashes of their texts.

    It may be built anew beside a running server, for which its pages still open ask by the old ones.

    Args:
        path: The manifest that the build writes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._texts: dict[str, str] = {}

    def __call__(self, wanted: str) -> str | None:
        """Return the text of a hash, None where it is no document of the build."""
        if wanted not in self._texts:
            self._look_again()
        return self._texts.get(wanted)

    @property
    def texts(self) -> list[str]:
        """All of them."""
        self._look_again()
        return list(self._texts.values())

    def _look_again(self) -> None:
        try:
            found = self._path.stat()
            stamp = found.st_mtime_ns, found.st_size
            if stamp == self._stamp:
                return
            self._stamp = stamp
            documents = _manifest(self._path, self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            logger.warning("the front end is to be built again: %s", error)
            return
        self._texts |= {_hash(text): text for text in documents.values()}


def _content_id(text: str) -> str:
    return f"sha256:{_hash(text)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _manifest(path: Path, text: str) -> dict[str, str]:
    try:
        content: Any = json.loads(text)
        if isinstance(content, dict) and isinstance(content.get("operations"), list):
            content = {operation["id"]: operation["body"] for operation in content["operations"]}
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is no manifest of trusted documents: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(value, str) for value in content.values()):
        raise ValueError(f"{path} is no manifest of trusted documents: texts by ids are expected.")
    return content
