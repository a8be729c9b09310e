from __future__ import annotations

import unicodedata

import pytest

from domain.errors import InvalidInput
from domain.users.usernames import check_new_username
from domain.users.validation import clean_username


@pytest.mark.parametrize(
    "name",
    [
        "wanglei",
        "王蕾",
        "李 雷",
        "王lei_2026",
        "zhou.min@example.com",
        "O'Brien-Smith",
        "José Núñez",
        "Nguyễn Thị Minh",
        "Łukasz",
        "Straße",
        "Ẹ́niọlá",
        "山田太郎",
        "やまだ太郎",
        "ヤマダ・タロウ",
        "ラーメン",
        "김민준",
        "ㄅㄆㄇ王",
        "Юрий",
        "Дмитрий_7",
        "Ελένη",
        "محمد",
        "محمد٣",
        "नरेंद्र",
        "สมชาย",
        "田中🐼",
        "12345",
        "ａｎｎａ",
        "々木",
    ],
)
def test_names_as_people_write_them_are_taken(name: str) -> None:
    check_new_username(clean_username(name))


@pytest.mark.parametrize(
    "name",
    [
        "\u0430dmin",  # Cyrillic а
        "adm\u0456n",  # Cyrillic і
        "r\u03bfot",  # Greek ο
        "\u0430\u0435\u0441",  # nothing but Cyrillic letters that look Latin
        "\u03bf\u03c1\u03bd",  # the same in Greek
        "\u13aa\u13d2a",  # Cherokee and Latin
        "\u0251dmin",  # Latin alpha
        "\u1d00dmin",  # small capital
        "\u01c0isa",  # a click that looks like l
        "ad\u3164min",
        "\u3164",
        "\uffa0",
        "ad\u034fmin",
        "admin\ufe0f",
        "admin\U000e0101",
        "ad\u17b5min",
        "\u2800",
        "ad\u1680min",
        "ad  min",
        "a\u0336\u0336dmin",
        "\u0301admin",
        "a\u20dddmin",
        "王\u0430",
        "김やまだ",
        "admin\u0663",  # an Arabic digit
    ],
)
def test_names_that_could_be_taken_for_others_are_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        check_new_username(clean_username(name))


@pytest.mark.parametrize("code", [0xAD, 0x200B, 0x200D, 0x202E, 0x2060, 0xFEFF, 0xE0041])
def test_invisible_characters_of_any_kind_are_refused(code: int) -> None:
    with pytest.raises(InvalidInput):
        check_new_username(unicodedata.normalize("NFKC", f"ad{chr(code)}min"))
