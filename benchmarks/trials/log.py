"""The log of trials, which lies beside the project in `../shared`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tools.judging import SHARED

LOG = SHARED / "trials" / "log.tsv"
INPUTS = SHARED / "trials" / "inputs"
TODAY = "2026-11-25"


class Verdict(StrEnum):
    """What the log says of the version that it was written with."""

    OK = "ok"
    FAULT = "fault"
    ARGUABLE = "arguable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One thing that was tried.

    Attributes:
        number: Its id; a repeated one has `#2` behind it.
        right: The right value as JSON, or a description of it.
        got: What came of it when the log was written, as JSON; a remark may stand behind it.
        input: The input's file name; None where the input is in `what`.
    """

    number: str
    area: str
    what: str
    right: str
    got: str
    verdict: Verdict
    input: str | None = None

    @property
    def path(self) -> Path | None:
        """The input's file."""
        return None if self.input is None else INPUTS / self.input


def read_log(path: Path) -> list[Trial]:
    """Return the trials in the order of the log."""
    trials: dict[str, Trial] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            number, again = row["id"], 2
            while number in trials:
                number, again = f"{row['id']}#{again}", again + 1
            trials[number] = Trial(
                number=number,
                area=row["area"],
                what=row["what"],
                right=row["right"],
                got=row["got"],
                verdict=Verdict(row["verdict"]),
                input=None if row["input"] == "-" else row["input"],
            )
    return list(trials.values())
