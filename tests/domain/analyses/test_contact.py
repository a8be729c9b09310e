from __future__ import annotations

import pytest

from domain.documents.models import Block, BlockKind
from tests.domain.analyses.documents import document, facts_of, lines


@pytest.mark.parametrize(
    "printed",
    [
        "g.laurent [at] example [dot] com",
        "g.laurent (at) example.com",
        "g.laurent＠example.com",
        "g.laurent @ example.com",
    ],
)
def test_a_disguised_address_is_read_as_the_address(printed: str) -> None:
    assert facts_of(document(f"Email: {printed}")).email == "g.laurent@example.com"


@pytest.mark.parametrize(
    "printed",
    ["marta.kowalczyk\n@example.com", "marta.kowalczyk@\nexample.com", "marta.kowalczyk@example.\ncom"],
)
def test_an_address_split_by_the_line_end_is_joined(printed: str) -> None:
    assert facts_of(document(f"Email: {printed}\nPhone: 208.555.0177")).email == "marta.kowalczyk@example.com"


def test_a_mobile_number_flush_against_an_address_is_cut_off() -> None:
    assert facts_of(document("13800001234654321@qq.com")).email == "654321@qq.com"


@pytest.mark.parametrize(
    "printed",
    [
        "siobhan.o'dell@example.ie",
        "pots&kilns@example.com",
        "josé.núñez@example.com",
        "anna@töpferei.example.de",
        "moss_@glaze.photography",
        "m.k@kiln.international",
        "林清川.27@example.com",
        "qing@例子.中国",
    ],
)
def test_addresses_of_every_usual_spelling_are_read(printed: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{printed} | 208.555.0177")).email == printed
    assert facts_of(document(f"# 林清川\n邮箱:{printed}")).email == printed


@pytest.mark.parametrize(
    "line", ["联系邮箱moss@example.com", "moss@example.com电话13800001234", "E-mail=moss@example.com"]
)
def test_words_flush_against_an_address_are_no_part_of_it(line: str) -> None:
    assert facts_of(document(f"# 林清川\n{line}")).email == "moss@example.com"


@pytest.mark.parametrize("start", ["marta.kiln-", "marta.kiln_", "marta.kiln.", "marta.kiln"])
def test_the_name_of_an_address_goes_on_after_the_line_end(start: str) -> None:
    made = document(f"# Ann Holt\n{start}\npots@example.com\n208.555.0177")
    assert facts_of(made).email == f"{start}pots@example.com"


def test_a_line_of_another_kind_does_not_begin_an_address() -> None:
    for line in ("208-555-0177", "annholt.com", "Pots and kilns.", "Potter"):
        assert facts_of(document(f"# Ann Holt\n{line}\npots@example.com")).email == "pots@example.com"


@pytest.mark.parametrize(
    "number",
    [
        "030/1234567",
        "0171 / 234 56 78",
        "+49/171/2345678",
        "(11) 91234-5678",
        "8 (912) 345-67-89",
        "00 49 151 23456789",
        "(067) 97-28-961",
        "(0)151 23456789",
        "(913) 857 -3124",
    ],
)
def test_a_phone_may_hold_slashes_and_brackets(number: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{number}\nann@example.com\nEXPERIENCE")).phone == number


@pytest.mark.parametrize(
    "line",
    [
        "(208) 555-0177   (336) 555-0009",
        "(208) 555-0177 (336) 555-0009",
        "(208) 555-0177 24 Kiln Lane",
        "(208) 555-0177 / (336) 555-0009",
    ],
)
def test_the_first_of_two_numbers_is_read(line: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{line}\nEXPERIENCE")).phone == "(208) 555-0177"


@pytest.mark.parametrize(
    "line",
    ["Father: 208.555.0177", "Next of kin: (208) 555-0177", "母亲:13800001234", "客户电话:13800001234"],
)
def test_anothers_number_is_not_the_candidates(line: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{line}")).phone is None


@pytest.mark.parametrize(
    "line",
    [
        "客户经理 | 女 | 28岁 | 13800001234",
        "Client Manager | 208.555.0177",
        "Professor of Ceramics | 208.555.0177",
        "Mother tongue: English | 208.555.0177",
    ],
)
def test_words_that_only_look_like_another_person_take_nothing_away(line: str) -> None:
    assert facts_of(document(f"# 林清川\n{line}")).phone in {"13800001234", "208.555.0177"}


def test_a_line_of_contact_data_below_a_heading_is_the_candidates() -> None:
    made = document(
        "# Ann Holt\nEDUCATION\nBath College\nLeeds | (208) 555-0177 | ann.holt.pottery@example.com"
    )
    found = facts_of(made)
    assert (found.phone, found.email) == ("(208) 555-0177", "ann.holt.pottery@example.com")


def test_the_next_line_is_not_joined_to_a_whole_address() -> None:
    assert facts_of(document("someone@example.com\nBeijing")).email == "someone@example.com"


def test_an_address_and_number_behind_links_are_read() -> None:
    found = facts_of(
        document("# Aoife Brennan\nEmail   Phone", links=("mailto:aoife@example.ie", "tel:+353860000000"))
    )
    assert (found.email, found.phone) == ("aoife@example.ie", "+353860000000")


@pytest.mark.parametrize(
    "printed",
    [
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "+86 138 0000 1234",
        "(+86) 138-0000-1234",
        "010-55501234",
        "(219) 555-0148",
        "208.555.0177",
        "+44 (0)20 7946 0888",
        "07700 900461",
        "+353 86 000 0000",
        "+1 (208) 555-0199",
    ],
)
def test_a_phone_is_read_as_printed(printed: str) -> None:
    assert facts_of(document(f"# Ann Holt\n{printed} | ann@example.com")).phone == printed


def test_full_width_digits_are_read() -> None:
    assert facts_of(document("手机：１３８００００１２３４")).phone == "13800001234"


def test_dates_ids_and_masked_numbers_are_no_phones() -> None:
    made = document("# 景天\n身份证号:110101199003070000\nQQ:1234567890\n2012.09-2016.06\n手机:138xxxxxxxx")
    assert facts_of(made).phone is None


def test_a_referees_phone_is_not_the_candidates() -> None:
    made = document("# Ann Holt\nann@example.com\nREFERENCES\nDr. Alan Brook, 07700 900999, alan@example.org")
    found = facts_of(made)
    assert (found.phone, found.email) == (None, "ann@example.com")


def test_a_referee_beside_other_words_is_not_the_candidate() -> None:
    assert (
        facts_of(document("# 章台柳\n其他\n推荐人:李老师,电话 13800000001,邮箱 li@example.com")).phone is None
    )


def test_a_companys_hotline_is_not_the_candidates() -> None:
    made = document(
        """
        # 章台柳
        手机 13800006543
        工作经历
        2019.01-2021.01   平湖建筑有限公司   会计
        公司总机 0573-85551234,hr@example.com
        """
    )
    found = facts_of(made)
    assert (found.phone, found.email) == ("13800006543", None)


def test_contact_data_in_the_footer_is_the_candidates() -> None:
    footer = Block(lines("电话 13800005566   邮箱 bian@example.com"), kind=BlockKind.FOOTER)
    found = facts_of(document("# 卞之远", footer))
    assert (found.phone, found.email) == ("13800005566", "bian@example.com")


@pytest.mark.parametrize(
    "number",
    [
        "00971 50 3154982",
        "(03) 5550 7469",
        "0491 570 724",
        "9275 4192",
        "98450 30298",
        "512 045 301",
        "06 39 98 12 45",
    ],
)
def test_a_number_alone_among_the_personal_data_is_told_by_its_national_shape(number: str) -> None:
    found = facts_of(document(f"# Ann Holt\nann@example.com   {number}   Leeds, UK\nEXPERIENCE"))
    assert found.phone == number


@pytest.mark.parametrize("words", ["2019 2021", "1234 5678 9012 3456", "QQ: 98450302", "123456"])
def test_other_digits_among_the_personal_data_are_no_number(words: str) -> None:
    assert facts_of(document(f"# Ann Holt\nann@example.com   {words}\nEXPERIENCE")).phone is None


def test_long_dashes_of_a_recognised_line_are_hyphens() -> None:
    found = facts_of(document("# Ann Holt\nann–holt@example.com   208–555–0177\nEXPERIENCE"))
    assert (found.email, found.phone) == ("ann-holt@example.com", "208-555-0177")


def test_a_postcode_before_a_number_is_no_part_of_it() -> None:
    found = facts_of(document("# Ann Holt\nPortland, OR 97201 512.555.0185\nEXPERIENCE"))
    assert found.phone == "512.555.0185"


@pytest.mark.parametrize("number", ["9799 3728", "9845030298"])
def test_a_number_may_follow_a_place_after_a_single_space(number: str) -> None:
    assert facts_of(document(f"# Ann Holt\nSingapore {number}\nEXPERIENCE")).phone == number


def test_two_years_after_a_word_are_no_number() -> None:
    assert facts_of(document("# Ann Holt\nFellow 2019 2021\nEXPERIENCE")).phone is None
