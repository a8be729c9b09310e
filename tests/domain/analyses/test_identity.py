from __future__ import annotations

import pytest

from domain.analyses.name_forms import clean_name
from tests.domain.analyses.documents import block, document, facts_of


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("殷 立 群", "殷立群"),
        ("皇甫云霄", "皇甫云霄"),
        ("买买提·艾力", "买买提·艾力"),
        ("扎西达娃", "扎西达娃"),
        ("陆安琪(Angela Lu)", "陆安琪"),
        ("陆安琪的个人简历", "陆安琪"),
        ("OLUWASEUN ADEBAYO-SMITH", "OLUWASEUN ADEBAYO-SMITH"),
        ("Siobhán O'Neill", "Siobhán O'Neill"),
        ("Jordan A. Petrov", "Jordan A. Petrov"),
        ("Ludwig van der Berg", "Ludwig van der Berg"),
        ("Dana Whitlock, CPA, Ph.D.", "Dana Whitlock"),
        ("Resume of Genevieve Laurent", "Genevieve Laurent"),
        ("某某", "某某"),
        ("XXX", "XXX"),
    ],
)
def test_a_name_is_read_in_its_many_forms(printed: str, name: str) -> None:
    assert clean_name(printed) == name


@pytest.mark.parametrize(
    "words",
    [
        "个人简历",
        "RESUME",
        "Curriculum Vitae",
        "武汉大学",
        "联系方式",
        "Work Experience",
        "包装设计",
        "Python Java",
    ],
)
def test_headings_schools_and_skills_are_no_names(words: str) -> None:
    assert clean_name(words) is None


def test_the_heading_above_the_name_is_not_the_name() -> None:
    assert facts_of(document("# 个人简历\n陆安琪\n求职意向:档案管理员")).name == "陆安琪"


def test_a_labelled_name_goes_before_a_large_line() -> None:
    assert facts_of(document("# Marlow Stone\nName: Ann Holt")).name == "Ann Holt"


def test_the_largest_line_is_the_name_wherever_its_column_stands() -> None:
    side = block("联系方式\n13800004321\n技能\n水质采样\n证书\n英语六级", size=9.5)
    main = block("# 林清川\n男 | 27岁 | 硕士", size=9.5)
    found = facts_of(document(side, main))
    assert (found.name, found.age_stated, found.skills) == ("林清川", 27, ("水质采样",))


def test_a_name_over_two_lines_is_joined_and_a_title_below_it_is_not() -> None:
    assert (
        facts_of(document("# Nguyen Thi Minh\n# Chau\nchau@example.com\nCareful, punctual and kind")).name
        == "Nguyen Thi Minh Chau"
    )
    assert (
        facts_of(document("# Kwame Boateng\n# Solar Technician\nkwame@example.com")).name == "Kwame Boateng"
    )


def test_an_unknown_surname_is_told_by_its_size() -> None:
    assert facts_of(document("# 琪琪格\n求职意向:民族歌手\n13800004321")).name == "琪琪格"
    assert facts_of(document("# 自荐书\n求职意向:民族歌手\n13800004321")).name is None


def test_a_name_that_a_sentence_introduces_is_read() -> None:
    assert facts_of(document("我叫司徒雅琴,女,1995年3月出生。")).name == "司徒雅琴"


def test_a_relatives_name_is_not_the_candidates() -> None:
    assert facts_of(document("# 汪洋\n家庭成员\n父亲 汪大海 52岁")).name == "汪洋"


def test_no_name_is_made_up() -> None:
    assert facts_of(document("个人简历\n工作经历\n2019.01-2021.01   平湖建筑有限公司   会计")).name is None


def test_whom_a_letter_greets_is_not_the_candidate() -> None:
    assert (
        facts_of(document("Dear Ms. Holt,\nI apply for the post of a head baker.\nSincerely,")).name is None
    )


def test_a_letter_spaced_name_is_joined() -> None:
    assert facts_of(document("# A N N   H O L T\nHead Baker\nann@example.com")).name == "ANN HOLT"


