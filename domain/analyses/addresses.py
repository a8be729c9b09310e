"""The spelling of e-mail addresses: disguised, cut by the end of a line, flush against other words."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.text import Text, TextLine
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_SIGN = re.compile(
    r"\s?[(\[{<]\s?(?:at|AT|At|@)\s?[)\]}>]\s?| (?:AT|at) (?=[\w-]{2,40}(?:\.| ?[(\[]dot| dot ))"
)
_DOT = re.compile(r"\s?[(\[{<]\s?(?:dot|DOT|Dot)\s?[)\]}>]\s?| (?:dot|DOT) ")
_DASH_IN_NAME = re.compile(r"(?<=[A-Za-z0-9])[–—](?=[\w.–—-]{1,40}@)")
_WORDS: Final = lexicon("contacts")
_KNOWN_ENDS: Final = frozenset(_WORDS.words("domain_end"))
_AT = re.compile(r"\s?@\s?")
_NAME = re.compile(r"[\w.+'’&!=#%~*-]{1,64}$")
_LABELLED = re.compile(r"^(?:e-?)?mail=", re.IGNORECASE)
_BEHIND_CHINESE = re.compile(f"[{CHINESE}](?=[A-Za-z0-9])")
_HOST = re.compile(rf"(?:[^\W_{CHINESE}]|[.-]){{1,100}}")
_HOST_CHINESE = re.compile(
    rf"[{CHINESE}][{CHINESE}A-Za-z0-9-]{{0,30}}\.{_WORDS.pattern('domain_end_chinese')}"
)
# The longest usual ends are those of trades (.photography), which nobody writes with capitals.
_END = re.compile(r"[A-Za-z]{2,10}(?![A-Za-z])|[a-z]{11,18}(?![A-Za-z])")
_END_FLUSH = re.compile("[a-z]{2,5}(?=[A-Z0-9])")
_FLUSH = re.compile(r"^1[3-9]\d{9}(?=\d{5,11}$)")
_CUT_AT_END = re.compile(r"[\w.+-]{1,64}@[\w.-]{0,60}$", re.ASCII)
_CUT_AT_START = re.compile(r"^@[A-Za-z0-9-]{1,60}\.[\w.-]{2,20}", re.ASCII)
_CONTINUATION = re.compile(rf"^[\w-]{{0,30}}(?:\.[\w-]{{1,20}}){{0,3}}(?=$|[\s|,;{CHINESE}])", re.ASCII)
_REST_OF_NAME = re.compile(r"^[A-Za-z0-9][\w.+-]{0,40}@", re.ASCII)
_CUT_NAME = re.compile(
    r"^(?:[a-z0-9]+[._-])+$|^[A-Za-z][A-Za-z0-9]{0,20}[_-]$|^[a-z0-9]+(?:[._-][a-z0-9]+)+$"
)


def addresses(text: str) -> list[str]:
    """Return the addresses that a line holds, as they are written to."""
    text = _DASH_IN_NAME.sub("-", _DOT.sub(".", _SIGN.sub("@", text[:600])))
    found = []
    for at in _AT.finditer(text):
        name, host = _name(text[max(0, at.start() - 80) : at.start()]), _host(text[at.end() :])
        if name and host:
            found.append(f"{name}@{host}")
    return found


def _name(before: str) -> str | None:
    """Return the name at the end of a text, without what it stands flush against."""
    match = _NAME.search(before)
    if match is None:
        return None
    name = _LABELLED.sub("", match.group().lstrip(".+-'’&!=#%~*"))
    if behind := list(_BEHIND_CHINESE.finditer(name)):
        name = name[behind[-1].end() :]
    # A mobile number printed flush against a number at qq.com.
    name = _FLUSH.sub("", name)
    return name if name and name[-1] not in ".'’&!=#%~" else None


def _host(after: str) -> str | None:
    """Return the host at the beginning of a text, without words it stands flush against."""
    if chinese := _HOST_CHINESE.match(after):
        return chinese.group()
    match = _HOST.match(after)
    if match is None or after[match.end() : match.end() + 1] == "@":
        return None
    labels = match.group().split(".")
    for count in range(len(labels), 1, -1):
        end = _END.match(labels[count - 1])
        if end is None or (labels[count - 1][end.end() :] and labels[count - 1][end.end()].isdigit()):
            flush = _END_FLUSH.match(labels[count - 1])
            end = flush if flush and flush.group() in _KNOWN_ENDS else None
        if end and all(labels[: count - 1]):
            return ".".join((*labels[: count - 1], end.group()))
    return None


def completed(line: TextLine, text: Text) -> str:
    """Return the line, with its address completed from a neighbouring line when the end has cut it."""
    here = line.text
    before, after = text.next_to(line, -1), text.next_to(line)
    if before and _CUT_AT_START.match(here) and (name := re.search(r"[\w.+-]{2,64}$", before.text, re.ASCII)):
        return name.group() + here
    if before and _REST_OF_NAME.match(here) and (name_start := _cut_name(before)):
        return name_start + here
    cut = _CUT_AT_END.search(here)
    if cut and after and "@" not in after.text.split(" ")[0]:
        domain = cut.group().partition("@")[2]
        complete = "." in domain and domain.rsplit(".", 1)[1].casefold() in _KNOWN_ENDS
        rest = _CONTINUATION.match(after.text)
        if rest and rest.group() and (not complete or rest.group().startswith(".")):
            joined = here + rest.group()
            # "qq.c" + "om", "exa" + "mple.org", never "qq.com" + "Beijing".
            if joined.rsplit(".", 1)[-1].casefold() in _KNOWN_ENDS:
                return joined
    return here


def _cut_name(line: TextLine) -> str | None:
    """Return the beginning of a name that a line ends with, if it holds nothing else but a label."""
    words = line.text.rpartition(":")[2].strip() or line.text
    is_name = not has_chinese(words) and any(map(str.isalpha, words)) and _CUT_NAME.match(words)
    return words if is_name and words.rsplit(".", 1)[-1] not in _KNOWN_ENDS else None
