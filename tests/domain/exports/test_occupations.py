from __future__ import annotations

from collections.abc import Sequence

from domain.exports.occupations import MOST_TITLES, Occupation, occupations_of
from domain.positions.occupations import Told

KNOWN = {"会计": Told("2-06-03-00", "2411"), "护士": Told(None, "2221"), "出纳": Told("4-01-02-00", None)}


def tell(titles: Sequence[str]) -> list[Told]:
    return [KNOWN.get(title, Told()) for title in titles]


def test_titles_that_are_told_surely_have_codes_and_others_are_left_out() -> None:
    assert occupations_of(["护士", "会计", "护士", "侠客"], tell) == [
        Occupation(title="护士", isco="2221"),
        Occupation(title="会计", code="2-06-03-00", isco="2411"),
    ]


def test_a_unit_group_has_a_name_in_esco() -> None:
    assert Occupation(title="护士", isco="2221").esco_uri == "http://data.europa.eu/esco/isco/C2221"
    assert Occupation(title="出纳", code="4-01-02-00").esco_uri is None


def test_not_all_titles_of_an_endless_list_are_compared() -> None:
    asked: list[int] = []

    def count(titles: Sequence[str]) -> list[Told]:
        asked.append(len(titles))
        return tell(titles)

    assert occupations_of(map(str, range(1000)), count) == []
    assert asked == [MOST_TITLES]
