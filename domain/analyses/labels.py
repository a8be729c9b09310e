"""Labels of facts (姓名, E-mail, …), and the pairs of label and value within one text."""

from __future__ import annotations

import re
from typing import Final

from domain.analyses.text import TextLine, normalise
from domain.vocabulary.degrees import LOOKS_LIKE_DEGREE
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, has_chinese

_LABELS: Final = lexicon("labels").by_word()
_USE: Final = lexicon("label_use")
_LOOKS: Final = lexicon("label_shapes")
_PERSONAL: Final = lexicon("personal")
_LONGEST: Final = max(map(len, _LABELS))
_EDGES = " \t:/|*·•-–—.,()[]【】「」<>《》_=~\u3000"
# What a value of a family must look like, where it has a look.
SHAPES: Final = {
    "phone": re.compile(r"(?:\d[\d\s().+\-–]{4,}|\+\d)"),
    "email": re.compile(f"@|{_LOOKS.pattern('email')}", re.IGNORECASE),
    "age": re.compile(r"^\D{0,3}\d{2}(?!\d)"),
    "birth": re.compile(r"\d{2}"),
    "gender": re.compile(
        f"^{_PERSONAL.pattern('female', 'male', 'called_female', 'called_male', whole=True)}", re.IGNORECASE
    ),
    "degree": LOOKS_LIKE_DEGREE,
    "salary": re.compile(rf"\d|{_LOOKS.pattern('salary')}", re.IGNORECASE),
    "years": re.compile(
        rf"^\D{{0,8}}\d{{1,2}}(?:\.\d)?\s*\+?\s*(?:{_LOOKS.pattern('years_unit')}|$)|{_LOOKS.pattern('years')}",
        re.IGNORECASE,
    ),
    "height": re.compile(rf"\d|{_LOOKS.pattern('health')}"),
    "idcard": re.compile(r"\d"),
    "postcode": re.compile(r"\d{4}"),
    "updated": re.compile(r"\d{4}"),
}
# Families whose Latin labels are also common words: the next word alone does not make a pair.
_WORDY = frozenset(_USE.words("wordy"))
_COLUMNS: Final = _USE.by_word("start", "end", "place", "degree", "grade", "number")
_LONGEST_COLUMN: Final = 16
_LATIN_PLAIN: Final = frozenset(_USE.words("plain"))
_JOINED: Final = frozenset(_USE.words("flush"))
_INLINE_END = re.compile(r"(?=[\s|｜¦丨•;。])(?:\t|\s{2,}|\s*[|｜¦丨•]\s*|\s[·∙・]\s|[;。]\s*)")
# A label in both languages: 姓名/Name, 姓名Name, Name 姓名.
_CHINESE_FIRST = re.compile(rf"^([{CHINESE}/]+)[/(]*([a-z .\-]{{2,}})\)?$")
_CHINESE_LAST = re.compile(rf"^([a-z .\-]+)[/(]*([{CHINESE}]+)\)?$")
_TRANSLATIONS: Final = _LABELS.keys() | lexicon("headings").by_word().keys()
# Whatever stands beside these translates them; beside others it may be the value: 姓名 Tom.
_TOLD_BELOW: Final = frozenset({"selfassessment", "referee", "hobby"})
_PLURAL = re.compile(r"\((e?s)\)")
_COLON = re.compile(r"[:\uFE55\u2236]")
_SLASHED = re.compile(r"^([^/:]{1,16}?)\s*/\s*([^/:]{1,60})$")
_LETTER_SPACED = re.compile(f"([{CHINESE}])[ \\t]{{1,14}}(?=([{CHINESE}]))")
_DASHED = re.compile(r"^([^—–:]{2,12}?)\s?[—–]{1,2}\s?")
_BRACKETED = re.compile(r"[【\[]\s*([^【】\[\]]{2,12}?)\s*[】\]]\s*:?")


@remembered
def label_of(text: str) -> str | None:
    """Return the family when the text is a label and nothing else."""
    if len(text) > 4 * _LONGEST:
        return None
    key = "".join(text.casefold().split())
    if "(" in key:
        key = _PLURAL.sub(r"\1", key)
    key = key.strip(_EDGES)
    if not key or len(key) > _LONGEST + 24:
        return None
    if found := _LABELS.get(key):
        return found
    if match := _CHINESE_FIRST.match(key):
        family = _LABELS.get(match[1].strip(_EDGES))
        return family if family in _TOLD_BELOW or match[2].strip(_EDGES) in _TRANSLATIONS else None
    if match := _CHINESE_LAST.match(key):
        return _LABELS.get(match[2]) if match[1].strip(_EDGES) in _LABELS else None
    return None


def column_of(text: str) -> str | None:
    """Return the family of the column that a cell heads: a label's, or or of a column of tables alone."""
    return label_of(text) or (
        _COLUMNS.get("".join(text.casefold().split()).strip(_EDGES)) if len(text) <= _LONGEST_COLUMN else None
    )


def fits(key: str, value: str) -> bool:
    """Return whether the value looks as values of the family do."""
    shape = SHAPES.get(key)
    return bool(value) and (shape is None or shape.search(value) is not None)


