"""Names that follow no known form, told by where they stand: at the top, large, above contact data."""

from __future__ import annotations

import re
import unicodedata

from domain.analyses.headings import heading_kind
from domain.analyses.labels import label_of
from domain.analyses.name_forms import CREDENTIALS, ENGLISH_WORD, NOT_NAMES, is_reversed_name
from domain.analyses.pairs import Pairs
from domain.analyses.places import is_place, is_region
from domain.analyses.skill_names import is_known
from domain.analyses.text import Text, TextLine
from domain.analyses.titles import title_score
from domain.analyses.towns import beside_contact
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.script import CHINESE, has_chinese

_NO_NAME_END = re.compile(f"{lexicon('names').pattern('no_name_end')}$")
_ONE_WORD = re.compile(r"^[A-Z][^\W\d_]{2,20}$")
_MIXED = re.compile(f"^[{CHINESE}]{{1,4}}[A-Za-z]?[{CHINESE}]{{1,4}}$")
_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)$")
_LARGE = 1.3


def unusual_name(
    line: TextLine, text: Text, pairs: Pairs, *, rank: int, largest: float, address: str | None
) -> tuple[str, float] | None:
    """Return the name that a line near the top consists of, and how sure that is."""
    if rank > 6 or pairs.at(line):
        return None
    if name := _by_address(line, address):
        return name, 0.8
    if name := _reversed(line, text, rank):
        return name, 0.75
    if line.size is not None and line.size == largest and (name := _by_size(line, text, pairs)):
        return name, 0.52
    if rank <= 2 and (name := _of_another_script(line, text)):
        return name, 0.6
    if name := _one_word(line, text, rank=rank, largest=largest, address=address):
        return name, 0.56
    return None


def _by_address(line: TextLine, address: str | None) -> str | None:
    """Return a line near the top of which the e-mail address holds two words (`april street`)."""
    name = CREDENTIALS.sub("", line.pieces[0]).strip(" ,")
    words = name.split()
    if not address or not 2 <= len(words) <= 30 or len(name) > 60 or has_chinese(name):
        return None
    parts = [part for part in re.split("[^a-z]+", address.partition("@")[0].casefold()) if len(part) > 1]
    if len(words) > 5 and "".join(parts) == "".join(words).casefold():
        ends = [sum(map(len, parts[: count + 1])) for count in range(len(parts))]
        letters = "".join(words)
        return " ".join(letters[end - len(part) : end] for part, end in zip(parts, ends, strict=True))
    if len(words) > 5 or not all(ENGLISH_WORD.match(word.strip(",")) for word in words):
        return None
    local = re.sub(r"[^a-z]", "", address.partition("@")[0].casefold())
    held = [word for word in words if len(word) > 2 and word.strip(",.").casefold() in local]
    return name if len(held) >= 2 and sum(map(len, held)) >= 0.7 * len(local) else None


def _by_size(line: TextLine, text: Text, pairs: Pairs) -> str | None:
    """Return a name with a surname not known here: the largest line, above labelled data."""
    name = _IN_BRACKETS.sub("", line.compact)
    after = text.next_to(line)
    if not line.size or line.size < _LARGE * (text.body_size or line.size) or after is None:
        return None
    if not (re.fullmatch(f"[{CHINESE}]{{2,5}}", name) or _MIXED.match(name)):
        return None
    if _NO_NAME_END.search(name) or title_score(name):
        return None
    if not pairs.at(after) and "@" not in after.text and sum(map(str.isdigit, after.text)) < 10:
        return None
    return None if name in NOT_NAMES or heading_kind(name) or label_of(name) else name


def _reversed(line: TextLine, text: Text, rank: int) -> str | None:
    """Return `Last, First` at the very top, above or beside contact data."""
    name = _IN_BRACKETS.sub("", CREDENTIALS.sub("", line.text)).strip(" ,")
    if rank > 3 or not is_reversed_name(name) or is_place(name):
        return None
    first = name.partition(", ")[2]
    if title_score(first) > 0.3 or is_region(first) or not beside_contact(text, line):
        return None
    return name


def _of_another_script(line: TextLine, text: Text) -> str | None:
    """Return a name in kana, hangul, Devanagari, Arabic and the like, which nothing but its place tells."""
    words = line.text.split()
    if not 1 <= len(words) <= 4 or not 2 <= len(line.text) <= 30 or text.next_to(line) is None:
        return None
    signs = "".join(words).replace("·", "").replace("・", "")
    if not all(unicodedata.category(sign)[0] in "LM" for sign in signs):
        return None
    scripts = {unicodedata.name(sign, "LATIN").split()[0] for sign in signs}
    if scripts <= {"LATIN", "CJK", "COMBINING", "MODIFIER"} or not beside_contact(text, line):
        return None
    return line.text


def _one_word(line: TextLine, text: Text, *, rank: int, largest: float, address: str | None) -> str | None:
    """Return a single name: alone at the top, large or in the e-mail address."""
    name = line.text
    if rank > 2 or not _ONE_WORD.match(name) or name.casefold() in NOT_NAMES:
        return None
    if heading_kind(name) or label_of(name) or is_region(name) or title_score(name) > 0.3:
        return None
    local = re.sub("[^a-z]", "", address.partition("@")[0].casefold()) if address else ""
    large = bool(line.size and line.size >= largest and line.size >= _LARGE * (text.body_size or line.size))
    alone = not is_known(name) and beside_contact(text, line) and (large or rank == 1)
    return name if alone or name.casefold() in local else None
