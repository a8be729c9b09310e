"""Scores very many persons for one position: what `domain.matches.scoring` tells of one, for all at once.

All titles are compared with the position, each once. Whose titles and studies lie nearest is then scored by
everything. What is shown is scored by the matcher itself (`CandidateService`); this here chooses and orders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.candidates.growing import Growing
from domain.candidates.people import TITLES, People
from domain.candidates.skills import skills_of
from domain.matches.asked import Asked
from domain.matches.learned import learned_values
from domain.matches.matcher import FLOOR
from domain.matches.models import FeatureName
from domain.matches.scoring import (
    HELD_ALONE,
    IN_TRADE,
    OLDER_TITLE_SHARE,
    OUTSIDE_SHARE,
    SKILLS_TELL_FROM,
    STUDIES_BESIDE_TITLES,
    STUDIES_BESIDE_WISH,
    WISH_ALONE,
    WISHED_FROM,
    WITHOUT_ITS_TECHNOLOGY,
    YEARS_FROM_STUDIES,
    apart_values,
    itself,
    mean_of,
)
from domain.matches.seniority import (
    FURTHEST_DOWN,
    LATEST_TITLES,
    MOST_WITHOUT_A_LEVEL,
    believed,
    level_values,
    rungs_of,
)
from domain.matches.titles import TITLES_LOOKED_UP
from domain.matches.trades import load_trades
from domain.matches.values import ELSEWHERE, NEUTRAL, degree_steps
from domain.positions.entries import CITY, DEGREE, ISCO, LEVEL, PAY_MAX, YEARS

SCORED = 8_000
"""So many persons, whose titles and studies lie nearest, are scored by everything."""

Rows = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Told:
    """What titles say of a position: each of a person's (titles, persons), and together."""

    near: Values
    by_titles: Values
    wished: Values
    held: Values
    wished_trade: Values
    held_trade: Values
    has_interest: NDArray[np.bool_]

    @property
    def own(self) -> Values:
        return _both(self.wished, self.held, self.has_interest)

    @property
    def trade(self) -> Values:
        return _both(self.wished_trade, self.held_trade, self.has_interest)


def rank(people: People, asked: Asked, rows: Rows, *, limit: int) -> tuple[Rows, Values]:
    """Return the best of some persons' rows, best first, and what each scores."""
    if not len(rows):
        return rows, np.empty(0)
    near, trade = people.titles.near(asked)
    by_studies = _by_studies(people, asked)
    chosen = _chosen(people, rows, near, trade, by_studies)
    scores = _scores(people, asked, chosen, _told(people, chosen, near, trade), by_studies)
    rounded = np.round(scores, 4)
    best = np.lexsort((-people.ids.values.take(chosen), -rounded))[:limit]
    best = best[rounded[best] >= FLOOR]
    return chosen[best], scores[best]


def _by_studies(people: People, asked: Asked) -> Values | None:
    """Return how near the position lies to what each person has studied; None where it has no trade."""
    (unit,) = load_trades().places(asked.part.segment.columns[ISCO][[asked.entry]])
    if unit < 0:
        return None
    near: Values = people.near_studies.values[:, unit]
    return near


def _chosen(
    people: People, rows: Rows, near: NDArray[np.float32], trade: NDArray[np.float32], studies: Values | None
) -> Rows:
    if len(rows) <= SCORED:
        return rows
    told = people.titles.told
    title = np.append(np.where(told, np.maximum(trade, near) + 0.5 * near, 0.0), 0.0).astype(np.float32)
    hope = np.zeros(len(rows), np.float32)
    for slot, column in enumerate(people.title):
        share = np.float32(WISH_ALONE if slot == 0 else OLDER_TITLE_SHARE ** (slot - 1))
        np.maximum(hope, share * title.take(_of(column, rows)), out=hope)
    studied = _of(people.studied, rows)
    if studies is not None:
        np.maximum(hope, 0.5 * studies.astype(np.float32).take(studied), out=hope)
    # Where nothing else tells a trade, skills do.
    hope[~_of(people.says_title, rows) & (studied == 0)] = 0.4
    best = np.argpartition(-hope, SCORED)[:SCORED]
    return np.sort(rows[best])


def _of(column: Growing, rows: Rows) -> NDArray[Any]:
    """Return a column's values of rows, which are distinct and ascending: most often all there are."""
    return column.values if len(rows) == column.size else column.values.take(rows)


def _told(people: People, rows: Rows, near: NDArray[np.float32], trade: NDArray[np.float32]) -> _Told:
    near, trade = np.append(near, np.float32(0)), np.append(trade, np.float32(0))
    told = np.append(people.titles.told, False)
    titles = np.array([column.values.take(rows) for column in people.title])
    has_interest = people.has_interest.values.take(rows)
    nears, trades = near.take(titles).astype(np.float64), trade.take(titles).astype(np.float64)
    tells = told.take(titles)
    number = np.arange(TITLES)[:, None] - (~has_interest)[None, :]
    trades[number >= TITLES_LOOKED_UP] = 0.0
    by_titles = np.maximum(trades, itself(nears))
    ages = OLDER_TITLE_SHARE ** np.arange(TITLES - 1)[:, None]
    return _Told(
        near=nears,
        by_titles=by_titles,
        wished=nears[0] * tells[0],
        held=(nears[1:] * tells[1:] * ages).max(axis=0),
        wished_trade=by_titles[0] * tells[0],
        held_trade=(by_titles[1:] * tells[1:] * ages).max(axis=0),
        has_interest=has_interest,
    )