def label_before(text: str, end: int) -> tuple[int, str] | None:
    """Return where the longest label that ends at `end` starts, and its family."""
    found: tuple[int, str] | None = None
    letters = ""
    start = end
    while start > 0 and len(letters) <= _LONGEST and end - start < 40:
        start -= 1
        sign = text[start]
        if sign.isspace():
            continue
        letters = sign.casefold() + letters
        key = _LABELS.get(letters.strip("/()"))
        if key and _is_boundary(text, start, letters):
            found = start, key
    # 应聘职位/Position: the Chinese half tells more surely.
    before = text[: found[0] + 1].rpartition("/")[0] if found else ""
    if found and len(before) >= found[0] - 1 and has_chinese(before[-1:]):
        return label_before(text, len(before)) or found
    return found


def _is_boundary(text: str, start: int, letters: str) -> bool:
    if start == 0:
        return True
    before, sign = text[start - 1], text[start]
    if has_chinese(sign):
        return not has_chinese(before) or len(letters) >= 4
    return not (before.isalnum() and before.isascii())


def _joined_label(piece: str, end: int, least: int) -> tuple[int, str] | None:
    """Return the label before `end` that stands flush against the value before it (`姓名:陈平性别:男`)."""
    for length in range(6, 1, -1):
        start = end - length
        if start > least and piece[start:end] in _JOINED:
            return start, _LABELS[piece[start:end]]
    return None


def _opens(piece: str, start: int) -> bool:
    """Return whether a label may start here: "User Experience:" is no label of experience."""
    before = piece[:start].rstrip()
    return not before or has_chinese(piece[start]) or not before[-1].isalpha() or label_of(before) is not None


def inline_pairs(piece: str) -> list[tuple[str, str]]:
    """Return the pairs `label: value label: value` of a piece, values possibly empty."""
    starts: list[tuple[int, int, str]] = []
    for colon in _COLON.finditer(piece):
        if len(starts) > 20:
            break
        found = label_before(piece, colon.start())
        if found is None and starts:
            found = _joined_label(piece, colon.start(), starts[-1][1])
        if found and (starts or _opens(piece, found[0])):
            starts.append((found[0], colon.end(), found[1]))
    pairs = []
    for number, (_, value_start, key) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(piece)
        value = piece[value_start:end]
        if number + 1 < len(starts):
            value = value.rstrip(" ,;/")
            # 姓名:陈平性别 Gender:男
            for length in (4, 3, 2):
                if value[-length:] in _JOINED and _LABELS[value[-length:]] == starts[number + 1][2]:
                    value = value[:-length]
                    break
        pairs.append((key, value.strip(" \t:")))
    return pairs


def spaced_pairs(piece: str) -> list[tuple[str, str]]:
    """Return the pairs of `label value label value`, told apart by spaces alone."""
    words = piece.split()
    pairs: list[tuple[str, list[str]]] = []
    latin: list[bool] = []
    i = 0
    while i < len(words) and i < 40:
        key, taken, is_latin = None, 0, False
        for count in (4, 3, 2, 1):
            chosen = words[i : i + count]
            if len(chosen) < count or sum(map(len, chosen)) > _LONGEST:
                continue
            joined = "".join(chosen).casefold().strip("*·")
            if found := _LABELS.get(joined):
                key, taken, is_latin = found, count, not has_chinese(joined)
                break
        if key is None:
            if not pairs:
                return []
            pairs[-1][1].append(words[i])
            i += 1
            continue
        open_label = bool(pairs) and not pairs[-1][1]
        if open_label and is_latin and not latin[-1]:
            pass  # the English half of a label in both languages
        elif pairs and is_latin and not latin[0] and pairs[-1][1] and key in _WORDY:
            pairs[-1][1].extend(words[i : i + taken])
        else:
            pairs.append((key, []))
            latin.append(is_latin)
        i += taken
    result: list[tuple[str, str]] = []
    for number, (key, value_words) in enumerate(pairs):
        value = " ".join(value_words)
        if latin[number] and key in _WORDY | {"city", "salary"}:
            label = "".join(words[:2]).casefold()
            if not (label in _LATIN_PLAIN or words[0].casefold() in _LATIN_PLAIN):
                return result
        if value and not fits(key, value):
            return result
        result.append((key, value))
    return result


def with_plain_labels(text: str) -> str:
    """Return a text whose labels are letter-spaced, dashed or bracketed with a colon behind each instead."""
    if not text.isascii():
        text = _LETTER_SPACED.sub(
            lambda match: match[1] if match[1] + match[2] in _LABELS else match[0], text
        )
    if (match := _DASHED.match(text)) and label_of(match[1]):
        text = f"{match[1]}:{text[match.end() :]}"
    if "[" in text or "【" in text:
        text = _BRACKETED.sub(lambda match: f" {match[1]}:" if label_of(match[1]) else match[0], text)
    return text


def line_pieces(line: TextLine) -> list[str]:
    """Split a line at its gaps, but never inside a letter-spaced label."""
    raw = "\t".join(line.source.tokens) if len(line.source.tokens) > 1 else line.source.text
    raw = with_plain_labels(normalise(raw))
    if line.bullet or line.icon:
        raw = raw.lstrip("".join({sign for sign in raw[:4] if not sign.isalnum() and sign not in "+(【["}))
    pieces = [piece.strip() for piece in _INLINE_END.split(raw)]
    return [piece for piece in pieces if piece]


def slashed_pair(piece: str) -> list[tuple[str, str]]:
    """Return the pair of `label / value` or `value / label`."""
    match = _SLASHED.match(piece)
    if match is None:
        return []
    first, second = label_of(match[1]), label_of(match[2])
    if first and not second and fits(first, match[2]):
        return [(first, match[2])]
    if second and not first and fits(second, match[1]) and second in SHAPES:
        return [(second, match[1])]
    return []
