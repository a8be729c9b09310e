"""No regular expression that sees a file's text can explode."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import domain.analyses
import domain.documents
import domain.vocabulary
from domain.analyses.text import MAX_LINE_LENGTH, read_text
from domain.documents.models import Block, Line
from tests.domain.analyses.documents import document
from tests.domain.patterns import explosive_loop, parse, worst_steps

_CALLS = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


# A dash within a comment is one that begins no "-->": the look-ahead, which the analysis takes to hold
# always, leaves one way to read it. The text is the head of a file, and every loop is counted.
_GUARDED = {"domain.documents.signatures": r"!--(?:[^-]|-(?!->)){0,2000}--"}


def _modules(package: Any) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.ispkg:
            yield importlib.import_module(found.name)


def _kept(value: object) -> Iterator[re.Pattern[str]]:
    """Yield the compiled patterns in a module's constant."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _kept(item)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _kept(item)


def patterns_of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern of a module: those it keeps, and those written where they are used."""
    for name, value in vars(module).items():
        for pattern in _kept(value):
            yield f"{module.__name__}.{name}", pattern
    assert module.__file__ is not None
    for call in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        of = call.func.value
        if not (isinstance(of, ast.Name) and of.id == "re" and call.func.attr in _CALLS):
            continue
        place = f"{module.__name__}:{call.lineno}"
        try:
            text = eval(compile(ast.Expression(call.args[0]), place, "eval"), vars(module))
        except NameError:
            # Made of local names, like the words of a list: found among what the module keeps.
            assert call.func.attr == "compile", f"{place} makes a pattern where it is used"
            continue
        flags = re.IGNORECASE if re.search(r"re\.I\b|IGNORECASE", ast.unparse(call)) else 0
        if isinstance(text, str):
            yield place, re.compile(text, flags)


ANALYSES = [found for module in _modules(domain.analyses) for found in patterns_of(module)]
ANALYSES += [found for module in _modules(domain.vocabulary) for found in patterns_of(module)]
DOCUMENTS = [found for module in _modules(domain.documents) for found in patterns_of(module)]


def _named(found: list[tuple[str, re.Pattern[str]]]) -> pytest.MarkDecorator:
    """Run a test for each pattern, once however often it is met."""
    once = {pattern: name for name, pattern in reversed(found)}
    return pytest.mark.parametrize(
        ("name", "pattern"),
        [(name, pattern) for pattern, name in once.items()],
        ids=[f"{name}-{number}" for number, name in enumerate(once.values())],
    )


def test_all_patterns_are_looked_at() -> None:
    assert len({pattern for _, pattern in ANALYSES}) > 150
    assert len({pattern for _, pattern in DOCUMENTS}) > 40


@_named(ANALYSES + DOCUMENTS)
def test_no_loop_reads_a_text_in_two_ways(name: str, pattern: re.Pattern[str]) -> None:
    guarded = _GUARDED.get(name.rpartition(".")[0] or name)
    if guarded is not None and guarded in pattern.pattern:
        return
    assert explosive_loop(parse(pattern)) is None, pattern.pattern


@_named(ANALYSES)
def test_a_line_takes_about_the_square_of_its_bounded_length(name: str, pattern: re.Pattern[str]) -> None:
    # Lines are cut to that length, and blanks follow each other where two pieces are joined only.
    steps = worst_steps(parse(pattern), MAX_LINE_LENGTH, blanks=2)
    assert steps <= 10 * MAX_LINE_LENGTH**2, pattern.pattern


@_named(DOCUMENTS)
def test_a_file_takes_steps_in_proportion_to_its_length(name: str, pattern: re.Pattern[str]) -> None:
    tree = parse(pattern)
    assert worst_steps(tree, 2_000_000) <= 2 * worst_steps(tree, 1_000_000), pattern.pattern


def test_lines_have_no_long_runs_of_blanks() -> None:
    made = document(Block((Line("a" + " " * 500 + "\t" * 500 + "b\u3000\u3000 c"),)))
    (line,) = read_text(made).lines
    assert line.text == "a b c"
    assert all(piece == " ".join(piece.split()) for piece in line.pieces)


@pytest.mark.parametrize(
    "text",
    [
        r"(a+)+b",
        r"(?:ab|[ac]b)*d",
        r"(?:a|ab|b)*c",
        r"(?:\w+\s?)*!",
        r"(?:\d+,?){1,9}x",
        r"(?:a*a*b)*c",
        r"(?:(?:ab)?a?b?)*c",
        r"(?:[a-z]{1,20}){1,20}!",
    ],
)
def test_an_explosive_loop_is_found(text: str) -> None:
    assert explosive_loop(parse(re.compile(text))) is not None


@pytest.mark.parametrize(
    "text", [r"a+b", r"(?:\w+\s)*!", r"(?:\d+,)*\d+", r"(?:a|b)*", r"(?:\.[\w-]{1,20}){0,3}", r"(?:ab)+|a+"]
)
def test_a_harmless_loop_is_not(text: str) -> None:
    assert explosive_loop(parse(re.compile(text))) is None


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (r"^a+b", 100),
        (r"a+b", 100**2),
        (r"^a*a*b", 100**2),
        (r"\s*,\s*x", 100**2),
        (r"\s*,?\s*x", 100**3),
        (r"^\s*,\s*x", 100),
        (r"^a{1,5}a{1,7}b", 35 * 1),
        (r"^(?:a+|b+)a*c", 100**2),
        (r"x(?=.*y.*z)", 100**3),
    ],
)
def test_loops_that_share_a_text_multiply(text: str, steps: int) -> None:
    assert worst_steps(parse(re.compile(text)), 100) == max(steps, 100)