def _both(wished: Values, held: Values, has_interest: NDArray[np.bool_]) -> Values:
    return np.where(has_interest, 1 - (1 - WISH_ALONE * wished) * (1 - HELD_ALONE * held), held)


def _scores(people: People, asked: Asked, rows: Rows, told: _Told, studies: Values | None) -> Values:
    entry = np.array([asked.entry])
    columns = asked.part.segment.columns
    years, degree, pay = (column.values.take(rows) for column in (people.years, people.degree, people.pay))
    studied = people.studied.values.take(rows)
    has_studied, says = studied > 0, people.says_title.values.take(rows)
    skills, lacks = skills_of(people, asked, rows)
    own, by_title = told.own, told.trade
    by_skills = np.clip((skills - SKILLS_TELL_FROM) / (1 - SKILLS_TELL_FROM), 0.0, 1.0)
    by_title = np.where(says | has_studied, by_title, by_skills)
    by_studies = by_title if studies is None else np.where(has_studied, studies.take(studied), by_title)
    apart = np.where(
        has_studied, apart_values(people.agreed.values.take(rows).astype(np.float64), by_studies), 1.0
    )
    by_title, own = by_title * apart, own * apart
    wish_tells = told.has_interest & _tells_wish(people, rows)
    beside = np.where(wish_tells, STUDIES_BESIDE_WISH, STUDIES_BESIDE_TITLES)
    fresh = np.where(
        says & has_studied, beside / (1 + np.nan_to_num(years.astype(np.float64)) / YEARS_FROM_STUDIES), 1.0
    )
    trade = np.maximum(by_title, fresh * by_studies)
    asked_rung = rungs_of(columns[LEVEL][entry], columns[YEARS][entry])
    wished = np.where(told.has_interest, itself(told.near[0]), 0.0)
    suits = level_values(_rungs(people, rows, told), asked_rung, wished=wished)
    unit = np.repeat(columns[ISCO][entry], len(rows))
    suits = suits * learned_values(unit, by_title=own, by_studies=np.where(has_studied, by_studies, 0.0))
    suits = suits * np.where(lacks, WITHOUT_ITS_TECHNOLOGY, 1.0)
    wanted_years, most = float(columns[YEARS][asked.entry]), float(columns[PAY_MAX][asked.entry])
    place, home = int(columns[CITY][asked.entry]), people.city.values.take(rows)
    features = {
        FeatureName.TITLE: suits * own * (OUTSIDE_SHARE + (1 - OUTSIDE_SHARE) * by_title),
        FeatureName.SKILLS: suits * skills,
        FeatureName.SENIORITY: suits * trade,
        FeatureName.STUDIES: suits * (fresh * by_studies + (1 - fresh) * by_title),
        FeatureName.DEGREE: np.where(
            degree < 0, NEUTRAL, degree_steps(int(columns[DEGREE][asked.entry]) - degree.astype(np.int64))
        ),
        FeatureName.YEARS: np.where(
            np.isnan(years),
            NEUTRAL,
            1.0 if wanted_years <= 0 else np.clip(years.astype(np.float64) / wanted_years, 0.0, 1.0),
        ),
        FeatureName.PAY: np.where(
            np.isnan(pay), NEUTRAL, NEUTRAL if most <= 0 else np.minimum(1.0, most / pay)
        ),
        FeatureName.CITY: np.where(
            (home == 0) | (place == 0), NEUTRAL, np.where(home == place, 1.0, ELSEWHERE)
        ),
    }
    total: Values = mean_of(features) ** 2
    return total


def _tells_wish(people: People, rows: Rows) -> NDArray[np.bool_]:
    tells: NDArray[np.bool_] = np.append(people.titles.told, False).take(people.title[0].values.take(rows))
    return tells


def _rungs(people: People, rows: Rows, told: _Told) -> Values:
    """Return the rung of each person in the position's trade, as `Ladder.at` tells one's in many."""
    rungs = np.array([column.values.take(rows) for column in people.rungs], np.float64)
    in_trade = told.by_titles >= IN_TRADE
    held = in_trade[1:]
    latest = held & (np.cumsum(held, axis=0) <= LATEST_TITLES)
    best = np.where(latest, rungs[1:], -1.0).max(axis=0)
    least = np.nan_to_num(np.fmax.reduce(rungs[1 : 1 + LATEST_TITLES])) - FURTHEST_DOWN
    rung = np.maximum(np.where(best >= 0, best, people.outside.values.take(rows)), least)
    wish = rungs[0]
    says_no_level = told.has_interest & np.isnan(wish) & (told.by_titles[0] >= WISHED_FROM)
    rung = np.where(says_no_level, np.minimum(rung, MOST_WITHOUT_A_LEVEL), rung)
    is_wished = told.has_interest & ~np.isnan(wish) & in_trade[0]
    found: Values = np.where(is_wished, believed(np.nan_to_num(wish), rung), rung)
    return found
