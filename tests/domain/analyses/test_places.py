from __future__ import annotations

import pytest

from domain.analyses.places import is_place
from tests.domain.analyses.documents import document, facts_of


@pytest.mark.parametrize(
    "text",
    [
        "上海",
        "广东省广州市",
        "喀什市疏附县",
        "浙江省·宁波市",
        "上海,浦东",
        "Boise, ID 83702",
        "Bergen, Norway",
        "London",
    ],
)
def test_a_place_is_known(text: str) -> None:
    assert is_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "上海大学",
        "上海迪士尼度假区",
        "烟台市公安局莱山派出所",
        "产品经理",
        "北京松涛园艺有限公司",
        "Data Analyst",
        "Acme, Inc.",
        "Python, Go",
    ],
)
def test_other_words_are_no_place(text: str) -> None:
    assert not is_place(text)


@pytest.mark.parametrize(
    ("printed", "city"),
    [
        ("现居住地:珠海", "珠海"),
        ("Location: Bergen, Norway", "Bergen, Norway"),
        ("桂林 | 13800001111", "桂林"),
        ("Tucson, AZ 85701 (520) 555-0144 ann@example.com", "Tucson, AZ 85701"),
        ("本人女,现居成都,有三年经验", "成都"),
        ("籍贯:江苏盐城   户口:上海", None),
        ("期望城市:深圳", None),
    ],
)
def test_the_city_is_where_the_candidate_lives(printed: str, city: str | None) -> None:
    assert facts_of(document(f"# Ann Holt\n{printed}")).city == city


@pytest.mark.parametrize(
    ("printed", "salary"),
    [
        ("期望薪资:10K-12K/月", "10K-12K/月"),
        ("Expected salary: USD 1,200 per month", "USD 1,200 per month"),
        ("求职意向:灯光师 / 烟台 / 39万/年 / 全职", "39万/年"),
        ("目前薪资:8K", None),
        ("求职意向\n灯光师\n期望:底薪 8K–12K + 提成", "底薪 8K–12K + 提成"),
        ("求职意向\n灯光师\n期望面议(编制/合同)", "面议"),
        ("目标薪资:面议", "面议"),
        ("求职意向\n灯光师\n期望:7000-9000 元/月", "7000-9000 元/月"),
    ],
)
def test_the_pay_asked_for_is_read(printed: str, salary: str | None) -> None:
    assert facts_of(document(f"# Ann Holt\n{printed}")).expected_salary == salary


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("1420 Juniper Court, Boise, ID 83702", "Boise, ID 83702"),
        ("Geelong VIC 3220", "Geelong VIC 3220"),
        ("Greater Halifax Area", "Greater Halifax Area"),
        ("# 24, 3rd Cross, Indiranagar, Bengaluru - 560038", "Bengaluru"),
    ],
)
def test_addresses_of_other_countries_are_told(line: str, city: str) -> None:
    found = facts_of(document(f"# Ann Holt\n{line}\nann@example.com\nEXPERIENCE")).city
    assert found is not None
    assert city in found


@pytest.mark.parametrize(
    ("lines", "city"),
    [
        ("Raleigh, N.C. 27607", "Raleigh, N.C."),
        ("3529 Irving Park Ave Chicago, IL 60629 ● 312-998-2000", "Chicago, IL"),
        ("14 East Kiln Road #421 Chicago, Illinois 60655-5678", "Chicago, Illinois"),
        ("44 Collie Lane * Naperville, Illinois 60512 * (630) 555-1212", "Naperville, Illinois"),
        ("4759 Sunny Lane, Plano,\nTexas, United States, 75071", "Plano, Texas"),
        ("742 Evergreen Terrace, Springfield", "Springfield"),
        ("Kilnweg 7, 73433 Aalen", "Aalen"),
        ("Faculty of Clay, Ovenvägen 18D, 752 36 Motala, Sweden", "Motala"),
        ("45 rue du Four, Rimouski (Québec) G5L 1A1", "Rimouski"),
        ("Blk 7 Lot 15 Clay St., Brgy. Kiln, Silang City", "Silang City"),
        ("Flat 9, 3rd Cross Street, Adyar, Vellore - 632 001", "Vellore"),
        ("Ambleford, CF24", "Ambleford"),
        ("Bristol BS6 • 208 555 0177", "Bristol"),
        ("Faculty of Clay, Kiln Institute, Vellore 632001, India", "Vellore"),
        ("12 Kiln Road\nAmbleford\nCF24 4QP", "Ambleford"),
        ("Clayton, Co. Mayo. 208 555 0177.", "Clayton, Co. Mayo"),
        ("Boise, Idaho ✦ 208 555 0177", "Boise, Idaho"),
        ("Via Forno 10 - 12345 Rome (Italy)", "Rome"),
        ("☎ 208.555.0177 ✉ moss@example.com 北京市", "北京市"),
        ("208.555.0177 | 北京·朝阳区", "北京·朝阳区"),
        ("新加坡 | 208.555.0177", "新加坡"),
    ],
)
def test_a_town_is_found_within_an_address(lines: str, city: str) -> None:
    found = facts_of(document(f"# Ann Holt\n{lines}\nann@example.com\nEXPERIENCE")).city
    assert found is not None
    assert city in found


def test_the_place_below_name_and_headline_of_an_exported_profile_is_the_candidates() -> None:
    rows = "Contact\nann@example.com\nTop Skills\nBaking\nAnn Holt\nBaker\nBoise, Idaho, United States"
    assert facts_of(document(f"{rows}\nSummary\nI bake.")).city == "Boise, Idaho, United States"


@pytest.mark.parametrize(
    "line", ["Brunel University, London United Kingdom", "Science Tutor, Riker, Illinois"]
)
def test_schools_and_positions_are_no_places(line: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{line}\nann@example.com\nEXPERIENCE")).city is None


def test_an_unknown_town_and_county_beside_an_address_is_a_place() -> None:
    assert (
        facts_of(document("# Ann Holt\nNetherby, Rushshire   ann@example.com")).city == "Netherby, Rushshire"
    )
