"""Good text of any language passes; letters that stand for others do not."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from domain.documents.plausibility import is_plausible

# One a line: what it is, and its text.
_ROWS = Path(__file__).with_name("good_texts.tsv").read_text(encoding="utf-8").splitlines()
GOOD = dict(row.split("\t") for row in _ROWS)
ENGLISH, CHINESE = GOOD["English"], GOOD["Chinese"]


def substituted(text: str) -> str:
    letters = string.ascii_lowercase
    other = "".join(random.Random(5).sample(letters, len(letters)))
    return text.lower().translate(str.maketrans(letters, other))


def moved(text: str, by: int) -> str:
    return "".join(chr(ord(sign) + by) if sign.isalpha() else sign for sign in text)


NONSENSE = {
    "letters exchanged": substituted(ENGLISH),
    "codes of glyphs": moved(ENGLISH, -29),
    "letters moved in the alphabet": moved(ENGLISH, 3),
    "letters of another script's table": moved(ENGLISH, 0xC0),
    "ideographs moved": moved(CHINESE, 7),
    "ideographs moved far": moved(CHINESE, 1_000),
    "bytes of another encoding": CHINESE.encode("gb18030").decode("latin-1"),
    "UTF-8 taken for GBK": CHINESE.encode().decode("gbk", "replace"),
    "English backwards": ENGLISH[::-1],
    "Chinese backwards": CHINESE[::-1],
    "glyph names": " ".join(f"g{200 + number}" for number in range(90)),
    "numbers of glyphs": "".join(f"(cid:{number})" for number in range(90)),
    "many scripts": "".join(
        chr(base + number % 20)
        for number in range(40)
        for base in (0x61, 0x3B1, 0x431, 0x5D0, 0x4E00, 0x1208)
    ),
    "a rare script": "".join(chr(0x1401 + number) for number in range(200)),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_good_text_is_plausible(text: str) -> None:
    assert is_plausible(text)


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_letters_that_stand_for_others_are_not(text: str) -> None:
    assert not is_plausible(text)


def test_a_few_terms_in_another_script_do_not_matter() -> None:
    assert is_plausible(f"{ENGLISH} {CHINESE} α β γ, Привет, 東京, Größe, São Paulo, Dvořák, naïve")
