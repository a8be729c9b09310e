"""What the entries of one section tell about each other.

Employers above several titles, projects within a job, employers that only a space divides from a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from domain.analyses.choosing import Choice, split_apart
from domain.analyses.firms import SURE_FIRM, firm_score, is_department
from domain.analyses.marks import Mark
from domain.analyses.titles import title_score
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.periods import Period

_SEVERAL: Final = 2
# "University of California, Davis" is whole.
_WITH_TOWN = re.compile(r"^(?!.*\bof [A-Z])(.+), ([A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)?)$")
_LIKELY: Final = 0.6
_SOON: Final = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as far as it is read; `number` is that of its dated line."""

    number: int
    choice: Choice


def apart(drafts: list[Draft]) -> list[Draft]:
    """Divide `employer title` at a space, if others are, or all entries without an employer can be."""
    lone = [draft for draft in drafts if draft.choice.title and not draft.choice.company]
    divided = {id(draft): split_apart(draft.choice.title) for draft in lone if draft.choice.title}
    if not all(divided.values()) and not any(_is_spaced(draft.choice) for draft in drafts):
        return drafts
    return [
        replace(draft, choice=choice) if (choice := divided.get(id(draft))) else draft for draft in drafts
    ]


def _is_spaced(choice: Choice) -> bool:
    """Return whether only a space divides an employer from its title."""
    return any(part is not None and part.goes_on == " " for part in (choice.company, choice.title))


def below_banners(
    drafts: list[Draft], marks: list[Mark], stands_alone: Callable[[Draft], bool]
) -> list[Draft]:
    """Give several titles under one employer that employer: `Title, team` in each line below it.

    Args:
        drafts: The entries in the order printed.
        marks: The lines of the section.
        stands_alone: Whether an entry has no header line above its own.
    """
    banner: Draft | None = None
    found: list[Draft] = []
    for draft in drafts:
        company, title = draft.choice.company, draft.choice.title
        if company and (title is None or company.line < title.line):
            banner = draft
        elif company and (not company.goes_on or company.line):
            banner = None
        if (
            banner is None
            or draft is banner
            or not (stands_alone(draft) and _belongs(draft, banner, found[-1], marks))
        ):
            found.append(draft)
            continue
        if banner.choice.title is None and found[-1:] == [banner]:
            found.pop()  # the time at the employer, whose parts are told
        top = banner.choice.company
        assert top is not None
        moved = replace(top, line=banner.number + top.line - draft.number)
        parts = [] if title is None or title.line else marks[draft.number].header
        text = "".join(part.goes_on + part.text for part in parts) or draft.choice.title_text
        found.append(Draft(draft.number, Choice(moved, title, text)))
    return found


def _belongs(draft: Draft, banner: Draft, before: Draft, marks: list[Mark]) -> bool:
    """Return whether an entry is a title at the banner's employer."""
    company = banner.choice.company
    alone = banner.choice.title is None
    if company and (company.firm >= _LIKELY or alone) and _is_like(draft, banner, marks):
        return True
    title, other = draft.choice.title, banner.choice.title
    if draft.choice.company or title is None or other is None or title.line != other.line:
        return False
    # One title followed the other.
    return _adjoin(marks[draft.number].period, marks[before.number].period)


def _adjoin(one: Period | None, other: Period | None) -> bool:
    """Return whether one time ends when the other begins."""
    return any(
        first is not None
        and second is not None
        and first.end is not None
        and second.start is not None
        and abs(_months(second.start) - _months(first.end)) <= _SOON
        for first, second in ((one, other), (other, one))
    )


def _months(date: PartialDate) -> int:
    return 12 * date.year + (date.month or 1)


def without_towns(drafts: list[Draft]) -> list[Draft]:
    """Cut the town behind employers (`Elm Mills, Stevenage`) where all that have a comma have one."""
    with_comma = [draft for draft in drafts if draft.choice.company and "," in draft.choice.company.text]
    if len(with_comma) < _SEVERAL or not all(_town_in(draft) for draft in with_comma):
        return drafts
    return [_cut(draft) if draft in with_comma else draft for draft in drafts]


def _town_in(draft: Draft) -> re.Match[str] | None:
    assert draft.choice.company is not None
    match = _WITH_TOWN.match(draft.choice.company.text)
    if match is None or firm_score(match[2]) >= _LIKELY or title_score(match[2]) or is_department(match[2]):
        return None
    return match


def _cut(draft: Draft) -> Draft:
    company, match = draft.choice.company, _town_in(draft)
    assert company is not None
    assert match is not None
    return replace(draft, choice=replace(draft.choice, company=replace(company, text=match[1])))


def _is_like(draft: Draft, banner: Draft, marks: list[Mark]) -> bool:
    """Return whether an entry has a title in its dated line, set as the one below the banner is."""
    title, other = draft.choice.title, banner.choice.title
    if title is None or title.line:
        return False
    if other is None:
        company = draft.choice.company
        named = company is not None and not (company.goes_on and company.firm < _LIKELY)
        return not named and _is_within_time(draft, banner, marks)
    if other.line:
        return False
    parts, others = marks[draft.number].header, marks[banner.number].header
    goes_on = all(part.goes_on for part in parts[1:])
    return (
        goes_on and len(parts) == len(others) and _style(marks[draft.number]) == _style(marks[banner.number])
    )


def _style(mark: Mark) -> tuple[bool, int]:
    return mark.line.source.bold, round(mark.line.size or 0)


def without_projects(drafts: list[Draft], marks: list[Mark]) -> list[Draft]:
    """Leave out what was done at an employer where it is set as smaller entries within its time."""
    kept: list[Draft] = []
    within: list[Draft] = []
    parent: Draft | None = None
    for draft in drafts:
        if parent and _is_within(draft, parent, marks):
            within.append(draft)
            continue
        kept += within if len(within) < _SEVERAL else []
        kept.append(draft)
        within = []
        company = draft.choice.company
        parent = draft if company and company.firm >= SURE_FIRM else None
    return kept + (within if len(within) < _SEVERAL else [])


def _is_within(draft: Draft, parent: Draft, marks: list[Mark]) -> bool:
    company = draft.choice.company
    if company is None or company.firm >= SURE_FIRM or not _is_within_time(draft, parent, marks):
        return False
    (bold, size), (outer_bold, outer_size) = _style(marks[draft.number]), _style(marks[parent.number])
    return size < outer_size or (outer_bold and not bold)


def _is_within_time(draft: Draft, parent: Draft, marks: list[Mark]) -> bool:
    inner, outer = marks[draft.number].period, marks[parent.number].period
    if not (inner and outer and inner.start and outer.start) or inner.start < outer.start:
        return False
    if outer.is_current:
        return True
    return inner.end is not None and outer.end is not None and inner.end <= outer.end
