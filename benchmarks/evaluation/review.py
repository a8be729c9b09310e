"""How much of what is wrong is told to deserve a look, and stands early where resumes are ordered by that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from benchmarks.evaluation.reading import Read, values_of
from domain.analyses.review import DOUBTFUL, review_of
from tools.judging import Judged, LabelledSet, judge

_SHARES = (0.1, 0.2, 0.3, 0.5)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file: by what it is ordered, and its values that the labels can tell right from wrong.

    Attributes:
        listed: The confidences of what is listed, by which its values are known.
    """

    weight: float
    listed: frozenset[float | None]
    values: tuple[Judged, ...]

    @property
    def wrong(self) -> int:
        """How many of the values are wrong."""
        return sum(not value.right for value in self.values)


def reviewed(scorer: Any, labelled: LabelledSet, reads: Iterable[Read], *, today: date) -> Iterator[Reviewed]:
    """Yield the files of a set that could be read, one of each text."""
    analyses = {read.file: read.analysis for read in reads}
    firsts: Mapping[str, dict[str, Any]] = {
        labelled.groups()[row["file"]]: row for row in reversed(labelled.labels)
    }
    for row in firsts.values():
        analysis = analyses[row["file"]]
        if analysis is not None:
            values = {row["file"]: values_of(analysis)}
            judged = tuple(judge(scorer, replace(labelled, labels=[row]), values))
            items, weight = review_of(analysis, (), on=today)
            yield Reviewed(weight, frozenset(item.confidence for item in items), judged)


def print_review(files: list[Reviewed]) -> None:
    """Print what the list of doubtful values finds, and what stands early in the order."""
    values = [value for file in files for value in file.values]
    wrong = sum(not value.right for value in values)
    if not wrong:
        return
    unsure = [value for value in values if value.confidence < DOUBTFUL]
    listed = [value for file in files for value in file.values if value.confidence in file.listed]
    print(
        f"\n### what deserves a look\n\n{len(values)} values, {wrong} of them wrong; below {DOUBTFUL}: "
        f"{_told(unsure)}; listed: {_told(listed)}\n\nfirst files   wrong values   files with one   of all"
    )
    ordered = sorted(files, key=lambda file: -file.weight)
    with_one = sum(file.wrong > 0 for file in files) / len(files)
    for share in _SHARES:
        first = ordered[: int(share * len(files))]
        held = sum(file.wrong for file in first) / wrong
        own = sum(file.wrong > 0 for file in first) / max(1, len(first))
        print(f"{share:>10.0%}{held:>15.2f}{own:>17.2f}{with_one:>9.2f}")


def _told(values: list[Judged]) -> str:
    return f"{len(values)}, {sum(not value.right for value in values)} of them wrong"
