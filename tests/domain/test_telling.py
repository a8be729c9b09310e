from __future__ import annotations

import sqlite3

import pytest

from domain.errors import InvalidInput
from domain.telling import WITHHELD, told, trace


class Ours(Exception):
    """An error whose sentences we write."""


Ours.__module__ = "domain.somewhere"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("Zhang San"), f"ValueError: {WITHHELD}"),
        (KeyError("Zhang San"), f"KeyError: {WITHHELD}"),
        (RuntimeError("Zhang San"), f"RuntimeError: {WITHHELD}"),
        (UnicodeDecodeError("utf-8", b"Zhang", 0, 1, "bad"), f"UnicodeDecodeError: {WITHHELD}"),
        (ValueError(), "ValueError"),
        (AttributeError("X has no attribute 'y'"), "AttributeError: X has no attribute 'y'"),
        (
            OSError(28, "No space left", "/resumes/Zhang San.pdf"),
            "OSError: [Errno 28] No space left",
        ),
        (OSError("Zhang San"), f"OSError: {WITHHELD}"),
        (InvalidInput("Zhang San is no age"), "domain.errors.InvalidInput: 请求参数无效"),
        (Ours("no list of measures"), "no list of measures"),
    ],
)
def test_the_message_of_an_exception_is_told_only_where_it_holds_no_value(
    error: Exception, line: str
) -> None:
    assert line in told(error)
    assert "Zhang" not in told(error)


def test_an_error_of_the_database_is_told_by_its_number() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE people (name TEXT CHECK (name <> 'Zhang San'))")
    with pytest.raises(sqlite3.IntegrityError) as raised:
        connection.execute("INSERT INTO people VALUES ('Zhang San')")
    connection.close()
    assert told(raised.value) == f"sqlite3.IntegrityError: SQLITE_CONSTRAINT_CHECK {WITHHELD}"


def test_a_trace_tells_of_all_that_led_to_it_and_repeats_no_value() -> None:
    name = "".join(["Zhang", " San"])
    try:
        try:
            int(name)
        except ValueError as error:
            raise ExceptionGroup(name, [KeyError(name)]) from error
    except ExceptionGroup as error:
        text = trace(error)
    assert "Zhang San" not in text
    for part in ("Traceback", "int(name)", "ValueError", "from which came:", "within it:", "KeyError"):
        assert part in text


def test_a_trace_ends_where_exceptions_lead_to_each_other() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert trace(first).count("ValueError") == 1
