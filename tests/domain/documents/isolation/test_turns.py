from __future__ import annotations

from domain.documents.isolation.turns import Turns


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def turns(places: int, *, spared: int = 0) -> tuple[Turns[str], Clock]:
    clock = Clock()
    return Turns(places, spared=spared, clock=clock), clock


def served(of: Turns[str], owners: dict[str, str], seconds: float) -> str:
    """Run everything that waits, one after the other, each for so long."""
    order = ""
    while (task := of.next()) is not None:
        order += task
        of.ended(owners[task], seconds)
    return order


def test_owners_take_turns() -> None:
    queue, _ = turns(1)
    owners = {"a": "anna", "b": "anna", "c": "anna", "d": "bert", "e": "cleo"}
    for task, owner in owners.items():
        queue.add(owner, task)

    assert len(queue) == 5
    assert served(queue, owners, 1.0) == "adebc"


def test_who_has_used_least_goes_first() -> None:
    queue, _ = turns(1)
    for owner, seconds in (("anna", 10.0), ("bert", 1.0)):
        queue.add(owner, "past")
        queue.next()
        queue.ended(owner, seconds)
    queue.add("anna", "a")
    queue.add("bert", "b")

    assert queue.next() == "b"


def test_what_was_used_is_forgotten_with_time() -> None:
    queue, clock = turns(1)
    for owner, seconds, at in (("anna", 10.0, 0.0), ("bert", 1.0, 3600.0)):
        clock.now = at
        queue.add(owner, "past")
        queue.next()
        queue.ended(owner, seconds)
    queue.add("bert", "b")
    queue.add("anna", "a")

    assert queue.next() == "a"


def test_no_more_run_than_there_are_places() -> None:
    queue, _ = turns(2)
    for task in "abc":
        queue.add("anna", task)

    assert [queue.next(), queue.next(), queue.next()] == ["a", "b", None]
    assert queue.running == 2
    queue.ended("anna", 1.0)
    assert queue.next() == "c"


def test_an_owner_leaves_the_spared_place_to_others() -> None:
    queue, _ = turns(2, spared=1)
    queue.add("anna", "a")
    queue.add("anna", "b")

    assert [queue.next(), queue.next()] == ["a", None]
    queue.add("bert", "c")
    assert queue.next() == "c"


def test_nobody_is_spared_a_place_where_there_is_one_or_no_owner() -> None:
    alone, _ = turns(1, spared=1)
    alone.add("anna", "a")
    nobodys, _ = turns(2, spared=1)
    nobodys.add(None, "a")
    nobodys.add(None, "b")

    assert alone.next() == "a"
    assert [nobodys.next(), nobodys.next()] == ["a", "b"]


def test_a_task_may_go_before_its_owners_others() -> None:
    queue, _ = turns(1)
    queue.add("anna", "a")
    queue.add("anna", "b", first=True)

    assert queue.next() == "b"


def test_it_tells_who_else_waits_and_since_when() -> None:
    queue, clock = turns(1)
    for owner in ("anna", "anna", "bert", "cleo"):
        queue.add(owner, "task")
        clock.now += 1

    assert queue.behind("anna") == (2, 2.0)
    assert queue.behind("bert") == (2, 4.0)
    assert turns(1)[0].behind("anna") == (0, 0.0)


def test_whoever_sends_much_does_not_wait_while_he_is_served_nor_for_what_came_before() -> None:
    queue, clock = turns(2)
    for task in "abc":
        queue.add("anna", task)
    assert (queue.next(), queue.next()) == ("a", "b")
    clock.now = 6.0
    queue.add("bert", "d")
    queue.ended("anna", 6.0)

    assert queue.next() == "d"
    assert queue.behind("bert") == (0, 0.0)
    clock.now = 8.0
    queue.ended("anna", 8.0)
    clock.now = 9.0
    assert queue.behind("bert") == (1, 1.0)


def test_what_waits_can_be_dropped() -> None:
    queue, _ = turns(1)
    queue.add("anna", "a")
    queue.add("bert", "b")

    assert queue.drop() == ["a", "b"]
    assert queue.next() is None


def test_what_is_remembered_of_owners_is_bounded() -> None:
    queue, _ = turns(1)
    for owner in range(5_000):
        queue.add(owner, "task")
        queue.next()
        queue.ended(owner, 1.0)

    assert len(queue._used) <= 1_001
