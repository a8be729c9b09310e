"""Tables in files, read back whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import Posting, Rejection
from domain.positions.importing.postings import read_posting
from domain.positions.importing.tables import open_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


TABLE = "职位名称,公司,城市,薪资\n会计,瑞丰贸易,杭州,8千-1.2万/月\n护士,仁和医院,成都,面议\n"


def written(folder: Path, content: bytes | str, name: str = "jobs.csv", encoding: str = "utf-8") -> Path:
    """A file of that content."""
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def read(path: Path, *mappings: str, encoding: str | None = None) -> list[Posting | Rejection]:
    """Every row of a file, as it would be imported."""
    columns = ColumnMap(mappings)
    with open_table(path, columns=columns, encoding=encoding) as table:
        columns.check(table.columns)
        return [row if isinstance(row, Rejection) else read_posting(row, columns) for row in table.rows()]


def postings(path: Path, *mappings: str, encoding: str | None = None) -> list[Posting]:
    """The rows of a file of which none is rejected."""
    found = read(path, *mappings, encoding=encoding)
    rejected = [row for row in found if isinstance(row, Rejection)]
    assert rejected == []
    return [row for row in found if isinstance(row, Posting)]


def rejections(path: Path, *mappings: str) -> list[tuple[int, str]]:
    """The lines and reasons of the rows that are rejected."""
    return [(row.line, row.reason.value) for row in read(path, *mappings) if isinstance(row, Rejection)]


def titles(path: Path, **options: str) -> list[str | None]:
    """The titles of a file of which nothing is rejected."""
    return [posting.title_zh or posting.title_en for posting in postings(path, **options)]


def workbook(
    rows: Sequence[Sequence[str | float | Styled]],
    *,
    shared: bool = True,
    extra_sheet: bool = False,
    merged: Sequence[str] = (),
    formats: Sequence[str] = (),
    second: Sequence[Sequence[str | float | Styled]] | None = None,
    links: Mapping[str, str] | None = None,
) -> bytes:
    """An Excel workbook with one visible sheet, or two; texts are shared or inline.

    A styled cell has the format of that number among `formats`, counted from 1. `links` are those of
    cells of the first sheet.
    """
    strings: list[str] = []
    sheets = {"a": _sheet(rows, strings if shared else None, merged, tuple(links or ()))}
    if second is not None:
        sheets["b"] = _sheet(second, strings if shared else None, ())
    hidden = '<sheet name="h" sheetId="9" state="hidden" r:id="rId9"/>' if extra_sheet else ""
    named = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="s{at}"/>' for at, name in enumerate(sheets, 1)
    )
    sheets_told = "".join(
        f'<Relationship Id="s{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{hidden}{named}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{LINKS}">'
            f'<Relationship Id="rId9" Type="{OFFICE}/worksheet" Target="worksheets/none.xml"/>{sheets_told}'
            f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/>'
            "</Relationships>",
        )
        if links:
            targets = "".join(
                f'<Relationship Id="h{at}" Type="{OFFICE}/hyperlink" Target={quoteattr(url)}/>'
                for at, url in enumerate(links.values(), 1)
            )
            relations = f'<Relationships xmlns="{LINKS}">{targets}</Relationships>'
            archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations)
        for at, sheet in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", sheet)
        if strings:
            shown = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shown}</sst>')
        codes = "".join(
            f'<numFmt numFmtId="{at + 163}" formatCode={quoteattr(code)}/>'
            for at, code in enumerate(formats, 1)
        )
        styles = "".join(f'<xf numFmtId="{at + 163}"/>' for at in range(1, len(formats) + 1))
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
            f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
        )
    return out.getvalue()


class Styled(NamedTuple):
    """A number with a format."""

    number: float
    style: int


def _sheet(
    rows: Sequence[Sequence[str | float | Styled]],
    strings: list[str] | None,
    merged: Sequence[str],
    linked: Sequence[str] = (),
) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for at, value in enumerate(row):
            place = f'r="{chr(65 + at)}{number}"'
            if isinstance(value, Styled):
                cells.append(f'<c {place} s="{value.style}"><v>{value.number}</v></c>')
            elif isinstance(value, (int, float)):
                cells.append(f"<c {place}><v>{value}</v></c>")
            elif not value:
                continue
            elif strings is not None:
                cells.append(f'<c {place} t="s"><v>{len(strings)}</v></c>')
                strings.append(value)
            else:
                cells.append(f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    spans = "".join(f'<mergeCell ref="{span}"/>' for span in merged)
    merges = f'<mergeCells count="{len(merged)}">{spans}</mergeCells>' if merged else ""
    places = "".join(f'<hyperlink ref="{place}" r:id="h{at}"/>' for at, place in enumerate(linked, 1))
    links = f"<hyperlinks>{places}</hyperlinks>" if linked else ""
    data = f"<sheetData>{''.join(lines)}</sheetData>"
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{data}{merges}{links}</worksheet>'
