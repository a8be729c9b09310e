"""Where lists of skills are parted: at signs, at slashes between names, at spaces between known ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from domain.analyses.skill_labels import CLAUSE, LINES
from domain.analyses.skill_names import SLASHED, is_known, known_runs
from domain.vocabulary.script import CHINESE, has_chinese

GAUGES: Final = "★☆●○◆◇■□▮▯█▓▒░▪▫◉◯⚫⚪✦✩⭐🌟\N{VARIATION SELECTOR-16}"
"""What is drawn behind a skill to say how well it is mastered."""
_MARKS: Final = "►▶▸➤➢◦❖✧✓✔✅☑√※"
_SPLIT = re.compile(
    rf"[、,|·•]|\s{{2,}}| [–—+/>=≫*~»›^#-]{{1,2}} |[{GAUGES}{_MARKS}]+|(?<=\w\w)\+(?=[A-Za-z]\w)|/"
)
AND = re.compile(LINES.pattern("joint"))
_TAIL = re.compile(
    rf"(?<=[A-Za-z0-9+#])(?<!\b[A-Z](?={LINES.pattern('of_letters')})) ?{LINES.pattern('tail')}{{1,6}}$"
)
AND_SO_ON = re.compile(f"{LINES.pattern('and_so_on')}$")
_CUT = re.compile(
    rf"(?<=[A-Za-z0-9+#]) ?{LINES.pattern('cut')}|(?<=[{CHINESE}]){LINES.pattern('cut_anywhere')}"
)
_LEAD = re.compile(rf"^([{CHINESE}]{{2,10}}) ?(?=[A-Za-z][\w+#. -]*$)")
_LEADS: Final = LINES.words("lead")
_ABBREVIATED = re.compile(r"^[A-Z][A-Za-z]*[A-Z0-9]")
_LONGEST_NAME: Final = 12
_LATIN_END = re.compile(rf"^.*[{CHINESE}]")
_CHINESE_END = re.compile(rf"[{CHINESE}].*$")
_NUMBERED = re.compile(f"^{LINES.pattern('numeral')}/{LINES.pattern('numeral')}")


def parts_of(text: str) -> Iterator[str]:
    """Split at separators outside brackets, but not within names like CI/CD or A/B testing."""
    start = depth = counted = 0
    for match in _SPLIT.finditer(text):
        between = text[counted : match.start()]
        counted = match.start()
        depth += sum(between.count(sign) for sign in "([【") - sum(between.count(sign) for sign in ")]】")
        if depth > 0 or (match.group() == "/" and not _parts_names(text, start, match.start())):
            continue
        yield text[start : match.start()].strip()
        start = match.end()
    yield text[start:].strip()


def _parts_names(text: str, start: int, at: int) -> bool:
    """Return whether the slash at `at` parts two names, and is not one's own."""
    left = text[start:at].rpartition("/")[2].strip()
    right = re.split("[、,;|/(]", text[at + 1 :], maxsplit=1)[0].strip()
    if not left or not right:
        return False
    last, first = left.split()[-1], right.split()[0]
    # 搭建过CI/CD流水线
    near = f"{_LATIN_END.sub('', last)}/{_CHINESE_END.sub('', first)}".casefold().strip(".")
    if near in SLASHED or f"{left}/{right}".casefold() in SLASHED or _NUMBERED.search(f"{last[-1]}/{first}"):
        return False
    if len(last) == 1 or len(first) == 1 or first[0].isdigit():
        return False
    if has_chinese(left + right):
        return True
    if is_known(left) and is_known(without_tail(right)):
        return True
    return text.count("/") > 1 and len(left.split()) <= 2 and len(right.split()) <= 2


def of_known(text: str) -> list[str]:
    """Split a text that is nothing but several known names divided by spaces."""
    runs = known_runs(text.split()) if " " in text and not is_known(text) else []
    return [run for run, _ in runs] if len(runs) > 2 and all(known for _, known in runs) else [text]


def chips(text: str) -> list[str]:
    """Split skills divided by spaces alone, as far as they are known."""
    words = text.split()
    if len(words) < 2 or "(" in text or AND.search(text):
        return []
    runs = known_runs(words)
    if has_chinese(text):
        short = all(len(word) <= 6 and not CLAUSE.search(word) for word in words)
        return [run for run, _ in runs] if short and len(words) > 2 else []
    known = sum(len(run.split()) for run, is_name in runs if is_name)
    alike = known + sum(1 for run, is_name in runs if not is_name and _ABBREVIATED.search(run))
    if len(runs) < 2 or alike < 2 or (known < 0.6 * len(words) and alike < 0.7 * len(words)):
        return []
    found: list[str] = []
    for run, is_name in runs:
        # A word in lower case goes on with the skill before it: "Wound care".
        if found and run[:1].islower() and not is_name:
            found[-1] = f"{found[-1]} {run}"
        else:
            found.append(run)
    return found


def halves_of(part: str) -> list[str]:
    """Split `Excel and Word` where the halves are names; "Health and Safety" is one."""
    if is_known(part):
        return [part]
    halves = [half.strip() for half in AND.split(part)]
    if len(halves) < 2 or not all(halves):
        return [part]
    cleaned = [without_tail(half) for half in halves]
    if all(map(has_chinese, cleaned)) and any(len(half) < 3 and not is_known(half) for half in cleaned):
        return [part]
    if any(map(is_known, cleaned)) and all(len(half.split()) <= 4 or CLAUSE.search(half) for half in cleaned):
        return halves
    if has_chinese(part):
        return [part] if len(part) <= _LONGEST_NAME and all(map(has_chinese, cleaned)) else halves
    capitals = all(" " not in half and half[:1].isupper() and not half[1:].islower() for half in cleaned)
    return halves if capitals else [part]


def without_joint(part: str) -> list[str]:
    """Split `wound care and triage` where a list or a sentence ends: words in lower case too."""
    halves = halves_of(part)
    if len(halves) > 1 or has_chinese(part) or is_known(part):
        return halves
    halves = [half.strip() for half in AND.split(part)]
    short = len(halves) == 2 and all(1 <= len(half.split()) <= 3 for half in halves)
    return halves if short and halves[1][:1].islower() and not CLAUSE.search(part) else [part]


def without_tail(text: str) -> str:
    """Return a name without what is only said of it: that it is a tool, or what it is used for."""
    text = AND_SO_ON.sub("", text).strip()
    for pattern in (_CUT, _TAIL):
        if is_known(text):
            break
        text = pattern.sub("", text).strip() or text
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead and lead[1].endswith(_LEADS) and not is_known(text) else text
