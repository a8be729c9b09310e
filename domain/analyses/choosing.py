"""Which parts of an entry's header lines are its employer and its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.analyses.firms import SURE_FIRM, is_department, is_made
from domain.analyses.header_parts import Part
from domain.analyses.headers import is_task
from domain.analyses.titles import SURE_TITLE, is_field, modifies, split_title
from domain.vocabulary.script import has_chinese

Slot = tuple[int, int]
_IMPOSSIBLE: Final = -9.0
_SAID: Final = 6.0
_HABIT: Final = 1.6
# What only ends as titles do scores less (see `title_score`).
_SURER: Final = 0.6
_UNKNOWN: Final = 0.6
_OF_FIELD: Final = 0.4
_BEFORE_TOWN: Final = 0.2


@dataclass(frozen=True, slots=True)
class Choice:
    """The employer and the title of an entry, and the parts they were read from; either may be missing."""

    company: Part | None = None
    title: Part | None = None
    title_text: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there are both."""
        return self.company is not None and self.title is not None


@dataclass(frozen=True, slots=True)
class Habits:
    """Where entries have their employers and titles: how many lines below the dates, in which place there."""

    companies: Counter[Slot]
    titles: Counter[Slot]

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> Habits:
        """Return the habits of entries whose employer and title are both sure."""
        companies: Counter[Slot] = Counter()
        titles: Counter[Slot] = Counter()
        for choice in choices:
            company, title = choice.company, choice.title
            if company and (company.firm >= SURE_FIRM or (title and title.title >= SURE_TITLE)):
                companies[company.line, company.place] += 1
            if title and title.title >= SURE_TITLE:
                titles[title.line, title.place] += 1
        return cls(companies, titles)

    def company(self, part: Part) -> float:
        """Return how much speaks for an employer here."""
        return _habit(self.companies, part)

    def title(self, part: Part) -> float:
        """Return how much speaks for a title here."""
        return _habit(self.titles, part)


NO_HABITS: Final = Habits(Counter(), Counter())


def _habit(slots: Counter[Slot], part: Part) -> float:
    count = slots[part.line, part.place]
    return _HABIT * count / sum(slots.values()) if count >= 2 else 0.0


def choose(
    parts: Sequence[Part], habits: Habits = NO_HABITS, *, titled: bool = False, wrong_side: int = 0
) -> Choice:
    """Return the likeliest employer and title.

    Args:
        parts: Their lines are numbered from the dated one.
        habits: Where the other entries have theirs.
        wrong_side: The sign of the lines that most entries have nothing on.
        titled: A title is known from elsewhere, so that what there is will be the employer.
    """
    best, found = 0.0, Choice()
    aside = [0.5 if part.line * wrong_side > 0 else 0.0 for part in parts]
    companies: list[tuple[float, Part | None]] = [(0.4 if titled else 0.0, None)]
    companies += [
        (_company(part, habits) - less + _among(parts, number), part)
        for number, (part, less) in enumerate(zip(parts, aside, strict=True))
    ]
    titles: list[tuple[float, Part | None]] = [(0.0, None)]
    titles += [(_title(part, habits) - less, part) for part, less in zip(parts, aside, strict=True)]
    for as_company, company in companies:
        for as_title, title in titles:
            if company is title:
                continue
            score = as_company + as_title + _together(company, title, habits)
            if titled and company is not None:
                score += 1.0
            if score > best:
                best, found = score, Choice(company, title)
    if found.title is None:
        return found
    return Choice(found.company, found.title, _whole_title(found, parts))


def split_apart(part: Part) -> Choice | None:
    """Return the employer and the title in a part where only a space divides them."""
    if part.said or part.title > 0.85 or part.goes_on:
        return None
    split = split_title(part.text)
    if split is None or modifies(split[0].split()[0]) or not _is_name(split[0]):
        return None
    company, title = (replace(Part.of(text), line=part.line, place=part.place) for text in split)
    return Choice(company, title, title.text)


