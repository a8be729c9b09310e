from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
import reportlab

from domain.documents.formats import MediaType
from domain.documents.reader import read_document
from domain.exports.profile import Employment, Profile
from domain.exports.profile_pdf import profile_pdf
from domain.vocabulary.languages import Language
from tests.domain.exports.people import NOBODY, PERSON

# One that comes with the library.
OWN_FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def text_of(profile: Profile, **more: Path) -> str:
    with pdfplumber.open(io.BytesIO(profile_pdf(profile, **more))) as pages:
        return "\n".join(page.extract_text() for page in pages.pages)


def test_a_profile_says_what_was_read_in_the_language_of_the_resume() -> None:
    text = text_of(PERSON)
    for told in (
        "周敏",
        "性别：女 | 出生日期：1998-05 | 杭州",
        "求职意向：会计",
        "瑞丰贸易有限公司 | 会计",
        "2020-07 - 至今",
        "- 成本核算",
        "浙江大学",
        "本科 | 会计学",
        "Excel",
    ):
        assert told in text
    english = text_of(replace(PERSON, language=Language.ENGLISH))
    for told in ("Objective: 会计", "Gender: Female", "2020-07 - present", "Years of experience: 3.5"):
        assert told in english


def test_the_age_stands_where_no_date_of_birth_does() -> None:
    assert "年龄" not in text_of(replace(PERSON, age_stated=27))
    assert "年龄：27" in text_of(replace(PERSON, birth_date=None, age_stated=27))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Boğaziçi Łuksza", "Boğaziçi Łuksza"),
        ("Wałęsa Dvořák", "Wałesa Dvorák"),
        ("e\u0301cole\u00a0o\ufb00ice\u200b", "école office"),
        ("Юлия Ωmega ěǎ", "Юлия Ωmega ěǎ"),
        ("a\ue000b😀한", "ab□□"),
    ],
)
def test_letters_of_other_languages_are_set_in_a_font_that_has_them(
    language: Language, name: str, told: str
) -> None:
    assert text_of(Profile(language=language, name=name)) == told


def test_what_looks_like_markup_is_text() -> None:
    text = text_of(replace(PERSON, name='<img src="/etc/passwd"/> & <b>'))
    assert '<img src="/etc/passwd"/> & <b>' in text
    assert "月结 <b>& more</b>" in text


@pytest.mark.parametrize("odd", ["😀𠮷", "\x00\x0b", "\ud800", "x" * 5000, "周" * 5000, "العربية"])
def test_no_text_breaks_the_pages(odd: str) -> None:
    assert profile_pdf(replace(PERSON, name=odd, skills=(odd,), experience=(Employment(title=odd),)))


def test_who_states_nothing_has_a_page_all_the_same() -> None:
    assert text_of(NOBODY).strip() == "Profile"


def test_the_same_profile_gives_the_same_bytes() -> None:
    assert profile_pdf(PERSON) == profile_pdf(PERSON)


def test_a_long_history_goes_on_over_pages() -> None:
    long = replace(PERSON, experience=PERSON.experience * 40)
    assert len(read_document(profile_pdf(long), MediaType.PDF).pages) > 2


def test_a_font_of_the_operator_goes_into_the_file() -> None:
    held = profile_pdf(PERSON, font=OWN_FONT)
    assert b"/FontFile2" in held
    assert b"STSong-Light" not in held
    assert "Excel" in text_of(PERSON, font=OWN_FONT)
