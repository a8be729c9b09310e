"""`python -m benchmarks.graded.cards FOLDER`: write the cards on which matches are graded.

A card shows a resume as a recruiter would see it, and numbered positions. Cards hold what resumes say: they
never become part of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.graded.judgements import read_judgements
from benchmarks.graded.pool import Pool
from benchmarks.graded.resumes import GradedResume, read_graded
from benchmarks.graded.runs import read_run
from domain.analyses import fields
from domain.documents.errors import NeedsRecognition
from domain.documents.formats import media_type_of
from domain.documents.reader import read_document, recognise_document, render_document
from domain.positions.catalogue import load_catalogue
from domain.positions.models import Position
from domain.positions.occupations import shared_occupations
from domain.vocabulary.degrees import DegreeLevel, degree_name

_LINES = 60
_LINE_CHARACTERS = 160
_SKILLS = 6


def main() -> int:
    """Write a card for each resume that has positions without a grade; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the cards are written")
    parser.add_argument("--kept", type=Path, help="a file that keeps what was read of the resumes")
    parser.add_argument(
        "--beside", type=Path, nargs="*", default=[], help="folders of cards whose positions are left out"
    )
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    catalogue = load_catalogue()
    positions = {position.code: position for position in catalogue}
    pool = Pool(catalogue, shared_occupations())
    before = read_run("before")
    graded = read_judgements()
    cards = pairs = 0
    for resume in read_graded(options.kept):
        if resume.analysis is None:
            continue
        key = resume.chosen.key
        known = {code for resume_key, code in graded if resume_key == key} | _codes_beside(
            options.beside, key
        )
        codes = pool.codes(resume.analysis, before=before.get(key, ()), known=known, seed=key)
        codes = [code for code in codes if code in positions]
        if not codes:
            continue
        text = card(resume, [positions[code] for code in codes])
        (options.folder / f"{key}.md").write_text(text, encoding="utf-8")
        (options.folder / f"{key}.codes").write_text("\n".join(codes) + "\n", encoding="utf-8")
        cards += 1
        pairs += len(codes)
    print(f"{cards} cards with {pairs} positions are in {options.folder}.")
    return 0


def _codes_beside(folders: Sequence[Path], key: str) -> set[str]:
    paths = [folder / f"{key}.codes" for folder in folders]
    return {code for path in paths if path.exists() for code in path.read_text(encoding="utf-8").split()}


def card(resume: GradedResume, positions: Sequence[Position]) -> str:
    """Return the card of a resume with positions, numbered from 1."""
    listed = "\n".join(f"{number}. {shown(position)}" for number, position in enumerate(positions, 1))
    return (
        f"# {resume.chosen.key}\n\n{_facts(resume)}\n\n{_excerpt(resume.path)}\n\n## Positions\n\n{listed}\n"
    )


def shown(position: Position) -> str:
    """Return what a card says of a position."""
    skills = ", ".join(position.skills[:_SKILLS])
    asked = [f"{position.years_min}+ years" if position.years_min else "no experience needed"]
    if position.degree is not DegreeLevel.NONE:
        asked.append(degree_name(position.degree, chinese=False))
    told = "; ".join((", ".join(asked), skills, position.salary_range))
    return f"**{position.title_zh} / {position.title_en}** – {told}"


def _facts(resume: GradedResume) -> str:
    analysis = resume.analysis
    assert analysis is not None
    degree, city = analysis[fields.HIGHEST_DEGREE], analysis[fields.CITY]
    rows = [
        ("Objective or headline", analysis[fields.CAREER_INTEREST]),
        ("Highest degree", None if degree is None else degree.printed),
        ("Years of experience stated", analysis[fields.YEARS_OF_EXPERIENCE]),
        ("City", city),
        ("Skills", ", ".join(analysis[fields.SKILLS][:30])),
        *(
            (
                "Worked as",
                f"{job.title or '?'} at {job.company or '?'}, {job.period.start} – {job.period.end or ''}",
            )
            for job in analysis[fields.EXPERIENCE]
        ),
    ]
    read = "\n".join(f"- {name}: {value}" for name, value in rows if value)
    return f"## As read by a program (it may err; the text below is what counts)\n\n{read or '- nothing'}"


def _excerpt(path: Path) -> str:
    media_type = media_type_of(path)
    assert media_type is not None
    content = path.read_bytes()
    try:
        document = read_document(content, media_type)
    except NeedsRecognition:
        document = recognise_document(content, render_document(content, media_type), media_type)
    lines = [line.text[:_LINE_CHARACTERS] for line in document.lines if line.text.strip()][:_LINES]
    return "## The resume begins\n\n" + "\n".join(f"> {line}" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
