"""What the reader, the importer and its reader of pay give for trials."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import anyio
from typer.testing import CliRunner

from api.cli import app
from api.cli.batch import prediction
from benchmarks.evaluation.reading import read_files
from benchmarks.trials.log import INPUTS, TODAY, Trial
from domain.vocabulary import pay as vocabulary_pay

_PAY_TEXT = re.compile(r'pay text "(?P<text>.*)"', re.DOTALL)
_CHANGING = ("id", "version", "content_hash", "updated_at", "source", "removed")


def read_resumes(trials: Sequence[Trial]) -> dict[str, Any]:
    """Return what `analyze --jsonl` prints for each trial's file, without the time it took."""
    files = {trial.input: trial for trial in trials if trial.input is not None}
    present = {}
    for read in anyio.run(read_files, INPUTS, list(files)):
        printed = prediction(
            read.file, read.analysis, today=date.fromisoformat(TODAY), seconds=0, error=read.error
        )
        del printed["seconds"]
        present[files[read.file].number] = printed
    return present


def read_pay(trials: Sequence[Trial]) -> dict[str, Any]:
    """Return low, high, currency, period and months of each trial's pay text."""
    present = {}
    for trial in trials:
        if found := _PAY_TEXT.fullmatch(trial.what):
            pay = vocabulary_pay.read_pay(found["text"])
            period = pay.period and pay.period.value
            present[trial.number] = [pay.low, pay.high, pay.currency, period, pay.months]
    return present


def import_postings(trials: Sequence[Trial]) -> dict[str, Any]:
    """Import each trial's file into a database of its own; return what was printed and what is there."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            trial.number: _imported(trial.path, Path(folder) / trial.number) for trial in trials if trial.path
        }


def _imported(path: Path, folder: Path) -> dict[str, Any]:
    result = CliRunner().invoke(
        app,
        ["import-positions", str(path), "--source", "trial"],
        env={"GATEWAY_DATA_DIR": str(folder)},
    )
    return {"code": result.exit_code, "output": result.output, "rows": _rows(folder / "gateway.sqlite3")}


def _rows(database: Path) -> list[dict[str, Any]]:
    if not database.exists():
        return []
    connection = sqlite3.connect(database)
    try:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM positions ORDER BY id").fetchall()
    finally:
        connection.close()
    return [{key: row[key] for key in row.keys() if key not in _CHANGING} for row in rows]  # noqa: SIM118
