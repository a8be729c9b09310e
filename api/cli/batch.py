"""`resume-gateway analyze`: files in, facts out, no server."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import orjson
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from api.parts.analyses import open_reader
from api.settings import Settings
from domain.analyses.declaring import Entries, Field, Printed, printed
from domain.analyses.fields import FIELDS
from domain.analyses.models import Analysis
from domain.analyses.reading import SandboxedReader
from domain.documents.errors import FAILURE_MESSAGES, FailureCode, ReadFailure, ReadingBrokeOff
from domain.documents.formats import media_type_of


async def analyze_files(settings: Settings, paths: list[Path], as_jsonl: bool, today: date) -> None:
    """Analyse every file, several at once, and print the results in the order given."""
    files = list(expanded(paths))
    results: dict[int, dict[str, Any]] = {}
    shown = 0
    limiter = anyio.CapacityLimiter(settings.analysis_workers)
    console = Console(stderr=True)
    with (
        open_reader(settings) as reader,
        Progress(console=console, disable=not console.is_terminal, transient=True) as progress,
    ):
        bar = progress.add_task("Reading resumes", total=len(files))

        async def work(number: int, path: Path) -> None:
            nonlocal shown
            async with limiter:
                results[number] = await _analyze(reader, path, today)
            progress.advance(bar)
            while shown in results:
                _print(results.pop(shown), as_jsonl)
                shown += 1

        async with anyio.create_task_group() as tasks:
            for number, path in enumerate(files):
                tasks.start_soon(work, number, path)
    sys.stdout.flush()


def prediction(
    file: str,
    analysis: Analysis | None,
    *,
    today: date,
    seconds: float,
    error: str | None,
    fields: Iterable[Field[Any]] = FIELDS,
) -> dict[str, Any]:
    """Return what `--jsonl` prints for a file: null or empty where nothing was read."""
    facts = {field.printed_key: _printed(field, analysis, today) for field in fields}
    warnings = [] if analysis is None else [asdict(warning) for warning in analysis.warnings]
    return {"file": file, **facts, "warnings": warnings, "seconds": round(seconds, 4), "error": error}


def _printed(field: Field[Any], analysis: Analysis | None, today: date) -> Printed:
    if analysis is None:
        return printed(field, field.nothing)
    if field.shown is not None:
        return field.shown(analysis, today)
    return printed(field, analysis.values.get(field.name, field.nothing))


async def _analyze(reader: SandboxedReader, path: Path, today: date) -> dict[str, Any]:
    started = time.perf_counter()
    analysis, error = await analysis_of_file(reader, path)
    return prediction(str(path), analysis, today=today, seconds=time.perf_counter() - started, error=error)


async def analysis_of_file(reader: SandboxedReader, path: Path) -> tuple[Analysis | None, str | None]:
    """Return what a file says, or the code of why it could not be read, and what the system said."""
    try:
        media_type = await anyio.to_thread.run_sync(media_type_of, path)
        if media_type is None:
            raise ReadFailure(FailureCode.UNSUPPORTED_TYPE)
        return (await reader.read_through(path, media_type=media_type)).analysis, None
    except ReadFailure as failure:
        return None, failure.code.value
    except ReadingBrokeOff:
        return None, FailureCode.INTERNAL.value
    except OSError as failure:
        return None, f"{FailureCode.FILE_MISSING.value}: {failure.strerror}"


def expanded(paths: Iterable[Path]) -> Iterable[Path]:
    """Yield the files, and those in the folders."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file())
        else:
            yield path


def _print(result: dict[str, Any], as_jsonl: bool) -> None:
    if as_jsonl:
        sys.stdout.buffer.write(orjson.dumps(result) + b"\n")
        return
    console = Console()
    # The name of a file, and what stands in it, is no markup.
    console.print(Text(result["file"], style="italic"), soft_wrap=True)
    table = Table(show_header=False)
    if result["error"]:
        code = result["error"].split(":")[0]
        table.add_row("error", FAILURE_MESSAGES[FailureCode(code)])
    for field in FIELDS:
        value = result[field.printed_key]
        if value not in (None, []) and not isinstance(field, Entries):
            shown = "、".join(value) if isinstance(value, list) else str(value)
            table.add_row(field.printed_key, Text(shown, overflow="fold"))
    for warning in result["warnings"]:
        told = f"{warning['message']} ({warning['page']}) {warning['text']}"
        table.add_row("warning", Text(told, style="yellow", overflow="fold"))
    table.add_row("seconds", f"{result['seconds']:.3f}")
    console.print(table)
