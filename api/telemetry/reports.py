"""Reports of mistakes to Sentry, or to what speaks as it does; loaded only where an address is set.

Whatever the log tells as an error with a trace is reported: types, places in the code, the message without
its values, the name of the request. Nothing else of the request, no variable of the program, no message of an
exception but what `domain.telling` says.
"""

from __future__ import annotations

import logging
from typing import Any

from sentry_sdk import Client
from sentry_sdk.transport import Transport
from sentry_sdk.utils import capture_internal_exceptions, event_from_exception

from api.logs import CURRENT_REQUEST
from domain.telling import WITHHELD, told

CLOSE_SECONDS = 2.0


class Reports(logging.Handler):
    """A handler of the log that reports; added to it when made, and taken out when closed.

    Args:
        dsn: Where reports go, with the key that lets them in.
        transport: Takes them there; by default over HTTP, on a thread.
    """

    def __init__(self, dsn: str, *, transport: type[Transport] | None = None) -> None:
        self._client = Client(
            dsn=dsn,
            transport=transport,
            default_integrations=False,
            auto_enabling_integrations=False,
            include_local_variables=False,
            max_breadcrumbs=0,
            shutdown_timeout=CLOSE_SECONDS,
        )
        super().__init__(logging.ERROR)
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Report a line that has a trace."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            # Whoever wrote to the log is busy with a mistake already.
            with capture_internal_exceptions():
                self._client.capture_event(self._event(record, error))

    def close(self) -> None:
        """Send what is left."""
        logging.getLogger().removeHandler(self)
        self._client.close()
        super().close()

    def _event(self, record: logging.LogRecord, error: BaseException) -> Any:
        event, _ = event_from_exception(error, client_options=self._client.options)
        values = event["exception"]["values"]
        for value in values:
            value["value"] = WITHHELD
        values[-1]["value"] = told(error)
        request = CURRENT_REQUEST.get()
        return {
            **event,
            "logger": record.name,
            "logentry": {"message": str(record.msg)},
            "tags": {} if request is None else {"request_id": request},
        }
