"""Periods of time as resumes print them, found and cut out of a line."""

from __future__ import annotations

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_YEAR = r"(?:(?:19|20)(?:\d\d|[xX]{2}))"
_POINT = (
    rf"(?:(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./]{_YEAR}|{_YEAR}\s?年\s?\d{{1,2}}\s?月?(?:\s?\d{{1,2}}\s?日)?|{_YEAR}[–—](?:0[1-9]|1[0-2])(?!\d)|{_YEAR}\s?[./-]\s?\d{{1,2}}(?!\d)(?:[./-]\d{{1,2}}(?!\d))?月?"
    rf"|(?:{_MONTH}|{_SEASON}),?\s?(?:\d{{1,2}},\s?)?'?{_YEAR}|{_MONTH}\s?'\d\d|(?:0?[1-9]|1[0-2])\s?[/.]\s?{_YEAR}|{_YEAR}\s?年?)"
)
_NOW = r"(?:至今|今|现在|目前|present|current(?:ly)?|now|ongoing|today|till (?:date|now)|to date|date)"
_SHORT_POINT = r"(?:\d\d[./]\d\d?(?!\d))"
PERIOD = re.compile(
    rf"[(（\[]?\s?(?<![A-Za-z0-9_])(?:{_POINT})\s?(?:[-–—~～至到/]{{1,3}}|\bto\b|\buntil\b|\btill\b|–|\s)\s?(?:至\s?)?(?:{_POINT}|{_NOW}|{_MONTH})\s?[)）\]]?"
    rf"|[(（\[]?\s?(?<![A-Za-z0-9_])(?:{_POINT})\s?(?:[-–—~～]{{1,2}}\s?)?{_NOW}\s?[)）\]]?"
    rf"|(?<![\w.]){_SHORT_POINT}\s?[-–—~至]{{1,2}}\s?(?:{_SHORT_POINT}|{_NOW})"
    rf"|[(（\[]?\s?(?<![\w]){_MONTH}\s?[-–—~]\s?{_MONTH}\s?{_YEAR}\s?[)）\]]?",
    re.IGNORECASE,
)
POINT = re.compile(rf"[(（\[]?\s?(?<![\w$#-])(?:{_POINT})(?![\w%])\s?[)）\]]?", re.IGNORECASE)
_OPEN = re.compile(rf"(?<![\w])(?:{_POINT})\s?(?:[-–—~至到]{{1,2}})\s?$", re.IGNORECASE)


def cut_period(text: str) -> tuple[str, bool]:
    """Return the text with its periods replaced by a gap, and whether there was one.

    A single date counts where it stands at the text's beginning or end.
    """
    if not any(map(str.isdigit, text)):
        return text, False
    cut, count = PERIOD.subn("\t", text)
    if count:
        return cut.strip(" \t,|;:·-–—"), True
    if match := _OPEN.search(text):
        return text[: match.start()].strip(" \t,|;:·-–—"), True
    for match in POINT.finditer(text):
        at_end = not text[match.end() :].strip(" \t,.|;:)") or not text[: match.start()].strip(" \t,.|;:(•·")
        if at_end:
            return f"{text[: match.start()]}\t{text[match.end() :]}".strip(" \t,|;:·-–—"), True
    return text, False


def is_period(text: str) -> bool:
    """Return whether a text is a date or a period and nothing else."""
    rest, found = cut_period(text)
    return found and not any(sign.isalnum() for sign in rest)
