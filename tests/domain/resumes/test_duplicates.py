from __future__ import annotations

import pytest

from domain.resumes.duplicates import DuplicateSign, email_key, looked_through, signs_of
from domain.viewers import Role, Viewer
from tests.factories import stated


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Zhou.Min@Example.COM", "zhou.min@example.com"),
        (" zhoumin@example.com", "zhoumin@example.com"),
        ("Zhou.Min+jobs@googlemail.com", "zhoumin@gmail.com"),
        ("zhou.min+jobs@example.com", "zhou.min+jobs@example.com"),
        ("nobody", None),
        ("@example.com", None),
    ],
)
def test_addresses_are_compared_in_one_spelling(printed: str, key: str | None) -> None:
    assert email_key(printed) == key


@pytest.mark.parametrize("printed", ["139 0000 2222", "+86-139-0000-2222", "(86) 13900002222"])
def test_numbers_are_compared_by_what_is_dialled(printed: str) -> None:
    assert signs_of(stated(phone=printed)) == {DuplicateSign.PHONE: "+8613900002222"}


def test_a_name_is_a_sign_only_with_a_date_of_birth() -> None:
    assert signs_of(stated(name="周 敏", birth_date="1998")) == {}
    assert signs_of(stated(birth_date="1998-05")) == {}
    one, other = (signs_of(stated(name=name, birth_date="1998-05")) for name in ("周 敏", "周敏"))
    assert one == other == {DuplicateSign.NAME_AND_BIRTH_DATE: "周敏 1998-05"}


def test_placeholders_are_nobodys() -> None:
    assert signs_of(stated(email="xxx@xxx.com", phone="13800138000", name="某某", birth_date="1998-05")) == {}


def test_only_an_administrator_is_told_of_everybodys_resumes() -> None:
    assert looked_through(Viewer(7, "anna", Role.JOB_SEEKER)) == 7
    assert looked_through(Viewer(7, "root", Role.ADMIN)) is None
