"""Whether an import is right, by what the log says of it in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.trials.log import Trial

Rows = Sequence[dict[str, Any]]
Judge = Callable[[re.Match[str], Trial, dict[str, Any]], bool]

_NUMBERS = r"\d+(?:(?: or |\.\.)\d+)?(?:,\d+(?:(?: or |\.\.)\d+)?)+"
_HEADER = re.compile(r'header(?: only:)? "?(?P<name>[^",:]+)"?')
_REFUSED = 1


def judged(trial: Trial, present: dict[str, Any]) -> bool | None:
    """Return whether an import gave what the log calls right; None where its words are a description."""
    for pattern, judge in _JUDGES:
        if found := re.fullmatch(pattern, trial.right, re.DOTALL):
            return "Traceback" not in present["output"] and judge(found, trial, present)
    return None


def _is_refused(present: dict[str, Any]) -> bool:
    return present["code"] == _REFUSED and not present["rows"] and bool(present["output"].strip())


def _counted(found: re.Match[str], trial: Trial, present: dict[str, Any]) -> bool:
    """`2 rows`, with what must hold beside; `or a refusal` will do as well where the log says so."""
    if "refusal" in trial.right and _is_refused(present):
        return True
    clean = "none rejected" not in trial.right or " 0 rejected" in present["output"]
    told = "/" not in trial.right or _holds(re.findall(r"\d{3,}", found["beside"]), present["rows"])
    return clean and told and len(present["rows"]) == int(found["count"])


def _kept_or_refused(_: re.Match[str], __: Trial, present: dict[str, Any]) -> bool:
    return _is_refused(present) or bool(present["rows"])


def _refused_or_read(_: re.Match[str], __: Trial, present: dict[str, Any]) -> bool:
    """A refusal is right; so is reading what the file holds."""
    return _is_refused(present) or any(_title(row) for row in present["rows"])


def _nothing_imported(_: re.Match[str], __: Trial, present: dict[str, Any]) -> bool:
    return not present["rows"] and bool(present["output"].strip())


def _column_told(_: re.Match[str], trial: Trial, present: dict[str, Any]) -> bool:
    """The column of pay is taken, or the output names it."""
    name = _HEADER.search(trial.what)
    taken = any(row["salary_text"] for row in present["rows"])
    return taken or (name is not None and name["name"] in present["output"])


def _period(found: re.Match[str], trial: Trial, present: dict[str, Any]) -> bool:
    """The period is so, and the figures are those of the log; or the column is left and named."""
    periods = [row["salary_period"] for row in present["rows"]]
    if any(periods):
        amount = found["amount"] is None or _holds([found["amount"]], present["rows"])
        return amount and set(periods) == {found["period"]}
    name = _HEADER.search(trial.what)
    return name is not None and name["name"].strip() in present["output"]


def _range(found: re.Match[str], _: Trial, present: dict[str, Any]) -> bool:
    """The range is so, or none is told."""
    wanted = (float(found["low"]), float(found["high"]))
    untold = (None, None) if found["untold"] else wanted
    ends = [(row["salary_low"], row["salary_high"]) for row in present["rows"]]
    period = found["period"] is None or all(
        row["salary_period"] == found["period"] for row in present["rows"]
    )
    city = "city" not in (found["beside"] or "") or all(row["city"] for row in present["rows"])
    return bool(ends) and period and city and all(end in (wanted, untold) for end in ends)


def _up_to(found: re.Match[str], _: Trial, present: dict[str, Any]) -> bool:
    highs = [float(number) for number in re.findall(r"\d+", found["highs"])]
    return [(row["salary_low"], row["salary_high"]) for row in present["rows"]] == [
        (None, high) for high in highs
    ]


def _on_all(found: re.Match[str], _: Trial, present: dict[str, Any]) -> bool:
    """Every row has the texts."""
    texts = found["texts"].split(" and ")
    rows = present["rows"]
    return bool(rows) and all(_holds([text], [row]) for text in texts for row in rows)


def _no_dates(found: re.Match[str], _: Trial, present: dict[str, Any]) -> bool:
    allowed = {0, int(found["years"])}
    return bool(present["rows"]) and all(
        row["years_min"] in allowed and row["salary_low"] is None and row["salary_high"] is None
        for row in present["rows"]
    )


def _ids(found: re.Match[str], _: Trial, present: dict[str, Any]) -> bool:
    starts = found["starts"].replace("…", "").split(", ")
    ids = [row["external_id"] for row in present["rows"]]
    return len(ids) >= len(starts) and all(map(str.startswith, ids, starts))


def _numbers(found: re.Match[str], trial: Trial, present: dict[str, Any]) -> bool:
    """The degrees or years of all rows."""
    column = "degree" if "degree" in trial.what else "years_min"
    allowed = [_allowed(number) for number in found[0].split(",")]
    rows: Rows = present["rows"]
    return len(rows) == len(allowed) and all(row[column] in a for row, a in zip(rows, allowed, strict=True))


def _titled(_: re.Match[str], __: Trial, present: dict[str, Any]) -> bool:
    return bool(present["rows"]) and all(map(_title, present["rows"]))


def _title(row: dict[str, Any]) -> str | None:
    title: str | None = row["title_zh"] or row["title_en"]
    return title


def _holds(texts: Sequence[str], rows: Rows) -> bool:
    """Return whether each text is, or begins, a cell of some row."""
    cells = [str(cell) for row in rows for cell in row.values() if cell is not None]
    return all(any(cell == text or cell.startswith(text) for cell in cells) for text in texts)


def _allowed(number: str) -> Sequence[int]:
    """Return what `3`, `0..1` and `0 or 4` allow."""
    if ".." in number:
        low, high = number.split("..")
        return range(int(low), int(high) + 1)
    return [int(part) for part in number.split(" or ")]


_JUDGES: Sequence[tuple[str, Judge]] = (
    (r"(?P<count>\d+) rows?(?P<beside>(?: as written|,? (?:none|no|or|ids)\b| first;).*)?", _counted),
    (_NUMBERS, _numbers),
    (r"rows kept or a clear refusal.*", _kept_or_refused),
    (r"a clear refusal.*", _refused_or_read),
    (r"rc 1 or told, nothing imported", _nothing_imported),
    (r"pay column recognised, or .*", _column_told),
    (r"(?:(?P<amount>\d+) )?(?P<period>HOUR|DAY|WEEK|MONTH|YEAR) \(or .*\)", _period),
    (
        r"(?:title, salary )?(?P<low>\d+)-(?P<high>\d+)(?: (?P<period>[A-Z]+))?(?P<untold> or untold)?"
        r"(?P<beside>[;,].*)?",
        _range,
    ),
    (r"up to (?P<highs>[\d /]+); no zero pay", _up_to),
    (r"(?:company )?(?P<texts>.+) on all (?:three|two|of them)(?: rows)?", _on_all),
    (r"years (?P<years>\d+) or untold; pay untold.*", _no_dates),
    (r"(?P<starts>\d+…?(?:, \d+…?)*), digits kept", _ids),
    (r"title; .*with --map", _titled),
)
