"""`python -m benchmarks.matching`: how well and how fast positions are found, against public data.

The public data lies beside the project, in `../shared`; it is not part of it. Where it is absent the
quality is not measured, and this says so; speed and memory need nothing but the project.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.graded.report import graded_lines
from benchmarks.matching_plot import figure
from benchmarks.matching_scale import SIZES, Measured, measure
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
from domain.positions.catalogue import Catalogue, load_catalogue
from domain.positions.index import PositionIndex
from domain.positions.models import Position
from domain.positions.occupation_scores import Role
from domain.positions.occupations import OccupationIndex, known_occupations
from domain.vocabulary.degrees import read_degree
from domain.vocabulary.languages import Language
from domain.vocabulary.pay import read_pay
from domain.vocabulary.places import Place
from tools.train_projection import MATCHING, is_held_out, read_rows

RESUMES = MATCHING.parent / "resumes" / "invented"
DOCS = Path(__file__).parents[1] / "docs"
DEPTH = 100
_GROUP_SIGNS = 7

OTHER_NAMES = {
    "Java开发": ("java-developer", "senior-java-developer"),
    "中学数学教师": ("high-school-mathematics-teacher", "middle-school-mathematics-teacher"),
    "人力资源": ("hr-generalist", "hr-manager", "recruiter", "compensation-and-benefits-specialist"),
    "仓储物流": ("warehouse-clerk", "warehouse-supervisor", "logistics-specialist", "warehouse-manager"),
    "high-school teacher": (
        "high-school-teacher",
        "high-school-mathematics-teacher",
        "high-school-biology-teacher",
        "high-school-chinese-teacher",
        "high-school-english-teacher",
        "high-school-physics-teacher",
        "high-school-chemistry-teacher",
    ),
}
"""Occupations of resumes that no position of the catalogue is named by, and the positions they mean."""


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="catalogue sizes to time")
    parser.add_argument(
        "--today", default=datetime.now(UTC).date().isoformat(), help="the day told in the table"
    )
    parser.add_argument("--publish", action="store_true", help="write docs/matching.svg")
    parser.add_argument("--no-files", action="store_true", help="do not read the resumes' files")
    options = parser.parse_args()
    print(f"{options.today}, Python {platform.python_version()}, {platform.machine()}\n")
    if MATCHING.exists():
        quality(files=not options.no_files)
    else:
        print(f"There is no {MATCHING}: the public data is not here, so the quality is not measured.")
    if options.sizes:
        scale(options.sizes, publish=options.publish)
    return 0


def quality(*, files: bool) -> None:
    """Print the measures of quality."""
    print("| measure | result |\n|---|---|")
    for language in ("chinese", "english"):
        print(f"| TalentCLEF 2025 A, {language}, MAP over the first {DEPTH} | {talent_clef(language):.3f} |")
    index, cases = held_out_occupations()
    first, ten = occupations(index, cases)
    print(f"| job name → occupation, {len(cases)} held out, top-1 / R@10 | {first:.3f} / {ten:.3f} |")
    told, right = told_occupations(index, cases)
    print(f"| the same told by an import, a code or its group: told / right | {told:.3f} / {right:.3f} |")
    for name, shares in (
        ("by their labels", known_resumes(labelled_analyses())),
        *([("as extracted from their files", known_resumes(extracted_analyses()))] if files else []),
    ):
        print(f"| resumes {name}: their occupation among the first 1 / 3 / 5 | {shares} |")
    print()
    if files:
        print(*graded_lines(), "", sep="\n")
    sys.stdout.flush()


def talent_clef(language: str) -> float:
    """Return the mean average precision of searching imported positions of a title and an id."""
    folder = MATCHING / f"talentclef2025_{language}"
    index = PositionIndex()
    index.add(
        (
            Position(code=row["c_id"], title_zh=row["jobtitle"], title_en="")
            for row in read_rows(folder / "corpus.tsv", delimiter="\t")
        ),
        source="talentclef",
    )
    relevant: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text().splitlines():
        query, _, position, _ = line.split()
        relevant.setdefault(query, set()).add(position)
    queries = read_rows(folder / "queries.tsv", delimiter="\t")
    precisions = [
        average_precision(
            [hit.key for hit in index.search(query["jobtitle"], source="talentclef", limit=DEPTH)],
            relevant[query["q_id"]],
        )
        for query in queries
    ]
    return sum(precisions) / len(precisions)


def average_precision(found: Sequence[str], relevant: set[str]) -> float:
    """Return the mean of the precisions at each relevant one, counting those not found as 0."""
    hits, total = 0, 0.0
    for rank, code in enumerate(found, 1):
        if code in relevant:
            hits += 1
            total += hits / rank
    return total / len(relevant)


def held_out_occupations() -> tuple[OccupationIndex, list[dict[str, str]]]:
    """Return an index without the job names that are held out, and those with their codes."""
    rows = read_rows(MATCHING / "csco" / "cases.csv")
    cases = [row for row in rows if row["expected_code"] and is_held_out(row["job_name"])]
    measured = {case["job_name"] for case in cases}
    known = (row for row in known_occupations() if row.name not in measured or row.role is Role.OWN)
    return OccupationIndex(known, load_catalogue()), cases


def occupations(index: OccupationIndex, cases: Sequence[dict[str, str]]) -> tuple[float, float]:
    """Return top-1 and recall at 10 on the job names that neither voted nor shaped the projection."""
    first = ten = 0
    for case in cases:
        found = [occupation.code for occupation in index.find(case["job_name"], limit=10)]
        first += found[:1] == [case["expected_code"]]
        ten += case["expected_code"] in found
    return first / len(cases), ten / len(cases)


def told_occupations(index: OccupationIndex, cases: Sequence[dict[str, str]]) -> tuple[float, float]:
    """Return the share of job names that an import tells a code of, and the share of those that is right.

    A code of a group, like `4-01-02-00`, is right where the labelled one is of that group.
    """
    told = right = 0
    for case, found in zip(cases, index.tell([case["job_name"] for case in cases]), strict=True):
        if found.code is not None:
            told += 1
            expected = case["expected_code"]
            right += found.code in (expected, f"{expected[:_GROUP_SIGNS]}-00")
    return told / len(cases), right / max(1, told)


def known_resumes(analyses: Sequence[tuple[str, Analysis]]) -> str:
    """Return how many resumes have a position of their occupation among the first 1, 3 and 5."""
    catalogue = load_catalogue()
    matcher = Matcher(catalogue)
    ranks = []
    for occupation, analysis in analyses:
        right = positions_of(occupation, catalogue)
        found = [match.position_code in right for match in matcher.match(analysis)]
        ranks.append(found.index(True) if True in found else len(found))
    shares = [sum(rank < depth for rank in ranks) / len(ranks) for depth in (1, 3, 5)]
    return " / ".join(f"{share:.3f}" for share in shares) + f" of {len(ranks)}"


def positions_of(occupation: str, catalogue: Catalogue) -> set[str]:
    """Return the codes of the positions that are named by an occupation."""
    name = occupation.casefold()
    return set(OTHER_NAMES.get(occupation, ())) | {
        position.code
        for position in catalogue
        if name in {held.casefold() for held in (position.title_zh, position.title_en, *position.aliases)}
    }


def labelled_analyses() -> list[tuple[str, Analysis]]:
    """Return the resumes' occupations with what their labels say."""
    rows = [json.loads(line) for line in (RESUMES / "labels.jsonl").read_text("utf-8").splitlines()]
    return [(row["occupation"], _analysis(row, language=row["lang"])) for row in rows]


