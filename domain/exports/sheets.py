"""Tables as files for spreadsheets, in which no text of a resume becomes a formula, a link or a number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Self

from domain.exports.tables import TableCell
from domain.turns import give_way

_LONGEST_CELL: Final = 32_767
# What a spreadsheet takes for the beginning of a formula, also in full width.
_FORMULA: Final = tuple("=+-@＝＋－＠")
# Where a spreadsheet parts cells by semicolons or tabs, as in much of Europe, it does so inside of these too,
# and a quote in the middle of its cell keeps no line together.
_FORMULA_WITHIN: Final = re.compile(r"(?<=[;\t\r\n])([^\S\t\r\n]*+)(?=[=+\-@＝＋－＠])")
_QUOTED: Final = r"\1'"

Lines = Iterable[Sequence[TableCell]]


def csv_sheet(headings: Sequence[str], lines: Lines) -> bytes:
    """Return a table as CSV: UTF-8 with its mark, by which spreadsheets know it.

    A text that a spreadsheet could take for a formula begins with an apostrophe, also a telephone number with
    its plus sign, and so does what it could take for one behind a semicolon, a tab or the end of a line.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(headings)
    for line in _given_way(lines):
        writer.writerow([_harmless(cell) for cell in line])
    return written.getvalue().encode("utf-8-sig")


def xlsx_sheet(headings: Sequence[str], lines: Lines) -> bytes:
    """Return a table as a workbook of one sheet; its texts are texts by their type."""
    # A server that makes none does without the library.
    from xlsxwriter import Workbook

    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(written, options) as book:
        # As its ZIP's entries have it: the same list is the same file, whenever it is made.
        book.set_properties({"created": datetime(1980, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True})
        # So that a text stays one when somebody edits it.
        text = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, head)
        for number, line in enumerate(_given_way(lines), 1):
            for place, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell[:_LONGEST_CELL], text)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(headings) - 1), 18)
    return written.getvalue()


class SheetFormat(StrEnum):
    """A form of tables with its media type, the suffix of its files, and what makes it."""

    _value_: str
    media_type: str
    suffix: str
    is_text: bool
    make: Callable[[Sequence[str], Lines], bytes]

    def __new__(
        cls,
        name: str,
        media_type: str = "",
        suffix: str = "",
        is_text: bool = False,
        make: Callable[[Sequence[str], Lines], bytes] = xlsx_sheet,
    ) -> Self:
        """Make a member as it is declared."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.media_type, member.suffix = media_type, suffix
        member.is_text, member.make = is_text, make
        return member

    CSV = "csv", "text/csv", ".csv", True, csv_sheet
    XLSX = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"


def _given_way(lines: Lines) -> Iterator[Sequence[TableCell]]:
    for line in lines:
        give_way()
        yield line


def _harmless(cell: TableCell) -> TableCell:
    if not isinstance(cell, str):
        return cell
    # Some skip spaces and tabs.
    if cell.lstrip().startswith(_FORMULA):
        blanks = len(cell) - len(cell.lstrip())
        return f"'{cell[:blanks]}{_FORMULA_WITHIN.sub(_QUOTED, cell[blanks:])}"
    return _FORMULA_WITHIN.sub(_QUOTED, cell)
