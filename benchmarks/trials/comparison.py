"""Whether what a trial gives is right.

The log tells the right value as people write it: whole, as a part of it, or in words. Words that no rule
here can hold against a value are a description, which is neither right nor wrong.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from benchmarks.trials.imports import judged
from benchmarks.trials.log import Trial, Verdict

_ENTRIES = {
    "exp": ("experience", ("company", "title", "start", "end", "is_current")),
    "edu": ("education", ("school", "degree", "major", "start", "end")),
}
_OTHER_NAMES = {"degree": "highest_degree"}

_DESCRIPTION = re.compile(
    r"…|\b(?:any|either|two|three)\b|^(?:a|as|kept|company|companies) |with or without| twice$"
)
_HOLDS = re.compile(r"contains (?P<part>.+)|…(?P<middle>[^…]+)…")
_OR_NOTHING = re.compile(r"(?P<value>\S+) or null")
_BEGINS = re.compile(r"\w+ start (?P<items>.+)")
_SPAN = re.compile(
    r"(?:(?P<company>[^,]+), (?P<title>[^,]+), )?"
    r"(?P<start>[\d-]+|None)\.\.(?P<end>[\d-]+|None) current=(?P<is_current>True|False)"
)
_STATUS = re.compile(r"\d{3}(?:(?:, | or |/)\d{3})*(?: \([^)]*\)| as JSON)?")


class Outcome(StrEnum):
    """What became of a trial."""

    RIGHT = "right"
    WRONG = "wrong"
    DESCRIBED = "described"
    NOT_RUN = "not run"


def judge(trial: Trial, present: Any) -> Outcome:
    """Compare what a trial gives at present with what is right; None was not run."""
    if present is None:
        return Outcome.NOT_RUN
    compare: Callable[[Trial, Any], Outcome] = _JUDGES.get(trial.area, _reading)
    return compare(trial, present)


def _reading(trial: Trial, present: dict[str, Any]) -> Outcome:
    """Compare the fields that the log names; of several, one wrong is wrong and one right is enough."""
    outcomes = {_field(key, want, present) for key, want in json.loads(trial.right).items()}
    if Outcome.WRONG in outcomes and trial.verdict is Verdict.OK and _is_as_logged(trial, present):
        # Whoever wrote the log found it right all the same.
        return Outcome.RIGHT
    for outcome in (Outcome.WRONG, Outcome.RIGHT):
        if outcome in outcomes:
            return outcome
    return Outcome.DESCRIBED


def _is_as_logged(trial: Trial, present: dict[str, Any]) -> bool:
    got, _ = json.JSONDecoder().raw_decode(trial.got)
    return all(_field(key, value, present) is Outcome.RIGHT for key, value in got.items())


def _field(key: str, want: Any, present: dict[str, Any]) -> Outcome:
    if key in _ENTRIES:
        name, columns = _ENTRIES[key]
        return _entries(want, present[name], columns)
    got = present[_OTHER_NAMES.get(key, key)]
    if isinstance(want, str):
        return _list_in_words(key, want, got) if isinstance(got, list | tuple) else _text(key, want, got)
    if isinstance(want, list):
        return _told([_plain(item) for item in want] == [_plain(item) for item in got])
    return _told(want == got)


def _entries(want: Any, got: Sequence[dict[str, Any]], columns: tuple[str, ...]) -> Outcome:
    """Compare entries by the columns that the log has, or the only entry with its name and span in words."""
    if isinstance(want, list):
        read = [[entry[column] for column in columns] for entry in got]
        same = len(want) == len(read)
        return _told(same and all(w == r[: len(w)] for w, r in zip(want, read, strict=True)))
    span = _SPAN.fullmatch(want)
    if span is None:
        return Outcome.DESCRIBED
    told = {key: value for key, value in span.groupdict().items() if value is not None}
    return _told(len(got) == 1 and all(str(got[0][key]) == value for key, value in told.items()))


def _list_in_words(key: str, want: str, got: Sequence[str]) -> Outcome:
    items = list(map(_plain, got))
    if begins := _BEGINS.fullmatch(want):
        first = list(map(_plain, begins["items"].split(", ")))
        return _told(items[: len(first)] == first)
    if key != "skills" or ", " not in want:
        return Outcome.DESCRIBED
    return _told(items == list(map(_plain, want.split(", "))))


def _text(key: str, want: str, got: Any) -> Outcome:
    if holds := _HOLDS.fullmatch(want):
        part = holds["part"] or holds["middle"]
        return _told(got is not None and _plain(part) in _plain(got))
    if choice := _OR_NOTHING.fullmatch(want):
        return _told(got is None or _plain(got) == choice["value"])
    if not want or _DESCRIPTION.search(want):
        return Outcome.DESCRIBED
    same = _digits if key == "phone" else _plain
    return _told(got is not None and same(got) == same(want))


def _pay(trial: Trial, present: Sequence[Any]) -> Outcome:
    """Compare low, high, currency, period and months.

    Where the log leaves out the currency, neither it nor the months are what was tried.
    """
    low, high, currency, period, months = json.loads(trial.right)
    got_low, got_high, got_currency, got_period, got_months = present
    same = (low, high, period) == (got_low, got_high, got_period)
    return _told(same and (currency is None or (currency, months) == (got_currency, got_months)))


def _answer(trial: Trial, present: dict[str, Any]) -> Outcome:
    """Compare an answer's status, or its data."""
    if _STATUS.fullmatch(trial.right):
        return _told(str(present["status"]) in re.findall(r"\d{3}", trial.right))
    if trial.right.startswith("{"):
        return _told(json.loads(trial.right) == present["body"]["data"])
    return Outcome.DESCRIBED


def _import(trial: Trial, present: dict[str, Any]) -> Outcome:
    right = judged(trial, present)
    return Outcome.DESCRIBED if right is None else _told(right)


def _told(right: bool) -> Outcome:
    return Outcome.RIGHT if right else Outcome.WRONG


def _plain(value: Any) -> str:
    """Return a text without spaces and forms of width, which the log writes either way."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))


def _digits(value: Any) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", str(value)))


_JUDGES: dict[str, Callable[[Trial, Any], Outcome]] = {
    "import-pay": _pay,
    "import": _import,
    "graphql": _answer,
    "rest": _answer,
}
