from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from domain.auditing import AuditAction, AuditEntry, NoAudit
from domain.errors import AdminsOnly, InvalidInput
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import ImportCounts, Rejection, RejectionReason, SourceRow
from domain.positions.importing.reports import TablePlace
from domain.positions.occupations import Told
from domain.positions.service import BATCH, MOST_PREVIEWED, PositionService, check_source
from domain.viewers import OPERATOR, Role, Viewer
from domain.vocabulary.levels import Level
from tests.factories import NOW
from tests.fakes import FakeUnitOfWork, Tables

pytestmark = pytest.mark.anyio

COLUMNS = ("id", "title", "city")


class Rows:
    """A table in memory; `broken_after` rows its reading ends with an error, as a kill would end it."""

    def __init__(self, *rows: tuple[str, ...] | Rejection, broken_after: int | None = None) -> None:
        self._rows = rows
        self._broken_after = broken_after
        self.columns = COLUMNS
        self.progress = (0, 0)
        self.place = TablePlace()

    def rows(self) -> Iterator[SourceRow | Rejection]:
        for number, row in enumerate(self._rows):
            if number == self._broken_after:
                raise KeyboardInterrupt
            yield (
                row if isinstance(row, Rejection) else SourceRow(number + 2, zip(COLUMNS, row, strict=False))
            )

    def close(self) -> None: ...


