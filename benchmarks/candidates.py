"""`python -m benchmarks.candidates`: how well and how fast the persons who fit a position are found."""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.matching import RESUMES, labelled_analyses, positions_of
from domain.analyses.fields import (
    CAREER_INTEREST,
    CITY,
    EXPECTED_SALARY,
    HIGHEST_DEGREE,
    SKILLS,
    TITLES,
    YEARS_OF_EXPERIENCE,
)
from domain.analyses.models import Analysis
from domain.candidates import ranking
from domain.candidates.people import Known, People, all_rows
from domain.candidates.ranking import rank
from domain.matches.asked import asked_of
from domain.matches.matcher import Matcher
from domain.positions.bundled import bundled_index
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import read_pay
from domain.vocabulary.places import Place

SIZE = 100_000
_ASKED = 100
_SHOWN = 10
_TODAY = date(2026, 11, 26)
_CITIES = ("上海", "北京", "深圳", "成都", "武汉", "西安")


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="how many invented persons to rank")
    options = parser.parse_args()
    index = bundled_index()
    if RESUMES.exists():
        print(f"candidates@10 by their labels: {known_persons(index)}", flush=True)
    else:
        print(f"There is no {RESUMES}: the resumes are not here, so the quality is not measured.")
    if options.size:
        cost(index, options.size)
    return 0


def known_persons(index: PositionIndex) -> str:
    """Return for how many occupations all who are of it stand among the first ten, and their mean share.

    Asked is each position that is named by the occupation; the ranking is of all resumes together. Of several
    positions the mean counts.
    """
    labelled = labelled_analyses()
    catalogue, people = load_catalogue(), People(index)
    for number, (_, analysis) in enumerate(labelled):
        people.put(Known(number, ""), analysis, today=_TODAY)
    shares, firsts = [], []
    for occupation in dict.fromkeys(occupation for occupation, _ in labelled):
        own = {number for number, (name, _) in enumerate(labelled) if name == occupation}
        for code in sorted(positions_of(occupation, catalogue)):
            asked = asked_of(index, source=BUNDLED, code=code)
            if asked is None:
                continue
            rows, _ = rank(people, asked, all_rows(people), limit=_SHOWN)
            found = people.ids.values.take(rows).tolist()
            shares.append(len(own & set(found)) / min(len(own), _SHOWN))
            firsts.append(bool(found) and found[0] in own)
    return f"{np.mean(shares):.3f}, first right {np.mean(firsts):.3f}, of {len(shares)} positions"


def cost(index: PositionIndex, size: int) -> None:
    """Print what one question costs among so many, and how often the choice misses one of the best."""
    before = _resident_mb()
    people, started = People(index), time.process_time()
    analyses = {}
    for number, analysis in enumerate(persons(size)):
        people.put(Known(number, ""), analysis, today=_TODAY)
        analyses[number] = analysis
        if (number + 1) % 20_000 == 0:
            print(f"{number + 1:,} read in {time.process_time() - started:.0f} s of CPU", flush=True)
    print(
        f"{size:,} persons, {len(people.titles):,} distinct titles: "
        f"arrays {people.size_bytes / 2**20:.0f} MB, resident +{_resident_mb() - before:.0f} MB"
    )
    matcher, chance = Matcher(index), random.Random(5)
    ranked, shown, missed, compared = [], [], 0, 0
    for position in chance.sample(list(load_catalogue()), _ASKED):
        asked = asked_of(index, source=BUNDLED, code=position.code)
        assert asked is not None
        begun = time.process_time()
        rows, _ = rank(people, asked, all_rows(people), limit=500)
        ranked.append(time.process_time() - begun)
        for row in rows[:_SHOWN].tolist():
            matcher.match_with(asked, analyses[int(people.ids.values[row])], known=people.titles.known)
        shown.append(time.process_time() - begun)
        ranking.SCORED, most = size, ranking.SCORED
        best, _ = rank(people, asked, all_rows(people), limit=_SHOWN)
        ranking.SCORED = most
        compared += len(best)
        missed += len(set(best.tolist()) - set(rows[: 2 * _SHOWN].tolist()))
    for name, times in (("a ranking of 500", ranked), ("with ten of them explained", shown)):
        p50, p99 = np.percentile(np.array(times) * 1e3, (50, 99))
        print(f"{name}: p50 {p50:.1f} ms, p99 {p99:.1f} ms of CPU")
    print(f"of the first ten by scoring all, {missed} of {compared} are not among the first twenty chosen")


def persons(count: int) -> Iterator[Analysis]:
    """Yield invented people of random trades, the same ones every time; one title in ten is worded anew."""
    chance = random.Random(11)
    bundled = list(load_catalogue())
    for number in range(count):
        base = chance.choice(bundled)
        names = [name for name in (base.title_zh, base.title_en, *base.aliases) if name]
        titles = chance.sample(names, k=min(chance.randrange(1, 4), len(names)))
        if chance.random() < 0.3:
            titles[0] = f"{chance.choice(bundled).title_zh}/{titles[0]}" if number % 20 < 1 else titles[0]
        chinese = number % 2 == 0
        yield Analysis(
            language=Language.CHINESE if chinese else Language.ENGLISH,
            values={
                **({CAREER_INTEREST.name: base.title_zh or base.title_en} if number % 3 else {}),
                TITLES.name: tuple(titles),
                SKILLS.name: tuple(
                    chance.sample(base.skills, k=min(len(base.skills), chance.randrange(2, 9)))
                )
                + tuple(chance.choice(bundled).skills[:4]),
                HIGHEST_DEGREE.name: Degree(chance.choice(list(DegreeLevel)), "本科"),
                YEARS_OF_EXPERIENCE.name: float(chance.randrange(0, 20)),
                EXPECTED_SALARY.name: read_pay(f"{chance.randrange(5, 40)}K"),
                CITY.name: Place(chance.choice(_CITIES)),
            },
        )


def _resident_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
