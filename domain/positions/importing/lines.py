"""The lines of a text file, in bounded memory, whatever it holds."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

LONGEST_LINE = 1024 * 1024
LONGEST_RECORD = 2 * LONGEST_LINE


class LineTooLong(Exception):
    """A line exceeds `LONGEST_LINE` characters; it has been skipped."""


class RecordTooLong(Exception):
    """The lines since `begin_record` exceed `LONGEST_RECORD` characters together."""


class Lines(Iterator[str]):
    """Iterates over a file's lines with their ends; it goes on after `LineTooLong` and `RecordTooLong`.

    Attributes:
        number: The number of the line given last, counted from 1.
        record: The lines given since `begin_record`.
    """

    def __init__(self, path: Path, encoding: str) -> None:
        self._file = path.open("rb")
        self.size = path.stat().st_size
        # Bytes that cannot be decoded show as U+FFFD, for their row to be rejected.
        self._text = io.TextIOWrapper(self._file, encoding=encoding, errors="replace", newline="")
        self._again: deque[str | None] = deque()
        self.number = 0
        self.record: list[str] = []
        self._record_size = 0

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(LONGEST_LINE)
        if line == "":
            raise StopIteration
        self.number += 1
        if line is None:
            raise LineTooLong
        if len(line) >= LONGEST_LINE and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            raise LineTooLong
        self.record.append(line)
        self._record_size += len(line)
        if self._record_size > LONGEST_RECORD:
            raise RecordTooLong
        return line

    def begin_record(self) -> int:
        """Forget the lines given so far; return the number of the next one."""
        self.record.clear()
        self._record_size = 0
        return self.number + 1

    def give_back(self, lines: Sequence[str | None]) -> None:
        """Give lines again that were given last; None stands for one that was too long."""
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    @property
    def ended(self) -> bool:
        """Whether no line is left."""
        if self._again:
            return False
        line = self._text.readline(LONGEST_LINE)
        if line:
            self._again.append(line)
        return not line

    @property
    def done(self) -> int:
        """How many of the file's `size` bytes have been read."""
        return self.size if self._file.closed else self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._text.close()