def extracted_analyses() -> list[tuple[str, Analysis]]:
    """Return the resumes' occupations with what the program reads from their files."""
    rows = [json.loads(line) for line in (RESUMES / "labels.jsonl").read_text("utf-8").splitlines()]
    command = [sys.executable, "-m", "api.cli", "analyze", "--jsonl", *(row["file"] for row in rows)]
    output = subprocess.run(command, cwd=RESUMES, stdout=subprocess.PIPE, check=True).stdout
    read = [json.loads(line) for line in output.decode().splitlines()]
    return [
        (row["occupation"], _analysis(fields, language=row["lang"]))
        for row, fields in zip(rows, read, strict=True)
    ]


def _analysis(fields: dict[str, Any], *, language: str) -> Analysis:
    years = fields.get("years_of_experience")
    degree, pay, city = fields.get("highest_degree"), fields.get("expected_salary"), fields.get("city")
    values = {
        CAREER_INTEREST.name: fields.get("career_interest") or fields.get("career_interest_loose"),
        TITLES.name: tuple(fields.get("titles") or ()),
        SKILLS.name: tuple(fields.get("skills") or ()),
        HIGHEST_DEGREE.name: read_degree(degree) if degree else None,
        YEARS_OF_EXPERIENCE.name: _number(years),
        EXPECTED_SALARY.name: read_pay(pay) if pay else None,
        CITY.name: Place(city) if city else None,
    }
    stated = {name: value for name, value in values.items() if value not in (None, ())}
    return Analysis(language=Language(language), values=stated)


def _number(years: object) -> float | None:
    digits = "".join(character for character in str(years or "") if character.isdigit() or character == ".")
    return float(digits) if digits.strip(".") else None


def scale(sizes: Sequence[int], *, publish: bool) -> None:
    """Print what each size costs, and draw it where asked to."""
    columns: list[tuple[str, Callable[[Measured], str]]] = [
        ("positions", lambda row: f"{row.positions:,}"),
        ("a resume, CPU ms", lambda row: f"{row.resume_ms:.1f}"),
        ("a search, CPU ms", lambda row: f"{row.search_ms:.1f}"),
        ("opened in, s", lambda row: f"{row.open_seconds:.2f}"),
        ("built in, CPU s", lambda row: f"{row.build_seconds:.0f}"),
        ("resident, MB", lambda row: f"{row.resident_mb:.0f}"),
        ("of it the index and encoder, MB", lambda row: f"{row.added_mb:.0f}"),
        ("on disk, MB", lambda row: f"{row.disk_mb:.0f}"),
    ]
    print("| " + " | ".join(title for title, _ in columns) + " |\n" + "|---" * len(columns) + "|")
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as work:
        for size in sizes:
            rows.append(measure(Path(work), size))
            print("| " + " | ".join(show(rows[-1]) for _, show in columns) + " |", flush=True)
    if publish:
        (DOCS / "matching.svg").write_text(figure(rows), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
