from __future__ import annotations

from domain.vocabulary.languages import Language


def test_a_language_is_its_tag() -> None:
    assert [str(language) for language in Language] == ["zh", "en"]
