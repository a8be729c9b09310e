"""The log: one line an event on standard error."""

from __future__ import annotations

import logging.config


class _PathsOnly(logging.Filter):
    """Takes the query out of a logged request: it may hold what people wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                value.partition("?")[0] if isinstance(value, str) else value for value in record.args
            )
        return True


def configure_logging(level: str) -> None:
    """Set up logging for a server or a command."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
            "filters": {"paths": {"()": _PathsOnly}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": level.upper(), "handlers": ["stderr"]},
            "loggers": {
                # Their own account of what we asked them to do is of no use to an operator.
                "alembic": {"level": "WARNING"},
                "pdfminer": {"level": "ERROR"},
                "asyncio": {"level": "WARNING"},
                "uvicorn.access": {"filters": ["paths"]},
            },
        }
    )
