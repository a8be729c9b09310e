"""Who watches over the work of a process: counts, traces, both or neither."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.telemetry.tallies import Tally
from domain.webhooks.models import Attempt, DeliveryState

if TYPE_CHECKING:
    from api.telemetry.reports import Reports
    from api.telemetry.traces import Traces


@dataclass(frozen=True, slots=True, kw_only=True)
class Telemetry:
    """What is told of this process; it is the domain's `AnalysisWatch` and `DeliveryWatch`."""

    tally: Tally | None = None
    traces: Traces | None = None
    reports: Reports | None = None

    @property
    def watches(self) -> bool:
        """Whether anybody wants to know of operations and analyses."""
        return self.tally is not None or self.traces is not None

    def analysis(self, resume_id: int, effort: str) -> AbstractContextManager[object]:
        return contextlib.nullcontext() if self.traces is None else self.traces.analysis(resume_id, effort)

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            if self.tally is not None:
                stack.enter_context(self.tally.stage(name))
            if self.traces is not None:
                stack.enter_context(self.traces.span(name, {}))
            yield

    def ended(self, outcome: str, *, seconds: float | None) -> None:
        if self.tally is not None:
            self.tally.ended(outcome, seconds=seconds)
        if self.traces is not None:
            self.traces.note({"analysis.outcome": outcome})

    def tried(self, attempt: Attempt, state: DeliveryState) -> None:
        if self.tally is not None:
            self.tally.tried(attempt, state)

    def close(self) -> None:
        """Send what is left to be sent."""
        if self.traces is not None:
            self.traces.close()
        if self.reports is not None:
            self.reports.close()


NOT_TOLD = Telemetry()