class House:
    """The service over tables in memory."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.service = PositionService(unit_of_work=lambda: FakeUnitOfWork(self.tables), clock=lambda: NOW)

    def bring(
        self,
        *rows: tuple[str, ...] | Rejection,
        source: str = "own",
        replace: bool = False,
        dry_run: bool = False,
    ) -> ImportCounts:
        self.rejected: list[Rejection] = []
        report = self.service.import_positions(
            Rows(*rows),
            source=source,
            columns=ColumnMap(),
            replace=replace,
            dry_run=dry_run,
            rejected=self.rejected.append,
        )
        return report.counts

    def titles(self, source: str = "own") -> dict[str, str | None]:
        return {
            key: stored.posting.title_en
            for (of, key), stored in self.tables.positions.items()
            if of == source and stored.posting
        }


@pytest.fixture
def house() -> House:
    return House()


def test_rows_become_positions_of_their_source(house: House) -> None:
    counts = house.bring(("1", "Nurse"), ("2", "Chef"))
    assert (counts.rows, counts.added, counts.accepted) == (2, 2, 2)
    assert house.titles() == {"1": "Nurse", "2": "Chef"}


def test_titles_tell_occupations_of_new_and_changed_positions_alone(house: House) -> None:
    asked: list[str] = []

    def tell(titles: Sequence[str]) -> list[Told]:
        asked.extend(titles)
        return [Told("2-05-08-01", "2221", Level.NORMAL) for _ in titles]

    house.service = PositionService(
        unit_of_work=lambda: FakeUnitOfWork(house.tables), clock=lambda: NOW, tell=tell
    )
    house.bring(("1", "Nurse"), ("2", "Chef"))
    asked.clear()
    house.bring(("1", "Nurse"), ("2", "Cook"), ("3", "Maid"))
    first = [*dict.fromkeys(asked)]
    stored = house.tables.positions["own", "2"].posting
    assert stored is not None
    assert (stored.told_code, stored.isco, stored.level) == ("2-05-08-01", "2221", Level.NORMAL)
    assert first[:2] == ["Cook", "Maid"]


def test_a_second_run_changes_nothing_not_even_the_version(house: House) -> None:
    rows = (("1", "Nurse"), ("2", "Chef"), ("", "Cook"))
    house.bring(*rows)
    version = house.tables.catalogue_version
    counts = house.bring(*rows)
    assert (counts.added, counts.changed, counts.unchanged) == (0, 0, 3)
    assert house.tables.catalogue_version == version > 0


def test_only_what_differs_is_changed(house: House) -> None:
    house.bring(("1", "Nurse"), ("2", "Chef"))
    before = house.tables.positions["own", "1"]
    counts = house.bring(("1", "Nurse"), ("2", "Head Chef"))
    assert (counts.changed, counts.unchanged) == (1, 1)
    assert house.titles() == {"1": "Nurse", "2": "Head Chef"}
    assert house.tables.positions["own", "1"] == before
    assert house.tables.positions["own", "2"].version == house.tables.catalogue_version


def test_sources_do_not_touch_each_other(house: House) -> None:
    house.bring(("1", "Nurse"))
    house.bring(("1", "Chef"), source="other", replace=True)
    assert (house.titles(), house.titles("other")) == ({"1": "Nurse"}, {"1": "Chef"})


def test_rows_that_the_file_lacks_stay_unless_it_replaces_the_source(house: House) -> None:
    house.bring(("1", "Nurse"), ("2", "Chef"))
    house.bring(("1", "Nurse"))
    assert set(house.titles()) == {"1", "2"}
    version = house.tables.catalogue_version
    counts = house.bring(("1", "Nurse"), replace=True)
    assert counts.removed == 1
    assert set(house.titles()) == {"1"}
    assert house.tables.catalogue_version == version + 1


def test_a_position_whose_row_is_wrong_is_not_removed(house: House) -> None:
    house.bring(("1", "Nurse"), ("2", "Chef"))
    house.bring(("1", "Nurse"), ("2", ""), replace=True)
    assert set(house.titles()) == {"1", "2"}


def test_a_file_without_a_usable_row_removes_nothing(house: House) -> None:
    house.bring(("1", "Nurse"))
    with pytest.raises(InvalidInput):
        house.bring(("2", ""), replace=True)
    assert set(house.titles()) == {"1"}


def test_a_removed_position_comes_back(house: House) -> None:
    house.bring(("1", "Nurse"), ("2", "Chef"))
    house.bring(("1", "Nurse"), replace=True)
    assert house.bring(("2", "Chef")).added == 1
    assert set(house.titles()) == {"1", "2"}


def test_a_repeated_id_is_rejected_where_it_says_something_else(house: House) -> None:
    counts = house.bring(("1", "Nurse"), ("1", "Nurse"), ("1", "Chef"))
    assert (counts.added, counts.repeated, counts.rejected) == (1, 1, 1)
    assert [(row.line, row.reason) for row in house.rejected] == [(4, RejectionReason.REPEATED_ID)]
    assert house.titles() == {"1": "Nurse"}


def test_a_right_row_counts_after_a_wrong_one_of_its_id(house: House) -> None:
    counts = house.bring(("1", ""), ("1", "Nurse"))
    assert (counts.added, counts.rejected) == (1, 1)


def test_rejected_rows_are_told_with_those_that_the_reader_rejects(house: House) -> None:
    house.bring(Rejection(2, RejectionReason.OPEN_QUOTE), ("1", ""), ("2", "Chef"))
    assert [row.reason for row in house.rejected] == [RejectionReason.OPEN_QUOTE, RejectionReason.NO_TITLE]


def test_a_dry_run_counts_and_changes_nothing(house: House) -> None:
    house.bring(("1", "Nurse"), ("2", "Chef"))
    before = replace(house.tables, positions=dict(house.tables.positions))
    counts = house.bring(("1", "Midwife"), ("3", "Cook"), replace=True, dry_run=True)
    assert (counts.added, counts.changed, counts.removed) == (1, 1, 1)
    assert house.tables == before


def test_an_import_that_broke_off_keeps_its_batches_and_is_completed_by_another_run(house: House) -> None:
    rows = [(str(number), f"Job {number}") for number in range(3 * BATCH)]
    seen: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        house.service.import_positions(
            Rows(*rows, broken_after=2 * BATCH + 7),
            source="own",
            columns=ColumnMap(),
            progress=lambda counts: seen.append(counts.rows),
        )
    assert seen == [BATCH, 2 * BATCH]
    assert len(house.titles()) == 2 * BATCH
    counts = house.bring(*rows)
    assert (counts.added, counts.unchanged) == (BATCH, 2 * BATCH)


@pytest.mark.parametrize("source", ["bundled", "Bundled", "", "a b", "a:b", "-a", "x" * 65, "a/b"])
def test_a_reserved_or_malformed_source_is_refused(house: House, source: str) -> None:
    with pytest.raises(InvalidInput):
        house.bring(("1", "Nurse"), source=source)
    assert house.tables.positions == {}


@pytest.mark.parametrize("source", ["51job", "own-2026.11", "前程无忧"])
def test_usual_names_of_sources_are_accepted(source: str) -> None:
    assert check_source(source) == source


async def test_an_import_is_taken_back_whole_and_leaves_the_others(house: House) -> None:
    house.bring(*[(str(number), f"Job {number}") for number in range(1_200)])
    house.bring(("1", "Chef"), source="other")
    version = house.tables.catalogue_version
    assert await house.service.delete_positions(OPERATOR, source="own") == 1_200
    assert (house.titles(), house.titles("other")) == ({}, {"1": "Chef"})
    assert house.tables.catalogue_version > version
    assert house.bring(("1", "Nurse")).added == 1


async def test_only_administrators_take_an_import_back(house: House) -> None:
    house.bring(("1", "Nurse"))
    with pytest.raises(AdminsOnly):
        await house.service.delete_positions(Viewer(7, "ann", Role.JOB_SEEKER), source="own")
    assert set(house.titles()) == {"1"}


@pytest.mark.parametrize("source", ["own", "bundled", "a b"])
async def test_a_source_without_positions_cannot_be_taken_back(house: House, source: str) -> None:
    with pytest.raises(InvalidInput):
        await house.service.delete_positions(OPERATOR, source=source)


async def test_who_took_an_import_back_is_noted(house: House) -> None:
    house.bring(("1", "Nurse"))
    noted: list[AuditEntry] = []

    class Noting(NoAudit):
        def note(self, entry: AuditEntry) -> None:
            noted.append(entry)

    service = PositionService(
        unit_of_work=lambda: FakeUnitOfWork(house.tables), clock=lambda: NOW, audit=Noting()
    )
    await service.delete_positions(Viewer(3, "root", Role.ADMIN), source="own")
    assert noted == [AuditEntry(action=AuditAction.POSITIONS_DELETED, actor_id=3, detail="own")]


def test_a_report_shows_columns_and_the_first_rows(house: House) -> None:
    report = house.service.import_positions(
        Rows(("1", "Nurse", "Rome"), ("2", "Chef", "Oslo"), ("2", "Chef", "Oslo"), ("3", "")),
        source="own",
        columns=ColumnMap(["city=-"]),
        dry_run=True,
    )
    assert [(column.name, column.field) for column in report.columns] == [
        ("id", "external_id"),
        ("title", "title"),
        ("city", None),
    ]
    assert [(posting.line, posting.title_en, posting.city) for posting in report.first] == [
        (2, "Nurse", None),
        (3, "Chef", None),
    ]
    assert house.titles() == {}


def test_a_preview_ends_after_the_rows_that_are_asked_for(house: House) -> None:
    rows = Rows(("1", "Nurse"), ("2", "Chef"), ("3", "Cook"), broken_after=2)
    report = house.service.import_positions(
        rows, source="own", columns=ColumnMap(), dry_run=True, most_rows=1, replace=True
    )
    assert (report.counts.rows, report.counts.removed, report.is_whole) == (1, 0, False)


def test_a_preview_of_as_many_rows_as_there_are_is_whole(house: House) -> None:
    house.bring(("9", "Maid"))
    report = house.service.import_positions(
        Rows(("1", "Nurse")), source="own", columns=ColumnMap(), dry_run=True, most_rows=1, replace=True
    )
    assert (report.counts.rows, report.counts.removed, report.is_whole) == (1, 1, True)


@pytest.mark.parametrize(("most_rows", "dry_run"), [(1, False), (0, True), (MOST_PREVIEWED + 1, True)])
def test_no_part_of_a_file_is_imported(house: House, most_rows: int, dry_run: bool) -> None:
    with pytest.raises(InvalidInput):
        house.service.import_positions(
            Rows(("1", "Nurse")), source="own", columns=ColumnMap(), dry_run=dry_run, most_rows=most_rows
        )


def test_a_dry_run_keeps_no_import_waiting(house: House) -> None:
    house.bring(("1", "Nurse"))
    locks = house.tables.catalogue_locks
    house.bring(("1", "Nurse"), dry_run=True, replace=True)
    assert house.tables.catalogue_locks == locks
