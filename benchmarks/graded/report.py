"""What `make eval` prints of graded matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.graded.judgements import Judgements, agreement, read_judgements
from benchmarks.graded.measure import Quality, by_resume, quality_of
from benchmarks.graded.resumes import GradedResume, read_graded
from benchmarks.graded.runs import Run, read_run
from domain.analyses import fields
from domain.matches.matcher import Matcher
from domain.matches.usable import says_a_trade, wished_of
from domain.positions.catalogue import load_catalogue

SEND = 3
_BANDS = ((0.0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 1.01))


def graded_lines() -> Iterator[str]:
    """Yield the lines of a table: before and now, over all resumes and those with a usable title."""
    judgements = read_judgements()
    resumes = [resume for resume in read_graded() if resume.analysis is not None]
    if not judgements or not resumes:
        yield "The graded resumes are not here, so graded matches are not measured."
        return
    matcher = Matcher(load_catalogue())
    scored = {
        resume.chosen.key: [(match.position_code, match.score) for match in matcher.match(resume.analysis)]
        for resume in resumes
        if resume.analysis is not None
    }
    now = {key: [code for code, _ in found] for key, found in scored.items()}
    titled = {resume.chosen.key for resume in resumes if _has_a_title(resume)}
    yield "| graded matches | resumes | nDCG@5 | first | mean of five | absurd | show five | not graded |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, run in (("before", read_run("before")), ("now", now)):
        for kind, keys in (("all", set(now)), ("with a usable title", titled)):
            yield f"| {name}, {kind} | {_shown(quality_of(_part(run, keys), judgements))} |"
    yield ""
    yield f"The two passes: {agreement(list(judgements.values()))}."
    yield ""
    yield from _calibration(scored, judgements)


def _has_a_title(resume: GradedResume) -> bool:
    analysis = resume.analysis
    assert analysis is not None
    wish = analysis[fields.CAREER_INTEREST]
    titles = (*([wished_of(wish)] if wish else []), *analysis[fields.TITLES])
    return any(map(says_a_trade, titles))


def _part(run: Run, keys: set[str]) -> Run:
    return {key: codes for key, codes in run.items() if key in keys}


def _shown(quality: Quality) -> str:
    return (
        f"{quality.resumes} | {quality.ndcg:.3f} | {quality.first:.2f} | {quality.mean:.2f} | "
        f"{quality.absurd:.1%} | {quality.full:.1%} | {quality.unknown}"
    )


def _calibration(scored: dict[str, list[tuple[str, float]]], judgements: Judgements) -> Iterator[str]:
    """Yield how scores compare with the share of judges who would send the resume."""
    graded = by_resume(judgements)
    pairs = [
        (score, _share(judgements, key, code))
        for key, found in scored.items()
        for code, score in found
        if code in graded.get(key, {})
    ]
    yield "| scores | matches | mean score | share of judges who would send it |"
    yield "|---|---|---|---|"
    for low, high in _BANDS:
        band = [pair for pair in pairs if low <= pair[0] < high]
        if band:
            shares = f"{_mean(band, 0):.1%} | {_mean(band, 1):.1%}"
            yield f"| {low:.0%} to {min(high, 1.0):.0%} | {len(band)} | {shares} |"


def _share(judgements: Judgements, key: str, code: str) -> float:
    grades = judgements[key, code]
    return sum(grade == SEND for grade in grades) / len(grades)


def _mean(pairs: Sequence[tuple[float, float]], place: int) -> float:
    return sum(pair[place] for pair in pairs) / len(pairs)


if __name__ == "__main__":
    for line in graded_lines():
        print(line)
