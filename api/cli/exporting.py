"""`resume-gateway analyze --format`: files in, files for other programs out."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import anyio
import typer

from api.cli.batch import analysis_of_file, expanded
from api.parts.analyses import open_reader
from api.settings import Settings
from domain.analyses.reading import SandboxedReader
from domain.documents.errors import FAILURE_MESSAGES, FailureCode
from domain.exports.forms import ExportFormat
from domain.exports.making import FileMaker
from domain.exports.profile import profile_of
from domain.positions.importing.classifying import teller


class CannotExport(Exception):
    """What is asked for cannot be done; the message says why."""


def export_files(settings: Settings, paths: list[Path], form: ExportFormat, folder: Path | None) -> int:
    """Make a file of each resume, and return of how many none could be made.

    Raises `CannotExport`, `OSError`.

    Args:
        folder: Where they go; without one a single file goes to standard output.
    """
    files = list(expanded(paths))
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    elif len(files) != 1:
        raise CannotExport(f"{len(files)} files need --to FOLDER; only a single one goes to standard output")
    elif not form.is_text and sys.stdout.isatty():
        raise CannotExport("a terminal cannot show such a file; redirect it, or use --to FOLDER")
    return anyio.run(partial(_export, settings, _named(files, form), form, folder))


async def _export(settings: Settings, files: dict[Path, str], form: ExportFormat, folder: Path | None) -> int:
    limiter, making = anyio.CapacityLimiter(settings.analysis_workers), anyio.CapacityLimiter(1)
    maker, failed = FileMaker(tell=teller(settings.cache_dirs), pdf_font=settings.pdf_font), list[Path]()

    async def work(reader: SandboxedReader, path: Path, name: str) -> None:
        async with limiter:
            analysis, error = await analysis_of_file(reader, path)
        if analysis is None:
            failed.append(path)
            told = FAILURE_MESSAGES[FailureCode(str(error).split(":")[0])]
            typer.echo(f"{path}: {told}", err=True)
            return
        make = partial(maker.exported, profile_of(analysis), form, file_name=path.name)
        content = (await anyio.to_thread.run_sync(make, limiter=making)).content
        if folder is None:
            sys.stdout.buffer.write(content)
        else:
            await anyio.Path(folder, name).write_bytes(content)

    with open_reader(settings) as reader:
        async with anyio.create_task_group() as tasks:
            for path, name in files.items():
                tasks.start_soon(work, reader, path, name)
    sys.stdout.flush()
    return len(failed)


def _named(files: list[Path], form: ExportFormat) -> dict[Path, str]:
    """Return the files with the names of what is made of them, each once."""
    named: dict[Path, str] = {}
    taken: set[str] = set()
    for path in files:
        name, number = path.stem + form.suffix, 1
        while name in taken:
            number += 1
            name = f"{path.stem}-{number}{form.suffix}"
        taken.add(name)
        named[path] = name
    return named