@pytest.mark.parametrize("printed", ["April Street", "H O L L Y P A R K", "ann holt"])
def test_the_address_confirms_an_unlikely_name(printed: str) -> None:
    first, last = ("holly", "park") if "Y" in printed else printed.casefold().split()
    found = facts_of(document(f"# {printed}\n{first}.{last}@example.com\nEXPERIENCE"))
    assert found.name == ("HOLLY PARK" if "Y" in printed else printed)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Nguyen Van An", "Nguyen Van An"),
        ("Abdul-Rahman al-Sayed", "Abdul-Rahman al-Sayed"),
        ("Prof. Dr. Hans Müller", "Hans Müller"),
        ("Lin Qingchuan 林清川", "林清川"),
    ],
)
def test_names_of_many_peoples_are_read(printed: str, name: str) -> None:
    assert facts_of(document(f"# {printed}\nx.y@example.com\nEXPERIENCE")).name == name


def test_a_name_of_two_characters_may_be_set_wide() -> None:
    assert facts_of(document("姓名:林  川   性别:男")).name == "林川"


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ("Holt, Ann\nann@example.com | 208.555.0177", "Holt, Ann"),
        ("van den Bosch, Johannes P.\n208.555.0177", "van den Bosch, Johannes P."),
        ("Holt, Ann (Ms.)\n208.555.0177", "Holt, Ann"),
        ("Suharto\ne.w@example.com | 208.555.0177", "Suharto"),
        ("Etta\nPotter\netta@example.com", "Etta"),
        ("佐藤 みさき\nm@example.com", "佐藤 みさき"),
        ("अनिल कुमार\nm@example.com", "अनिल कुमार"),
        ("First name: Ann\nSurname: Holt\n208.555.0177", "Ann Holt"),
        ("姓:林\n名:清川\n手机:13800001234", "林清川"),
        ("张𬭎\n手机:13800001234", "张𬭎"),
        ("林清川 求职意向:灯光师\n手机:13800001234", "林清川"),
        ("林清川/男/1996/湖北\n手机:13800001234", "林清川"),
        ("林清川 - 海外增长\n手机:13800001234", "林清川"),
        ("姓名:mosspotter\n手机:13800001234", "mosspotter"),
        ("ANN\nHOLT\nann.holt@example.com", "ANN HOLT"),
        ("Ann Holt, cello\n208.555.0177", "Ann Holt"),
        ("ANN MAY HOLT M.Com., KRN\n208.555.0177", "ANN MAY HOLT"),
        ("First name(s) / Surname(s)   Ann Holt\n208.555.0177", "Ann Holt"),
        ("Surname: Holt\nOther names: Ann May\n208.555.0177", "Ann May Holt"),
        ("ANN HOLT M.SC.\n208.555.0177", "ANN HOLT"),
    ],
)
def test_names_of_every_usual_form_are_read_at_the_top(top: str, name: str) -> None:
    end = "工作经历" if "手机" in top else "EXPERIENCE\nKiln Works Ltd"
    assert facts_of(document(f"{top}\n{end}")).name == name


@pytest.mark.parametrize(
    "top",
    [
        "Leeds, Yorkshire\n208.555.0177",
        "Potter\n208.555.0177",
        "Profile\n208.555.0177",
        "Python\n208.555.0177",
        "Boise, Idaho\nann@example.com",
        "First name:\nSurname:\n208.555.0177",
    ],
)
def test_places_positions_and_labels_at_the_top_are_no_names(top: str) -> None:
    assert facts_of(document(f"{top}\nEXPERIENCE\nKiln Works Ltd")).name is None


def test_a_name_over_three_lines_is_joined() -> None:
    made = document(block("JENNIFER\nLEE\nMIOSHI", size=18.0), "208.555.0177\njl@example.com\nEXPERIENCE")
    assert facts_of(made).name == "JENNIFER LEE MIOSHI"


def test_a_name_in_last_first_order_is_no_place() -> None:
    assert facts_of(document("Holt, Ann\nann@example.com | 208.555.0177")).city is None
