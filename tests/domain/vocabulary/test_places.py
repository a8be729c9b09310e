from __future__ import annotations

import pytest

from domain.vocabulary.places import Place, place_key


@pytest.mark.parametrize(
    ("one", "other"), [("北京", "北京市"), ("臺中", "台中"), ("Leeds", "LEEDS "), ("廈門市", "厦门")]
)
def test_a_place_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert Place(one) == Place(other)
    assert Place(one).key == Place(other).key
    assert hash(Place(one)) == hash(Place(other))


def test_places_differ_and_keep_what_is_printed() -> None:
    assert Place("北京市") != Place("南京市")
    assert Place("北京市") != "北京"
    assert str(Place("北京市")) == "北京市"


def test_no_place_has_the_key_zero() -> None:
    assert place_key(None) == place_key("") == place_key("市") == 0
    assert 0 < place_key("北京") < 2**32
