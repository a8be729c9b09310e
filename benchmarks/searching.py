"""What searching costs at 100,000 resumes: synthetic ones, searched by 200 written queries.

The resumes are made of the words of the lexicons, put together at random with the frequencies that words have
(a few stand in most, most in few), so they are of nobody. One word is put into three tenths of them. What is
measured is a read as GraphQL asks for it: the best twenty of a query with their names, and one more; on
PostgreSQL with what its own processes take.

    python -m benchmarks.searching [sqlite:///PATH | postgresql+psycopg://…] [--count N]
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

import anyio
from sqlalchemy import Engine, insert, text

from domain.analyses.columns import AnalysisColumn
from domain.resumes.columns import JoinedColumn, ResumeColumn, ResumeConditions
from domain.resumes.facets import FacetKind
from domain.rows import PageQuery
from domain.searching.words import NEXT_PAGE, marked
from domain.vocabulary.lexicons import ROOTS
from persistence.database import open_engine, writer
from persistence.migrations import migrate
from persistence.reads.graph import SqlGraphReads
from persistence.tables import ANALYSES, MatchRow, ResumeRow, ResumeTextRow, UserRow

COUNT = 100_000
COMMON = "协作"
_COMMON_SHARE = 0.3
_BATCH = 1_000
_SENTENCES = 30_000
_CONNECTED = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
_QUERIES = Path(__file__).with_name("search_queries.txt")
_CITIES = ("上海", "北京市", "深圳", "广州", "杭州", "成都", "武汉", "西安", "南京", "重庆")
_NAMES = ("周敏", "张伟", "李娜", "王芳", "刘洋", "陈静", "John Smith", "Mary Johnson")
_JOINTS = ("负责", "参与", "熟悉", "完成", "组织", "改进", "responsible for", "in charge of", "skilled in")


def queries() -> list[str]:
    """Return the written queries."""
    return [query for line in _QUERIES.read_text().splitlines() for query in line.split(" / ")]


def fill(engine: Engine, count: int) -> None:
    """Put synthetic resumes into an empty database."""
    chance = random.Random(7)
    names = _lexicon("skill_names")
    titles = [*_written("titles"), "护士", "会计", "软件工程师", "教师", "销售经理", "产品经理"]
    words = names + titles + [query for query in queries() if " " not in query and "*" not in query]
    chance.shuffle(words)
    often = list(itertools.accumulate(1 / (place + 20) for place in range(len(words))))
    sentences = [
        marked(f"{chance.choice(_JOINTS)}" + "、".join(chance.choices(words, cum_weights=often, k=4)) + "。")
        for _ in range(_SENTENCES)
    ]
    with writer(engine).begin() as connection:
        owner = {"id": 1, "username": "o", "username_key": "o", "password_hash": "-", "role": "job_seeker"}
        connection.execute(insert(UserRow), [owner | {"token_version": 0, "created_at": "2026-01-01"}])
    for start in range(1, count + 1, _BATCH):
        ids = range(start, min(start + _BATCH, count + 1))
        people = [_person(chance, number, words, often, titles, sentences) for number in ids]
        with writer(engine).begin() as connection:
            resumes, analyses, texts = (list(rows) for rows in zip(*people, strict=True))
            connection.execute(insert(ResumeRow), resumes)
            connection.execute(insert(ANALYSES), analyses)
            connection.execute(insert(ResumeTextRow), texts)
            matched = [
                {"resume_id": number, "rank": rank, "position_source": "bundled", "position_code": str(rank)}
                | {"position": chance.choice(titles), "salary_range": "-", "score": 0.5, "analysis": "-"}
                for number in ids
                for rank in (1, 2, 3)
            ]
            connection.execute(insert(MatchRow), matched)
    if engine.dialect.name == "postgresql":
        # As its autovacuum does in time; on SQLite nothing analyses the tables.
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _person(
    chance: random.Random,
    number: int,
    words: list[str],
    often: list[float],
    titles: list[str],
    sentences: list[str],
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    skills = list(dict.fromkeys(chance.choices(words, cum_weights=often, k=8)))
    name, city, title = chance.choice(_NAMES), chance.choice(_CITIES), chance.choice(titles)
    resume = {
        "id": number,
        "user_id": 1,
        "storage_key": str(number),
        "file_name": f"{number}.pdf",
        "media_type": "application/pdf",
        "size_bytes": 1,
        "sha256": str(number),
        "upload_time": f"2026-{number % 12 + 1:02}-01T00:00:00.000000+00:00",
        "state": "analysed",
        "page_count": 2,
    }
    listed = "[" + ", ".join(f'"{skill}"' for skill in skills) + "]"
    analysis = {
        "resume_id": number,
        "language": "zh",
        "name": name,
        "city": city,
        "age_stated": 20 + number % 40,
        "career_interest": title,
        "highest_degree": "本科",
        "highest_degree_level": number % 6,
        "years_of_experience": float(number % 20),
        "skills": listed,
        "analysed_at": "2026-01-01",
        # As long as those of a resume are.
        "evidence": '[{"field": "name", "text": "' + "x" * 4_000 + '"}]',
    }
    lines = chance.choices(sentences, k=50)
    if chance.random() < _COMMON_SHARE:
        lines[7] = COMMON
    half = len(lines) // 2
    pages = "\n".join(lines[:half]) + NEXT_PAGE + "\n".join(lines[half:])
    facts = marked("\n".join((f"{number}.pdf", name, title, city, *skills)))
    return resume, analysis, {"resume_id": number, "facts": facts, "pages": pages}


def _lexicon(kind: str) -> list[str]:
    return [word for word in _written(kind) if '"' not in word and "\\" not in word]


def _written(kind: str) -> list[str]:
    rows = [line.split("\t") for file in sorted(ROOTS[0].glob(f"*/{kind}.tsv")) for line in file.open()]
    return [row[1].strip() for row in rows if len(row) > 1 and not row[0].startswith("#") and row[1].strip()]


class Clock:
    """The CPU of this process and, where there is a server, of its processes that we are connected to."""

    def __init__(self, engine: Engine) -> None:
        self._pids: list[int] = []
        if engine.dialect.name == "postgresql":
            with engine.connect() as connection:
                found = connection.execute(
                    text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
                )
                self._pids = [pid for (pid,) in found]

    def read(self) -> float:
        """Return milliseconds."""
        return 1000 * time.process_time() + sum(map(_run_ms, self._pids))


def _run_ms(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


async def cost(clock: Clock, work: Callable[[], Awaitable[object]]) -> tuple[float, object]:
    """Return the CPU of doing it, the better of two: others share this machine; and what came of it."""
    best, found = float("inf"), None
    for _ in range(2):
        started = clock.read()
        found = await work()
        best = min(best, clock.read() - started)
    return best, found


async def measure(engine: Engine) -> None:
    """Print what the queries, a term that many hold, filters and facets cost."""
    reads = SqlGraphReads(engine)
    columns: tuple[JoinedColumn, ...] = (ResumeColumn.ID, ResumeColumn.RELEVANCE, AnalysisColumn("name"))
    ranked: PageQuery[JoinedColumn] = PageQuery(columns, ResumeColumn.RELEVANCE, descending=True)

    async def search(conditions: ResumeConditions) -> int:
        return len(await reads.resumes.page(ranked, limit=21, conditions=conditions))

    await search(ResumeConditions(text="护士"))
    # One connection does all that is measured.
    clock = Clock(engine)
    written = queries()
    costs, empty = [], 0
    for query in written:
        spent, found = await cost(clock, partial(search, ResumeConditions(text=query)))
        costs.append((spent, query))
        empty += not found
    spents = quantiles([spent for spent, _ in costs], n=100)
    print(
        f"{len(written)} queries ({empty} find nothing): p50 {spents[49]:.1f} p95 {spents[94]:.1f} "
        f"p99 {spents[98]:.1f} ms; dearest {sorted(costs)[-5:]}"
    )
    common = ResumeConditions(text=COMMON)
    spent, _ = await cost(clock, partial(search, common))
    print(f"a term that three tenths hold: {spent:.1f} ms")
    spent, held = await cost(clock, partial(reads.resumes.count, common))
    print(f"its count: {spent:.1f} ms ({held})")
    filters = {
        "skill": ResumeConditions(skills=("Excel",)),
        "degree, years, city": ResumeConditions(degree_from=4, years_from=5.0, cities=("上海",)),
        "age": ResumeConditions(age_from=25, age_until=30, today=date(2026, 6, 1)),
        "position": ResumeConditions(position="护士"),
        "text, degree, city": ResumeConditions(text="护士", degree_from=3, cities=("上海",)),
    }
    newest: PageQuery[JoinedColumn] = PageQuery((ResumeColumn.ID,), ResumeColumn.ID, descending=True)
    for name, conditions in filters.items():
        page = partial(reads.resumes.page, newest, limit=21, conditions=conditions)
        spent, _ = await cost(clock, page)
        count_ms, count = await cost(clock, partial(reads.resumes.count, conditions))
        print(f"filter by {name}: {spent:.1f} ms, its count {count_ms:.1f} ms ({count})")
    for named, conditions in (("all", ResumeConditions()), ("护士", ResumeConditions(text="护士"))):
        for kind in FacetKind:
            counting = partial(reads.facets.counts, kind, conditions, first=10, today=date(2026, 6, 1))
            spent, _ = await cost(clock, counting)
            print(f"facet {kind.value} of {named}: {spent:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="sqlite:////tmp/gateway-searching.sqlite3")
    parser.add_argument("--count", type=int, default=COUNT)
    asked = parser.parse_args()
    engine = open_engine(asked.url)
    migrate(engine)
    with engine.connect() as connection:
        empty = connection.execute(text("SELECT 1 FROM resumes LIMIT 1")).first() is None
    if empty:
        started = time.perf_counter()
        fill(engine, asked.count)
        print(f"filled with {asked.count} in {time.perf_counter() - started:.0f} s")
    if engine.dialect.name == "sqlite":
        print(f"{Path(str(engine.url.database)).stat().st_size / 1e6:.0f} MB")
    anyio.run(measure, engine)


if __name__ == "__main__":
    main()
