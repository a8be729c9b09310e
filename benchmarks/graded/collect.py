"""`python -m benchmarks.graded.collect CARDS FIRST SECOND`: take grades back from two passes over the cards.

A pass is a folder with a file a card, `KEY.tsv`: in each line the number of a position, a tab, a grade, and
whatever else. A card that one pass leaves out, or grades wrongly, is told and left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.graded.judgements import Grades, agreement, read_judgements, write_judgements

GRADES = range(4)


def main() -> int:
    """Add the grades to those that are kept; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("cards", type=Path)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    found: dict[tuple[str, str], Grades] = {}
    for codes in sorted(options.cards.glob("*.codes")):
        graded = card_grades(codes, options.first, options.second)
        if graded is None:
            print(f"{codes.stem}: not graded by both passes, left out")
            continue
        found.update({(codes.stem, code): grades for code, grades in graded.items()})
    write_judgements({**read_judgements(), **found})
    print(f"{len(found)} grades were added. Of these, and of all:")
    for judgements in (found, read_judgements()):
        print(agreement(list(judgements.values())))
    return 0


def card_grades(codes: Path, first: Path, second: Path) -> Mapping[str, Grades] | None:
    """Return the grades of a card's positions by their codes; None where a pass lacks one."""
    listed = codes.read_text(encoding="utf-8").split()
    passes = [_pass_grades(folder / f"{codes.stem}.tsv") for folder in (first, second)]
    if any(set(grades) != set(range(1, len(listed) + 1)) for grades in passes):
        return None
    one, other = passes
    return {code: Grades(one[number], other[number]) for number, code in enumerate(listed, 1)}


def _pass_grades(path: Path) -> dict[int, int]:
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    read = {
        int(number): int(grade)
        for number, grade, *_ in (row for row in rows if len(row) > 1)
        if number.strip().isdigit() and grade.strip().isdigit()
    }
    return {number: grade for number, grade in read.items() if grade in GRADES}


if __name__ == "__main__":
    sys.exit(main())
