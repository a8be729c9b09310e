from __future__ import annotations

from domain.keeping import Kept


def test_what_was_not_used_for_longest_makes_room() -> None:
    kept: Kept[str, int] = Kept(most_bytes=1_000)
    for number, key in enumerate("abc"):
        kept.put(key, number, size_bytes=100)
    assert kept.get("a") == 0
    kept.put("d", 3, size_bytes=100)
    assert [kept.get(key) for key in "abcd"] == [0, None, 2, 3]
    assert len(kept) == 3


def test_no_more_is_kept_than_there_is_room_for() -> None:
    kept: Kept[int, str] = Kept(most_bytes=10_000)
    for number in range(1_000):
        kept.put(number, "", size_bytes=number % 700)
        assert kept.size_bytes <= 10_000
    for number in range(1_000):
        kept.drop(number)
    assert (kept.size_bytes, len(kept)) == (0, 0)


def test_what_takes_all_the_room_alone_is_not_kept() -> None:
    kept: Kept[str, int] = Kept(most_bytes=1_000)
    kept.put("a", 1, size_bytes=2_000)
    assert "a" not in kept
    assert kept.size_bytes == 0


def test_a_value_put_again_takes_the_place_of_the_first() -> None:
    kept: Kept[str, int] = Kept(most_bytes=1_000)
    kept.put("a", 1, size_bytes=500)
    kept.put("a", 2, size_bytes=100)
    assert kept.get("a") == 2
    assert kept.size_bytes == 300
