from __future__ import annotations

import pytest

from domain.analyses.choosing import choose
from domain.analyses.headers import parts_of


def told_by(header: str, *, titled: bool = False) -> tuple[str | None, str | None]:
    choice = choose(parts_of(header), titled=titled)
    return choice.company.text if choice.company else None, choice.title_text


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("公司名称:北岸\t车工", ("北岸", "车工")),
        ("北岸科 技有限公司\t车工", ("北岸科技有限公司", "车工")),
        ("平湖建筑有限公司产品经理", ("平湖建筑有限公司", "产品经理")),
        ("客房部\t云顶山酒店\t领班", ("云顶山酒店", "领班")),
        ("华为高级软件工程师", ("华为", "高级软件工程师")),
        ("高级软件工程师", (None, "高级软件工程师")),
        ("淘宝客服", (None, "淘宝客服")),
        ("北岸乐园\t独立游戏开发", ("北岸乐园", "独立游戏开发")),
        ("北岸乐园\tU3D实习", ("北岸乐园", "U3D实习")),
        ("某某证券投资银行部实习生,上海", ("某某证券", "投资银行部实习生")),
        ("北岸小学\t村主任(大学生村官)", ("北岸小学", "村主任(大学生村官)")),
        ("北岸小学\t语文教师、班主任", ("北岸小学", "语文教师、班主任")),
        ("华为 - 终端集团 - 音频电商\t高级工程师", ("华为", "高级工程师")),
        ("Engineer / Architect", (None, "Engineer / Architect")),
        ("Oak & Ash Bakery / Head Baker", ("Oak & Ash Bakery", "Head Baker")),
        ("Packer (Marrow Mills Ltd)", ("Marrow Mills Ltd", "Packer")),
        ("Packer, Marrow Mills Ltd, Leeds, UK", ("Marrow Mills Ltd", "Packer")),
        ("Packer\tMarrow Mills Ltd\tLocation: Leeds", ("Marrow Mills Ltd", "Packer")),
        ("北岸县柳湾镇人民政府科员", ("北岸县柳湾镇人民政府", "科员")),
        ("北岸县委组织部副部长", ("北岸县委组织部", "副部长")),
        ("北岸县水利局党组书记、局长", ("北岸县水利局", "党组书记、局长")),
        ("县全局规划师", (None, "县全局规划师")),
        ("北岸科技,研究院,车工", ("北岸科技", "车工")),
        ("北岸电商(杭州)\tGo 开发", ("北岸电商(杭州)", "Go 开发")),
        ("", (None, None)),
    ],
)
def test_a_line_is_divided_into_employer_and_title(header: str, told: tuple[str | None, str | None]) -> None:
    assert told_by(header) == told


def test_a_title_beside_the_dated_line_may_stand_alone() -> None:
    assert told_by("Head Baker") == (None, "Head Baker")


def test_what_is_left_beside_a_known_title_is_the_employer() -> None:
    assert told_by("北岸", titled=True) == ("北岸", None)
    assert told_by("北岸") == (None, None)
