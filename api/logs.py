"""The log: one line an event on standard error, for people or as JSON.

Whatever writes to it, nothing that people send gets in by an exception: of those only what
`domain.telling` says is shown, as an argument of a message and as a trace alike. No value makes a line of
its own: what is not printable is escaped, and what goes on below a line is indented.
"""

from __future__ import annotations

import contextlib
import json
import logging.config
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Literal, TextIO

import orjson

from domain.telling import told, trace

if TYPE_CHECKING:
    from structlog.typing import EventDict

CURRENT_REQUEST: ContextVar[str | None] = ContextVar("CURRENT_REQUEST", default=None)
"""The name of the request that is being answered."""

Form = Literal["console", "json"]

# What a library adds for terminals of its own.
_NOT_TOLD = ("color_message",)
_HEAD = ("timestamp", "level", "logger", "event", "template", "exception")


def configure_logging(level: str, form: Form = "console") -> None:
    """Set up logging for a server or a command."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": lambda: _formatter(form)}},
            "filters": {
                "paths": {"()": _PathsOnly},
                "asyncio": {"()": _WithoutObjects},
                "telling": {"()": _ExceptionsTold},
            },
            "handlers": {"stderr": {"()": _StandardError, "formatter": "line", "filters": ["telling"]}},
            "root": {"level": level.upper(), "handlers": ["stderr"]},
            "loggers": {
                # Their own account of what we asked them to do is of no use to an operator.
                "alembic": {"level": "WARNING"},
                "pdfminer": {"level": "ERROR"},
                "procrastinate": {"level": "CRITICAL"},
                "asyncio": {"level": "WARNING", "filters": ["asyncio"]},
                "uvicorn.access": {"filters": ["paths"]},
            },
        }
    )


class _PathsOnly(logging.Filter):
    """Takes the query out of a logged request: it may hold what people wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                value.partition("?")[0] if isinstance(value, str) else value for value in record.args
            )
        return True


class _WithoutObjects(logging.Filter):
    """Leaves asyncio its sentence, without the tasks and exceptions below it, which may hold anything."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        record.msg, record.args = record.getMessage().partition("\n")[0], ()
        return True


class _ExceptionsTold(logging.Filter):
    """Puts in the place of an exception among the arguments of a message what may be told of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if isinstance(record.args, tuple):
            record.args = tuple(map(_without_exception, record.args))
        elif isinstance(record.args, Mapping):
            record.args = {name: _without_exception(value) for name, value in record.args.items()}
        return True


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes lines; of one that cannot be made it tells where it was to come from, and not its values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Tell that a line is missing."""
        with contextlib.suppress(Exception):
            self.stream.write(f"ERROR {__name__}: a line of {record.name}:{record.lineno} cannot be told\n")


def _formatter(form: Form) -> logging.Formatter:
    stdlib, processors = _structlog()
    steps: list[Any] = [
        stdlib.add_log_level,
        stdlib.add_logger_name,
        stdlib.ExtraAdder(),
        _add_template,
        _add_request,
        processors.TimeStamper(fmt="iso", utc=True),
        processors.ExceptionRenderer(_trace),
    ]
    render = _json if form == "json" else _line
    formatter: logging.Formatter = stdlib.ProcessorFormatter(
        foreign_pre_chain=steps, processors=[stdlib.ProcessorFormatter.remove_processors_meta, render]
    )
    return formatter


def _structlog() -> tuple[Any, Any]:
    # structlog loads Rich for coloured traces, which are never printed here: 45 ms of each start.
    held = sys.modules.get("rich")
    sys.modules["rich"] = None  # type: ignore[assignment]
    try:
        from structlog import processors, stdlib
    finally:
        if held is None:
            del sys.modules["rich"]
        else:
            sys.modules["rich"] = held
    return stdlib, processors


def _add_template(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Add the message before its values were put in, by which lines are grouped."""
    event["template"] = str(event["_record"].msg).rstrip()
    return event


def _add_request(_logger: object, _method: str, event: EventDict) -> EventDict:
    request = CURRENT_REQUEST.get()
    if request is not None:
        event["request_id"] = request
    return event


def _trace(exc_info: tuple[type[BaseException], BaseException, Any]) -> str:
    return trace(exc_info[1])


def _json(_logger: object, _method: str, event: Mapping[str, Any]) -> str:
    ordered = {name: event[name] for name in _HEAD if name in event}
    ordered["event"] = str(event["event"]).rstrip()
    line = {**ordered, **_fields(event)}
    try:
        return orjson.dumps(line, default=str).decode()
    except TypeError:
        # Halves of characters, which are no UTF-8.
        return json.dumps(line, default=str)


def _line(_logger: object, _method: str, event: Mapping[str, Any]) -> str:
    level = str(event["level"]).upper()
    head = f"{event['timestamp']} {level} {event['logger']}: {_on_lines(event['event'])}"
    line = "".join([head, *(f" {name}={_on_a_line(value)}" for name, value in _fields(event).items())])
    return f"{line}\n    {_on_lines(event['exception'])}" if event.get("exception") else line


def _fields(event: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_exception(value)
        for name, value in event.items()
        if name not in _HEAD and name not in _NOT_TOLD
    }


def _without_exception(value: object) -> object:
    return told(value) if isinstance(value, BaseException) else value


def _on_lines(value: object) -> str:
    """Return a text whose further lines are indented, so that none looks like an event."""
    return "\n    ".join(map(_on_a_line, str(value).rstrip().split("\n")))


def _on_a_line(value: object) -> str:
    text = str(value)
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
