from __future__ import annotations

from domain.exports.profile import READ, Profile, profile_of, profile_of_row
from domain.vocabulary.languages import Language
from persistence.analyses import analysis_values
from tests.factories import NOW, detailed, new_analysis, stated


def stored(analysis: object) -> Profile:
    values = analysis_values(analysis, NOW)  # type: ignore[arg-type]
    return profile_of_row({column.value: values[column.value] for column in READ})


def test_what_was_just_read_and_what_is_stored_make_the_same_profile() -> None:
    analysis = detailed(new_analysis())
    made = profile_of(analysis)
    assert made == stored(analysis)
    assert made.name == "周敏"
    assert [str(made.education[0].span.start), made.education[0].major] == ["2016-09", "会计学"]
    assert made.experience[0].tasks == ("成本核算", "月结")
    assert made.experience[0].span.is_current


def test_what_is_not_stated_is_none_or_empty() -> None:
    nothing = stated(Language.ENGLISH)
    assert profile_of(nothing) == stored(nothing) == Profile(language=Language.ENGLISH)
