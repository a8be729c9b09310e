"""`resume-gateway import-positions`: a file of postings into the catalogue."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from api.parts.database import open_database
from api.settings import Settings
from domain.clock import utc_now
from domain.positions.importing.classifying import teller
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import ImportCounts, Rejection
from domain.positions.importing.reports import ImportReport, Resemblance
from domain.positions.importing.tables import Table, open_table
from domain.positions.service import PositionService, check_source
from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.pay import Pay

SHOWN_REJECTIONS = 20
_FIELD_LIKE = {Resemblance.PAY: "salary", Resemblance.PLACE: "city"}


class ImportOptions(NamedTuple):
    """What the command line says."""

    path: Path
    source: str
    encoding: str | None
    mappings: list[str]
    replace: bool
    dry_run: bool
    report: Path | None
    sheet: str | None = None
    currency: str | None = None


def import_file(settings: Settings, options: ImportOptions) -> ImportCounts:
    """Import a file with a bar on a terminal; print what was rejected and what was done.

    Raises:
        DomainError: The file, a mapping or the source's name is not acceptable.
    """
    columns = ColumnMap(options.mappings, currency=options.currency)
    check_source(options.source)
    with ExitStack() as stack:
        table = stack.enter_context(
            open_table(options.path, columns=columns, encoding=options.encoding, sheet=options.sheet)
        )
        columns.check(table.columns)
        database = stack.enter_context(open_database(settings))
        rejections = _Rejections(stack.enter_context(_report(options.report)))
        progress = stack.enter_context(_bar(table))
        service = PositionService(
            unit_of_work=database.unit_of_work, clock=utc_now, tell=teller(settings.cache_dirs)
        )
        report = service.import_positions(
            table,
            source=options.source,
            columns=columns,
            replace=options.replace,
            dry_run=options.dry_run,
            rejected=rejections.note,
            progress=progress,
        )
    rejections.show(options.report)
    for line in about_table(report):
        typer.echo(line)
    for line in first_rows(report) if options.dry_run else ():
        typer.echo(line)
    typer.echo(summary(report.counts, options))
    return report.counts


def delete_source(settings: Settings, source: str) -> int:
    """Remove every position of a source; return how many there were. Raises `DomainError`."""
    with open_database(settings) as database:
        return PositionService(unit_of_work=database.unit_of_work, clock=utc_now).remove_source(source)


def summary(counts: ImportCounts, options: ImportOptions) -> str:
    """Tell an import's outcome in a line."""
    parts = [
        f"{counts.added} added",
        f"{counts.changed} changed",
        f"{counts.unchanged} unchanged",
        *([f"{counts.repeated} repeated"] if counts.repeated else []),
        *([f"{counts.removed} removed"] if options.replace else []),
        f"{counts.rejected} rejected",
    ]
    start = "Nothing was written; it would be: " if options.dry_run else ""
    return f"{start}{counts.rows} rows for {options.source}: {', '.join(parts)}."


def about_table(report: ImportReport) -> Iterator[str]:
    """Tell which columns were taken and which were left, and where in the file they are."""
    place = report.place
    if place.sheet is not None and place.other_sheets:
        others = ", ".join(place.other_sheets)
        yield f"Sheet {place.sheet} was read; left: {others} (--sheet NAME reads another)."
    if place.head_line > 1:
        yield f"Line {place.head_line} names the columns; what stands above was left."
    yield "Columns taken: " + ", ".join(f"{column.name} → {column.field}" for column in report.taken)
    if report.left:
        yield "Columns left: " + ", ".join(column.name for column in report.left)
    for column in report.left:
        if column.looks_like is not None:
            field = _FIELD_LIKE.get(column.looks_like)
            hint = f"; use --map '{column.name}={field}' to take it" if field else ""
            yield f"Warning: {column.name} looks like a {column.looks_like.value.lower()} and was left{hint}."


def first_rows(report: ImportReport) -> Iterator[str]:
    """Tell the first rows as they would be imported."""
    for posting in report.first:
        pay = posting.salary
        parts = [
            posting.title_zh or posting.title_en,
            posting.company,
            posting.city,
            None if pay is None else _told_pay(pay),
            f"{posting.years_min} years" if posting.years_min else None,
            None if posting.degree is DegreeLevel.NONE else posting.degree.name.lower(),
        ]
        yield f"line {posting.line}: " + " · ".join(part for part in parts if part)


def _told_pay(pay: Pay) -> str:
    """Return pay as printed, with what was understood of it."""
    if not pay.is_told or pay.period is None:
        return pay.printed
    low, high = ("" if end is None else f"{end:,.10g}" for end in (pay.low, pay.high))
    months = "" if pay.months is None else f" ×{pay.months:g}"
    amount = low if low == high else f"{low}–{high}"
    return f"{pay.printed} = {amount} {pay.currency} a {pay.period.lower()}{months}"


class _Rejections:
    """The first of them for people, all of them for the report."""

    def __init__(self, report: TextIO | None) -> None:
        self._first: list[Rejection] = []
        self._count = 0
        self._writer = None if report is None else csv.writer(report)
        if self._writer is not None:
            self._writer.writerow(["line", "code", "reason"])

    def note(self, rejection: Rejection) -> None:
        self._count += 1
        if len(self._first) < SHOWN_REJECTIONS:
            self._first.append(rejection)
        if self._writer is not None:
            self._writer.writerow([rejection.line, rejection.reason.value, rejection.message])

    def show(self, report: Path | None) -> None:
        for rejection in self._first:
            typer.echo(f"line {rejection.line}: {rejection.message}", err=True)
        if (more := self._count - len(self._first)) > 0:
            where = "use --report FILE to see all" if report is None else f"all are in {report}"
            typer.echo(f"… and {more} more; {where}.", err=True)


@contextmanager
def _report(path: Path | None) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _bar(table: Table) -> Iterator[_Advance]:
    console = Console(stderr=True)
    with Progress(
        TextColumn("Importing"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]} rows"),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    ) as progress:
        yield _Advance(table, progress)


class _Advance:
    """Moves the bar to where the table is."""

    def __init__(self, table: Table, progress: Progress) -> None:
        self._table = table
        self._progress = progress
        self._task = progress.add_task("import", total=table.progress[1], rows=0)

    def __call__(self, counts: ImportCounts) -> None:
        self._progress.update(self._task, completed=self._table.progress[0], rows=counts.rows)