def _company(part: Part, habits: Habits) -> float:
    if part.said:
        return _SAID if part.said == "company" else _IMPOSSIBLE
    text = part.text
    if is_task(text) or len(text) > (40 if has_chinese(text) else 90) or not any(map(str.isalpha, text)):
        return _IMPOSSIBLE
    if part.firm >= 0.9:
        score = 3.0
    elif part.firm >= SURE_FIRM:
        score = 2.6
    elif part.firm >= 0.6:
        score = 1.3
    elif has_chinese(text):
        score = -0.3 if 2 <= len(text) <= 24 else -2.0
    else:
        score = -0.2 if _is_name(text) else -2.0
    if part.title >= SURE_TITLE and part.firm < 0.9:
        # 航达精工 ends as a title does.
        score -= 2.6 if part.title > 0.85 else 1.2 if part.title > 0.6 else 0.4
    if (is_department(text) or is_made(text)) and part.firm < 0.9:
        score -= 1.2
    # Of several words behind a title the last is the likeliest: `Student Teacher, First Grade, Elm Hall`.
    goes_on = 0.3 - 0.05 * part.place if part.goes_on else 0.0
    weight = 0.0 if part.goes_on else part.weight
    distance = 0.3 if part.firm < 0.6 else 0.15
    return score + habits.company(part) + weight - distance * abs(part.line) - goes_on


def _among(parts: Sequence[Part], number: int) -> float:
    """Return what the parts beside it tell of an unknown one behind a comma: `Baker, Pastry, Elm, Leeds`."""
    part = parts[number]
    if not part.goes_on or part.firm >= _UNKNOWN or has_chinese(part.text):
        return 0.0
    if is_field(part.text):
        return -_OF_FIELD
    following = parts[number + 1] if number + 1 < len(parts) else None
    # What follows an employer is its town.
    is_followed = following is not None and following.line == part.line and following.goes_on == ", "
    return _BEFORE_TOWN if is_followed else 0.0


def _title(part: Part, habits: Habits) -> float:
    if part.said:
        return _SAID if part.said == "title" else _IMPOSSIBLE
    text = part.text
    if is_task(text) or len(text) > (28 if has_chinese(text) else 90):
        return _IMPOSSIBLE
    if part.title > 0.85:
        score = 3.0
    elif part.title >= SURE_TITLE:
        score = 1.8
    elif part.title > 0.0:
        score = -0.2
    else:
        score = -0.9
    if part.firm >= SURE_FIRM:
        score -= 2.2
    if is_department(text):
        score -= 1.0
    return score + habits.title(part) + part.weight - 0.15 * abs(part.line)


def _together(company: Part | None, title: Part | None, habits: Habits) -> float:
    if company is None or title is None:
        return -0.4 if company is not None and company.firm < 0.6 and company.line else 0.0
    sure_company, sure_title = company.firm >= SURE_FIRM, title.title >= SURE_TITLE
    if not sure_company and not sure_title:
        return 0.0 if habits.company(company) and habits.title(title) else -1.0
    score = 0.0
    if sure_title and not sure_company:
        # What stands beside a title, or in a line of its own above or below it, is the employer.
        score += 0.9 if abs(company.line - title.line) <= 2 else 0.2
    if sure_company and not sure_title:
        short = len(title.text) <= 14 if has_chinese(title.text) else len(title.text.split()) <= 5
        beside = company.line == title.line and short and not title.goes_on
        above = title.weight > 0 and short and abs(company.line - title.line) == 1
        score += 1.1 if beside else 0.8 if above else 0.0
    return score


def _is_name(text: str) -> bool:
    words = text.split()
    capital = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
    return 1 <= len(words) <= 9 and 2 * capital > len(words) and not text.endswith((".", ":"))


def _whole_title(choice: Choice, parts: Sequence[Part]) -> str:
    """Return the title with what follows it after a comma and is not the employer's."""
    title, company = choice.title, choice.company
    assert title is not None
    text = title.text
    for part in parts:
        if part.line != title.line or part.place <= title.place:
            continue
        if not part.goes_on or part is company or company is None or part.firm >= SURE_FIRM:
            break
        text += part.goes_on + part.text
    return text


def is_sure(part: Part) -> bool:
    """Return whether a part is plainly an employer or a title."""
    return part.title >= SURE_TITLE or part.firm >= SURE_FIRM or part.said is not None


def is_enough(choice: Choice) -> bool:
    """Return whether nothing in the lines beside could tell more."""
    company, title = choice.company, choice.title
    if company is None or title is None or (title.title < _SURER and not title.said):
        return False
    return title.goes_on != " " and (not company.goes_on or company.firm >= 0.6)
