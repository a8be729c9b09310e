from __future__ import annotations

import pytest
from starlette.types import Message

from api.telemetry.tallies import MOST_NAMES, MOST_SELECTIONS, OTHER, Names, Spread, Tally

pytestmark = pytest.mark.anyio


def operated(tally: Tally, name: str, *fields: str) -> None:
    key = name, fields
    known = tally.known(key) or tally.know(key, kind="query", name=name, fields=frozenset(fields))
    tally.operated(known, errors=False, seconds=0.001)


def test_a_spread_counts_what_took_so_long_or_less() -> None:
    spread = Spread((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 2.0):
        spread.add(seconds)
    buckets, total = spread.told()
    assert buckets == [("0.1", 2.0), ("1.0", 3.0), ("+Inf", 4.0)]
    assert total == pytest.approx(2.65)


def test_names_have_room_for_so_many_and_for_those_that_are_trusted() -> None:
    names = Names(["Trusted"], most=2)
    assert [names.of(name) for name in ("a", "b", "c", "a", "Trusted", "d")] == [
        "a",
        "b",
        OTHER,
        "a",
        "Trusted",
        OTHER,
    ]


def test_operations_of_any_number_of_names_make_a_bounded_number_of_series() -> None:
    tally = Tally()
    tally.know_operations(["Dashboard"])
    for number in range(10 * MOST_NAMES):
        operated(tally, f"Attack{number}", "Query.me")
    operated(tally, "Dashboard", "Query.me")
    assert len(tally.operations) <= MOST_NAMES + 2
    assert len(tally.operation_seconds) <= MOST_NAMES + 2
    assert tally.operations["query", "Dashboard", "ok"] == 1
    assert sum(tally.operations.values()) == 10 * MOST_NAMES + 1


def test_uses_of_fields_are_exact_however_many_selections_there_are() -> None:
    tally = Tally()
    for number in range(3 * MOST_SELECTIONS):
        operated(tally, "a", "Query.me", f"User.field{number}")
    operated(tally, "a", "Query.me")
    assert len(tally._uses[1]) <= MOST_SELECTIONS + 1
    uses = tally.field_uses()
    assert uses["Query.me"] == 3 * MOST_SELECTIONS + 1
    assert uses["User.field7"] == 1
    assert len(tally._known) <= MOST_SELECTIONS
    assert tally.field_uses() == uses


@pytest.mark.parametrize(
    ("method", "counted"), [("GET", "GET"), ("BREW", OTHER), ("GET\n", OTHER), ("x" * 9000, OTHER)]
)
def test_a_method_that_is_none_has_no_series_of_its_own(method: str, counted: str) -> None:
    tally = Tally()
    tally.answered(method, "/healthz", 200, 0.001)
    assert list(tally.requests) == [(counted, "/healthz", 200)]


async def test_a_request_is_counted_when_its_answer_begins_by_the_path_of_its_route() -> None:
    tally, sent = Tally(), list[Message]()

    class Route:
        path = "/api/resumes/{resume_id:id}"

    async def send(message: Message) -> None:
        sent.append(message)

    for scope in ({"method": "GET", "route": Route()}, {"method": "GET"}):
        answer = tally.answering(scope, send, 0.0)
        await answer({"type": "http.response.start", "status": 200})
        assert sum(tally.requests.values()) == (1 if "route" in scope else 2)
        await answer({"type": "http.response.body", "body": b"", "more_body": True})
    assert tally.requests == {("GET", Route.path, 200): 1, ("GET", OTHER, 200): 1}
    assert len(sent) == 4
