"""Puts figures into docs/benchmarks.md, between its marks, and the picture beside it."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.comparison import Outcome
from benchmarks.contestants import ROOT
from benchmarks.plot import figure

PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "benchmarks.svg"


def publish(section: str, text: str, *, page: Path = PAGE) -> None:
    """Replace the figures of a section of the page. Raises `ValueError` where it has no such marks."""
    written = page.read_text(encoding="utf-8")
    page.write_text(replaced(written, section, f"{circumstances()}\n\n{text}"), encoding="utf-8")


def publish_picture(outcome: Outcome, *, picture: Path = PICTURE) -> None:
    """Draw the comparison."""
    picture.write_text(figure(outcome), encoding="utf-8")


def replaced(page: str, section: str, text: str) -> str:
    """Return the page with `text` between the marks of the section."""
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    before, found_begin, rest = page.partition(begin)
    _old, found_end, after = rest.partition(end)
    if not (found_begin and found_end):
        raise ValueError(f"the page has no marks for {section}")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def circumstances() -> str:
    """Return when and on what the figures came about."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    load = f"load average {os.getloadavg()[1]:.1f}, the benchmark's own included"
    return f"Measured {datetime.now(UTC).date()} on {machine}; {load}."
