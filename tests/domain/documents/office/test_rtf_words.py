from __future__ import annotations

import codecs

from domain.documents.office.rtf_words import (
    CHARACTERS,
    ENCODINGS_BY_CHARSET,
    KINDS,
    OPENED,
    SKIPPED,
    SYMBOLS,
)


def test_every_charset_has_an_encoding_that_exists() -> None:
    assert all(codecs.lookup(name) for name in ENCODINGS_BY_CHARSET.values())


def test_a_destination_is_not_skipped_and_read() -> None:
    assert not SKIPPED & KINDS.keys()
    assert not SKIPPED & CHARACTERS.keys()
    # The instruction of a field is opened for its link, and its text is none of the page's.
    assert {"fldinst"} == SKIPPED & OPENED


def test_a_word_or_sign_stands_for_one_letter() -> None:
    assert {len(letter) for letter in (*CHARACTERS.values(), *SYMBOLS.values())} == {1}
