"""What matching costs as the catalogue grows: synthetic positions, indexes built, reopened and asked.

The positions are the bundled ones under varied titles (a grade before, a place, a firm or a condition
behind), with their skills, degrees, years and pay varied too. A varied title's vector is the bundled
name's with noise, not encoded: a million texts would take minutes and be no better for this. Every size is
asked in a process of its own, which opens the saved index as a server does.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

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
from domain.matches.matcher import Matcher
from domain.positions.catalogue import load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import BUNDLED, Position
from domain.retrieval.encoder import DIMENSIONS, Encoder, Vectors, quantised, unit
from domain.vocabulary.degrees import Degree, DegreeLevel
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import read_pay
from domain.vocabulary.places import Place

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_BEFORE = ("", "", "", "高级", "资深", "初级", "急聘", "诚聘", "储备", "兼职")
_PLACES = ("北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "西安", "南京", "重庆", "Shenzhen")
_FIRM_PARTS = "华中天新金海东星云智科信达盛恒瑞康宏立远博创联通鼎嘉百万德诚"
_CONDITIONS = (
    "",
    "双休",
    "五险一金",
    "包吃住",
    "应届生",
    "可实习",
    "3-5年",
    "周末双休",
    "提供住宿",
    "年终奖",
)
_NOISE = 0.25
_REPEATS = 40


class Measured(NamedTuple):
    """What one size costs: milliseconds of CPU at the median, seconds, megabytes."""

    positions: int
    resume_ms: float
    search_ms: float
    open_seconds: float
    build_seconds: float
    resident_mb: float
    added_mb: float
    disk_mb: float


class NoisyEncoder(Encoder):
    """Gives a varied title the vector of the known name it was made from, with noise."""

    def __init__(self) -> None:
        super().__init__()
        self._random = np.random.default_rng(20261122)

    def encode(self, texts: Sequence[str]) -> Vectors:
        bare = [text.split("\u2063")[1] if "\u2063" in text else text for text in texts]
        vectors = unit(super().encode(bare))
        noise = self._random.standard_normal(vectors.shape, np.float32) * (_NOISE / DIMENSIONS**0.5)
        return quantised(vectors + noise)


def synthetic(count: int) -> Iterator[Position]:
    """Yield positions, the same ones every time; an invisible mark parts a title from what varies it."""
    chance = random.Random(20261122)
    bundled = list(load_catalogue())
    for number in range(count):
        base = chance.choice(bundled)
        name = chance.choice((base.title_zh, base.title_en, *base.aliases))
        firm = "".join(chance.choices(_FIRM_PARTS, k=3))
        behind = f"({chance.choice(_PLACES)}{firm}){chance.choice(_CONDITIONS)}"
        title = f"{chance.choice(_BEFORE)}\u2063{name}\u2063{behind}"
        low = chance.randrange(4, 30) * 1_000
        yield replace(
            base,
            code=f"s{number}",
            title_zh=title,
            title_en="",
            aliases=(),
            skills=tuple(chance.sample(base.skills, k=min(6, len(base.skills)))),
            degree=chance.choice(list(DegreeLevel)),
            years_min=chance.randrange(0, 8),
            salary_min=low,
            salary_max=low * 2,
            city=chance.choice(_PLACES),
        )


def resumes(count: int) -> list[Analysis]:
    """Return invented people of random trades, one changing trade in five."""
    chance = random.Random(7)
    bundled = list(load_catalogue())
    people = []
    for number in range(count):
        base = chance.choice(bundled)
        other = chance.choice(bundled) if number % 5 == 0 else base
        chinese = number % 2 == 0
        names = (base.title_zh, base.title_en, *base.aliases)
        people.append(
            Analysis(
                language=Language.CHINESE if chinese else Language.ENGLISH,
                values={
                    CAREER_INTEREST.name: other.title_zh if chinese else other.title_en,
                    TITLES.name: tuple(chance.sample(names, k=min(3, len(names)))),
                    SKILLS.name: tuple(base.skills[:5]) + tuple(chance.choice(bundled).skills[:3]),
                    HIGHEST_DEGREE.name: Degree(DegreeLevel.BACHELOR, "本科"),
                    YEARS_OF_EXPERIENCE.name: float(chance.randrange(0, 15)),
                    EXPECTED_SALARY.name: read_pay("12-15K"),
                    CITY.name: Place("上海"),
                },
            )
        )
    return people


def build(folder: Path, count: int) -> float:
    """Build and save an index of so many positions beside the bundled ones; return the seconds of CPU."""
    started = time.process_time()
    index = PositionIndex(encoder=NoisyEncoder())
    index.add(load_catalogue(), source=BUNDLED)
    index.add(synthetic(count), source="synthetic")
    index.save(folder)
    return time.process_time() - started


def ask(folder: Path) -> Measured:
    """Open a saved index and measure; to be called in a fresh process."""
    before = resident_mb()
    started = time.perf_counter()
    index = PositionIndex()
    if index.load(folder) is None:
        raise SystemExit(f"{folder} holds no index that fits this program")
    opened = time.perf_counter() - started
    people = resumes(_REPEATS)
    queries = [person[CAREER_INTEREST] or "" for person in people]
    matcher = Matcher(index)
    for person in people:
        matcher.match(person)
        index.search(person[CAREER_INTEREST] or "")
    resume_ms = median(_cpu_ms(partial(matcher.match, person)) for person in people)
    search_ms = median(_cpu_ms(partial(index.search, query)) for query in queries)
    resident = resident_mb()
    return Measured(
        positions=index.sources()["synthetic"],
        resume_ms=resume_ms,
        search_ms=search_ms,
        open_seconds=opened,
        build_seconds=0.0,
        resident_mb=resident,
        added_mb=resident - before,
        disk_mb=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
    )


def measure(work: Path, count: int) -> Measured:
    """Build, then ask in a fresh process."""
    folder = work / str(count)
    seconds = build(folder, count)
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.matching_scale", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return Measured(*json.loads(output))._replace(build_seconds=seconds)


def resident_mb() -> float:
    """Return this process's resident memory, mapped files among it."""
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1000


def _cpu_ms(work: Callable[[], object]) -> float:
    """Return the CPU of doing it again, the best of three: others share this machine."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


if __name__ == "__main__":
    print(json.dumps(ask(Path(sys.argv[1]))))
