"""Writing: one transaction a use case. Each noun adds the repository that its services ask for."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self


class UnitOfWork(Protocol):
    """One transaction, to be used on a thread. Leaving it without `commit` undoes everything.

    Whatever is done in it, and `commit` itself, may raise `Unavailable` or `StorageFull`.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def commit(self) -> None: ...
