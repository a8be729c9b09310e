"""The tables of the evaluation: fields by language, layouts, time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from benchmarks.evaluation.reading import Read
from tools.judging import LabelledSet, figures_of

Predictions = Mapping[str, Mapping[str, Any]]
"""By file, what `analyze --jsonl` prints."""

_LANGUAGES = ("all", "zh", "en")
_MEASURES = {"skills": "recall", "highest_degree": "accuracy"}
_ENTRIES = {"experience": "whole employments", "education": "whole stays"}
_LAYOUT_FIELDS = (
    "name",
    "email",
    "phone",
    "age",
    "career_interest",
    "highest_degree",
    "schools",
    "companies",
    "titles",
    "experience",
    "education",
)
_FAMILIES = {
    "LaTeX and Typst": ("latex", "typst", "altacv", "moderncv"),
    "tables and forms": ("table", "form"),
    "text boxes": ("text box",),
    "two columns, side bars": ("two-column", "sidebar"),
    "printed by a browser": ("browser", "chromium", "weasyprint"),
    "one column": ("single-column", "one column", "reportlab"),
}


def print_fields(
    scorer: Any, labelled: LabelledSet, columns: Mapping[str, Predictions], today: date
) -> dict[str, Any]:
    """Print each field's figure for each language, one column beside the other; return each column's figures.

    F1 by groups of one text; of the degree the accuracy, of skills the recall, of entries the share of
    those labelled that are right as a whole.
    """
    figures = {
        column: figures_of(scorer, labelled, predictions, today) for column, predictions in columns.items()
    }
    first = next(iter(figures.values()))
    languages = [language for language in _LANGUAGES if language in first]
    print(" " * 22 + "".join(f"{name:<{9 * len(columns)}}" for name in languages))
    print(" " * 22 + "".join(f"{column:<9}" for _ in languages for column in columns))
    for field in first["all"]["fields"]:
        cells = [
            _figure(part[language]["fields"].get(field), _MEASURES.get(field, _measure(field)))
            for language in languages
            for part in figures.values()
        ]
        print(f"{_ENTRIES.get(field, field):<22}" + "".join(f"{cell:<9}" for cell in cells))
    shares = [
        made_up(
            scorer,
            [row for row in labelled.labels if language in ("all", row["lang"])],
            labelled,
            read,
            today,
        )
        for language in languages
        for read in columns.values()
    ]
    print(f"{'made up':<22}" + "".join(f"{share:<9.3f}" for share, _, _ in shares))
    count, fields = shares[0][1:]
    told = ", ".join(f"{field} {number:.1f}" for field, number in fields.items())
    print(f"Made up: of {count:.0f} null labels" + (f"; {told}" if told else ""))
    return figures


def _measure(field: str) -> str:
    return "recall" if field in _ENTRIES else "f1"


def _figure(field: Mapping[str, Any] | None, measure: str) -> str:
    value = None if field is None else field["group"].get(measure)
    return "–" if value is None else f"{value:.3f}"


def made_up(
    scorer: Any, rows: Iterable[dict[str, Any]], labelled: LabelledSet, predictions: Predictions, today: date
) -> tuple[float, float, dict[str, float]]:
    """Return the share of null labels and empty lists that got a value; of how many; and by field."""
    groups = labelled.groups()
    sizes = Counter(groups.values())
    nulls = 0.0
    fields: dict[str, float] = defaultdict(float)
    for row in rows:
        weight = 1 / sizes[groups[row["file"]]]
        read = predictions.get(row["file"], {})
        for field in scorer.SCALARS:
            if field == "age_printed":
                continue
            scored = scorer.score_scalar(field, row, read, today)
            if scored is not None and row.get(field) is None and not (field == "age" and row.get("birth")):
                nulls += weight
                fields[field] += weight * (scored[1] > 0)
        for field in scorer.LISTS:
            # Of skills only recall is scored: an empty label is no statement that there are none.
            scored = None if field == "skills" else scorer.score_list(field, row, read)
            if scored is not None and not row[field] and not row.get(f"{field}_incomplete"):
                nulls += weight
                fields[field] += weight * bool(read.get(field))
    found = {field: number for field, number in fields.items() if number}
    return sum(found.values()) / (nulls or 1), nulls, found


def print_layouts(scorer: Any, labelled: LabelledSet, predictions: Predictions, today: date) -> None:
    """Print F1 (of the degree: accuracy) by kind of file and by layout; a content group counts once."""
    rows = [
        {
            **row,
            "kind": kind_of(labelled, row["file"]),
            "family": family_of(
                row.get("layout") or labelled.manifest.get(row["file"], {}).get("layout", "")
            ),
        }
        for row in labelled.labels
    ]
    print(f"\nF1 (degree: accuracy)\n{'files':>5} {'  '.join(f[:6].rjust(6) for f in _LAYOUT_FIELDS)}")
    for by in ("kind", "family", "layout"):
        parts = scorer.evaluate(rows, predictions, labelled.manifest, today=today, by=by)["parts"]
        for name, part in parts.items():
            if by != "kind" and name == "all":
                continue
            cells = [
                _figure(part["fields"].get(field), _MEASURES.get(field, "f1")).rjust(6)
                for field in _LAYOUT_FIELDS
            ]
            print(f"{part['files']:>5} {'  '.join(cells)}  {name}")


def family_of(layout: str) -> str:
    """Return what layouts of a kind have in common."""
    words = layout.casefold()
    return next((name for name, signs in _FAMILIES.items() if any(sign in words for sign in signs)), "other")


def kind_of(labelled: LabelledSet, file: str) -> str:
    """Return the kind of a file: its format, or that it is a picture."""
    row = labelled.manifest.get(file, {})
    scanned = "scan" in row.get("derivation", "") or row.get("format") in ("jpg", "png")
    return "picture or scan" if scanned else row.get("format", "-")


def print_seconds(labelled: LabelledSet, reads: list[Read]) -> None:
    """Print the wall time a file, isolation included, by kind of file."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for read in reads:
        kinds[kind_of(labelled, read.file)].append(read.seconds)
    told = []
    for kind, seconds in sorted(kinds.items()):
        seconds.sort()
        p95 = seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))]
        told.append(f"{kind} {seconds[len(seconds) // 2]:.3f} ({p95:.3f}, {len(seconds)} files)")
    print("Seconds a file, median (95 %): " + "; ".join(told))
