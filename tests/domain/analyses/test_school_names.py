from __future__ import annotations

import pytest

from domain.analyses.school_names import (
    graduated_from,
    opens_with_school,
    school_in,
    speaks_of_school,
    stands_for_school,
    tells_deed,
)


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("集美大学\t水产学院\t海洋科学", "集美大学"),
        ("集美大学水产学院", "集美大学"),
        ("水产学院\t集美大学", "集美大学"),
        ("北岸工商 学院", "北岸工商学院"),
        ("XX大学", "XX大学"),
        ("集美大学(985)", "集美大学"),
        ("担任大学生艺术团团长", None),
        ("Ridgeback University, Harrow", "Ridgeback University"),
        ("University of Harrow, B.S. Forestry", "University of Harrow"),
        ("B.S. Forestry at Ridgeback University", "Ridgeback University"),
        ("a college coding club", None),
        ("MCA from Ridgeback University, Harrow", "Ridgeback University, Harrow"),
        ("SSC from Bigfern High School, Harrow, 2015 with 9.5 GPA", "Bigfern High School, Harrow"),
        ("Elm College, University of Harrow, Ash School of Nursing", "Elm College"),
        ("中国科学院云杉化学研究所", "中国科学院云杉化学研究所"),
        ("Summer term at Ridgeback University", "Ridgeback University"),
        ("University of Ridgeback at Harrow", "University of Ridgeback at Harrow"),
        ("Certification: Type 3 with Middle School", None),
        ("Recipient of the Ridgeback University Prize", None),
        ("Universidad de Ridgeback, Harrow", "Universidad de Ridgeback"),
        ("Fachhochschule Ridgeback", "Fachhochschule Ridgeback"),
        ("清华\t硕士", "清华"),
        ("曾赴集美大学交流", None),
        ("High School", None),
        ("Elm Lisesi", "Elm Lisesi"),
        ("集美大学第四届乐评比赛二等奖", None),
        ("高级中学教师资格证", None),
        ("JMU 集美大学", "集美大学"),
        ("伦敦大学学院", "伦敦大学学院"),
        ("北岸设计研究院\t建筑师", None),
        ("在集美大学读本科", "集美大学"),
        ("Elm Secondary School GCE O Level", "Elm Secondary School"),
        ("Realschule Harrow", "Realschule Harrow"),
        ("Elm Works", None),
    ],
)
def test_the_school_is_told_from_what_stands_beside_it(text: str, school: str | None) -> None:
    assert school_in(text) == school


def test_a_line_may_open_with_a_school_behind_its_date() -> None:
    assert opens_with_school("集美大学 本科")
    assert opens_with_school("2012.09-2016.06 集美大学")
    assert not opens_with_school("曾任教于 集美大学")


def test_a_sentence_tells_the_school_that_somebody_comes_from() -> None:
    assert graduated_from("本人毕业于集美大学,性格开朗") == "集美大学"
    assert graduated_from("2009.09-2013.07 在集美大学轮机工程专业学习") == "集美大学"
    assert graduated_from("集美大学") is None


def test_words_of_schools_name_none_by_themselves() -> None:
    assert speaks_of_school("Harrow University Hospital")
    assert not speaks_of_school("Harrow Mill")
    assert stands_for_school("XXX")
    assert not stands_for_school("XX大学")
    assert tells_deed("担任学生会主席")
    assert not tells_deed("集美大学")
