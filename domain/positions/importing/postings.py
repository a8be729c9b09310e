"""A row's cells → a posting, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from domain.positions.importing.cells import listed, many_lines, one_line, text_of, without_tags
from domain.positions.importing.columns import ColumnMap, Taken
from domain.positions.importing.headings import PayUnits, units_of
from domain.positions.importing.models import Posting, Rejection, RejectionReason, SourceRow
from domain.positions.importing.places import city_of
from domain.positions.importing.requirements import least_years
from domain.vocabulary.dates import is_printed_by_sheets
from domain.vocabulary.degrees import DegreeLevel, least_degree
from domain.vocabulary.levels import told_level
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.pay import Pay, read_pay
from domain.vocabulary.pay_words import currency_of
from domain.vocabulary.script import has_chinese
from domain.vocabulary.words import plain

LONGEST_TITLE = 200
LONGEST_ID = 300
LONGEST_NAME = 200
LONGEST_DESCRIPTION = 8_000
LONGEST_PAY = 200
LONGEST_SKILL = 80
MOST_SKILLS = 60

_OCCUPATION = re.compile(r"\d-\d{2}-\d{2}-\d{2}")
_SHOWN = 60
_ADDRESS = re.compile(r"\S*[./]\S*")
_REPLACED = "\ufffd"
_NO_TITLE = re.compile(lexicon("empty_cells").pattern("no_title"))

Fields = Mapping[str, list[Taken]]


def read_posting(row: SourceRow, columns: ColumnMap) -> Posting | Rejection:
    """Read a row under the given mapping of columns.

    Aliases, skills and the description take all their columns together, another field the first that is not
    empty.
    """
    fields = columns.fields(row.cells)
    url = _address(fields)
    given_id = _line(fields, "external_id") or url
    title = _line(fields, "title")
    title_zh, title_en = _line(fields, "title_zh") or None, _line(fields, "title_en") or None
    if title and not (title_zh and title_en):
        if has_chinese(title):
            title_zh = title_zh or title
        else:
            title_en = title_en or title
    reason, detail = _wrong(title_zh, title_en, given_id)
    code = _line(fields, "occupation_code") or None
    if reason is None and code is not None and not _OCCUPATION.fullmatch(code):
        reason, detail = RejectionReason.WRONG_OCCUPATION_CODE, code[:_SHOWN]
    if reason is not None:
        return Rejection(row.line, reason, detail, given_id)
    degree, (years, years_column) = _line(fields, "degree"), _told(fields, "years")
    told = least_degree(degree)
    if told is None:
        # Crawlers shift cells to the left where a posting lacks one.
        told = least_degree(years)
    return Posting(
        line=row.line,
        given_id=given_id,
        title_zh=title_zh,
        title_en=title_en,
        aliases=_items(fields, "aliases", LONGEST_TITLE),
        company=_line(fields, "company")[:LONGEST_NAME] or None,
        city=city_of(_line(fields, "city"))[:LONGEST_NAME] or None,
        skills=_items(fields, "skills", LONGEST_SKILL),
        degree=DegreeLevel.NONE if told is None else told,
        years_min=least_years(years, column=years_column),
        salary=_salary(fields, currency=columns.currency),
        occupation_code=code,
        url=None if url is None else url[:LONGEST_ID],
        description=_description(fields),
        level=told_level(title_zh or title_en or ""),
    )


def _wrong(
    title_zh: str | None, title_en: str | None, given_id: str | None
) -> tuple[RejectionReason | None, str]:
    titles = [title for title in (title_zh, title_en) if title]
    if not titles:
        return RejectionReason.NO_TITLE, ""
    for text in (*titles, given_id or ""):
        if _REPLACED in text:
            return RejectionReason.UNDECODABLE, text[:_SHOWN]
    if not any(map(str.isalnum, titles[0])) or _NO_TITLE.fullmatch(plain(titles[0])):
        # A line between, a sum below, or the names of the columns once more.
        return RejectionReason.NO_TITLE, titles[0][:_SHOWN]
    if max(map(len, titles)) > LONGEST_TITLE:
        return RejectionReason.TITLE_TOO_LONG, titles[0][:_SHOWN]
    if given_id is not None and len(given_id) > LONGEST_ID:
        return RejectionReason.ID_TOO_LONG, given_id[:_SHOWN]
    return None, ""


def _line(fields: Fields, name: str) -> str:
    """Return the first of the field's texts, on one line; empty where there is none."""
    return _told(fields, name)[0]


def _told(fields: Fields, name: str) -> tuple[str, str]:
    """Return the first of the field's texts with the name of its column."""
    for taken in fields.get(name, ()):
        if text := one_line(text_of(taken.cell)):
            return text, taken.column
    return "", ""


def _address(fields: Fields) -> str | None:
    """Return the first text that is an address, which the words of a link (`查看`, `open`) are not."""
    for taken in fields.get("url", ()):
        text = one_line(text_of(taken.cell))
        if _ADDRESS.fullmatch(text):
            return text
    return None


def _items(fields: Fields, name: str, longest: int) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for taken in fields.get(name, ()):
        for item in listed(taken.cell):
            if len(item) <= longest:
                found.setdefault(item.casefold(), item)
    return tuple(found.values())[:MOST_SKILLS]


def _description(fields: Fields) -> str | None:
    texts = [
        many_lines(without_tags(text_of(taken.cell)[: 2 * LONGEST_DESCRIPTION]))
        for taken in fields.get("description", ())
    ]
    return "\n".join(text for text in texts if text)[:LONGEST_DESCRIPTION] or None


def _salary(fields: Fields, *, currency: str) -> Pay | None:
    """Read the pay, where need be put together from columns for its ends, currency, period and months.

    Of several columns of pay the first counts that tells an amount. `currency` is that of pay without
    one.
    """
    first: Pay | None = None
    for text, units in _printed_pay(fields):
        named = _line(fields, "salary_currency") or units.currency
        if not named and currency and currency_of(plain(text)) is None:
            named = currency
        pay = read_pay(
            text[:LONGEST_PAY],
            currency_beside=named,
            period_beside=_line(fields, "salary_period") or units.period,
            scale_beside=units.scale,
            months_beside=_line(fields, "salary_months"),
        )
        if pay.is_told:
            return pay
        # A date or a bare number is no pay that could be shown as printed.
        if first is None and any(map(str.isalpha, text)) and not is_printed_by_sheets(text):
            first = pay
    return first


def _printed_pay(fields: Fields) -> Iterator[tuple[str, PayUnits]]:
    for taken in fields.get("salary", ()):
        if text := one_line(text_of(taken.cell)):
            yield text, units_of(taken.column)
    low, low_column = _told(fields, "salary_min")
    high, high_column = _told(fields, "salary_max")
    low, high = (end if end.strip("0., ") else "" for end in (low, high))
    if low and high:
        yield low if low == high else f"{low}-{high}", units_of(low_column)
    elif low:
        yield f"≥{low}", units_of(low_column)
    elif high:
        yield f"≤{high}", units_of(high_column)
