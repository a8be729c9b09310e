"""What the documents for operators name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_group

from api.cli import app
from api.cli.administration import AdminPassword
from api.settings import ENV_PREFIX, Settings

PROJECT = Path(__file__).parents[2]
PAGES = ("README.md", "SECURITY.md", "docs/security.md", "docs/operations.md")
_QUOTED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:tests|api|domain|persistence|graphql_schema|tools|docs|\.ci)/[\w./-]*(?:::\w+)?")


def page(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def quoted(text: str) -> list[str]:
    return _QUOTED.findall(text)


def promises() -> list[tuple[str, str]]:
    """The rows of the table of promises: what is promised, and what holds it."""
    table = page("docs/security.md").partition("\n## Promises\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [(promise, holders) for promise, holders in rows[1:]]


def holds_tests(name: str) -> bool:
    path, _, function = name.partition("::")
    found = PROJECT / path
    if function:
        return (
            found.is_file()
            and re.search(rf"^(?:async )?def {function}\(", found.read_text(), re.M) is not None
        )
    if found.is_dir():
        return any(found.rglob("test_*.py"))
    return found.is_file() and found.name.startswith("test_")


@pytest.mark.parametrize(("promise", "holders"), promises(), ids=lambda text: text[:40])
def test_every_promise_is_held_by_tests_that_are_there(promise: str, holders: str) -> None:
    names = quoted(holders)
    assert names, promise
    targets = {line.partition(":")[0] for line in page("Makefile").splitlines()}
    for name in names:
        if name.startswith("make "):
            assert name.removeprefix("make ") in targets
        elif name.startswith("python -m "):
            module = PROJECT / name.removeprefix("python -m ").replace(".", "/")
            assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file()
        else:
            assert holds_tests(name), name


@pytest.mark.parametrize("name", PAGES)
def test_every_path_that_is_named_is_there(name: str) -> None:
    missing = [
        path
        for path in quoted(page(name))
        if _PATH.fullmatch(path) and not (PROJECT / path.partition("::")[0]).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("name", PAGES)
def test_every_setting_that_is_named_is_one(name: str) -> None:
    known = {ENV_PREFIX + field.upper() for field in (*Settings.model_fields, *AdminPassword.model_fields)}
    for command in get_group(app).commands.values():
        known |= {each.envvar for each in command.params if isinstance(each.envvar, str)}
    assert set(re.findall(rf"\b{ENV_PREFIX}[A-Z0-9_]*[A-Z0-9]\b", page(name))) <= known


def test_every_setting_is_told_in_the_readme() -> None:
    """In full, or by its end where it stands behind one that begins alike."""
    text = page("README.md")
    told = set(re.findall(rf"`{ENV_PREFIX}([A-Z0-9_]+)`", text))
    ends = tuple(re.findall(r"`…(_[A-Z0-9_]+)`", text))
    names = {field.upper() for field in Settings.model_fields}
    assert {name for name in names - told if not name.endswith(ends)} == set()
