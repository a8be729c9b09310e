"""What libraries complain of while they read a stranger's file: it is logged, and the reading goes on."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)

# They tell of the file. What tells of our own code, such as DeprecationWarning, stays what it is.
_OF_THE_FILE = (UserWarning, RuntimeWarning, UnicodeWarning)
_MOST_LOGGED = 5


@contextmanager
def complaints_logged() -> Iterator[None]:
    """Log the first warnings of libraries about a file; whatever the filters say, none becomes an error."""
    with warnings.catch_warnings(record=True) as caught:
        for category in _OF_THE_FILE:
            warnings.simplefilter("default", category)
        try:
            yield
        finally:
            for text in list(dict.fromkeys(str(each.message) for each in caught))[:_MOST_LOGGED]:
                logger.info("while a file was read: %s", text)
