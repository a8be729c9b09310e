from __future__ import annotations

import logging

import anyio
import pytest

from domain.errors import Unavailable
from graphql_schema.admission.limits import Limits
from graphql_schema.transport.live import LiveOptions
from tests.graphql_schema.asgi import acknowledged, connected
from tests.graphql_schema.small import Small

pytestmark = pytest.mark.anyio

ENDLESS = "subscription { endless }"


async def test_a_subscription_is_answered_until_it_completes() -> None:
    async with acknowledged(Small().app) as socket:
        await socket.subscribe("a", "subscription ($to: Int!) { counted(to: $to) }", to=2)
        answers = [await socket.receive() for _ in range(3)]
    assert answers == [
        {"id": "a", "type": "next", "payload": {"data": {"counted": 1}}},
        {"id": "a", "type": "next", "payload": {"data": {"counted": 2}}},
        {"id": "a", "type": "complete"},
    ]


async def test_queries_and_mutations_are_answered_once() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("q", "{ me { name } }")
        answer = await socket.receive()
        assert answer["payload"]["data"] == {"me": {"name": "ann"}}
        assert answer["payload"]["extensions"]["cost"]["estimated"] == 2
        assert await socket.receive() == {"id": "q", "type": "complete"}
        await socket.subscribe("q", 'mutation { rename(name: "x") }')
        assert (await socket.receive())["payload"]["data"] == {"rename": "x"}
    assert small.root.renamed == ["x"]


async def test_subscriptions_run_beside_each_other() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("slow", ENDLESS)
        assert (await socket.receive())["id"] == "slow"
        await socket.subscribe("quick", "subscription { counted(to: 1) }")
        assert [(await socket.receive())["type"] for _ in range(2)] == ["next", "complete"]
        small.root.ticks.set()
        assert (await socket.receive())["payload"] == {"data": {"endless": 2}}


async def test_a_completed_subscription_stops_and_frees_its_name() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", ENDLESS)
        await socket.receive()
        await socket.send("complete", id="a")
        await socket.send("complete", id="never-was")
        await small.root.closed.wait()
        await socket.subscribe("a", "subscription { counted(to: 1) }")
        assert (await socket.receive())["payload"] == {"data": {"counted": 1}}


async def test_a_client_that_leaves_stops_its_subscriptions() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", ENDLESS)
        await socket.receive()
        await socket.leave()
        with anyio.fail_after(5):
            await small.root.closed.wait()


async def test_a_ping_is_answered_before_and_after_the_start() -> None:
    async with connected(Small().app) as socket:
        await socket.send("ping")
        assert await socket.receive() == {"type": "pong"}
        await socket.send("connection_init", payload={"Authorization": "Bearer good"})
        assert await socket.receive() == {"type": "connection_ack"}
        await socket.send("pong")
        await socket.send("ping", payload={"at": 7})
        assert await socket.receive() == {"type": "pong", "payload": {"at": 7}}


@pytest.mark.parametrize("subprotocols", [(), ("graphql-ws",), ("graphql-ws", "soap")])
async def test_other_protocols_are_refused(subprotocols: tuple[str, ...]) -> None:
    async with connected(Small().app, subprotocols=subprotocols) as socket:
        assert await socket.closed() == 4406


async def test_our_protocol_is_found_among_others() -> None:
    async with connected(Small().app, subprotocols=("graphql-ws", "graphql-transport-ws")) as socket:
        await socket.send("connection_init", payload={"authorization": "Bearer good"})
        assert (await socket.receive())["type"] == "connection_ack"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (None, 4401),
        ({}, 4401),
        ({"authorization": "Bearer bad"}, 4403),
        ({"authorization": 7}, 4403),
        ("Bearer good", 4400),
    ],
)
async def test_a_socket_needs_a_good_token(payload: object, code: int) -> None:
    async with connected(Small().app) as socket:
        await socket.send("connection_init", payload=payload)
        assert await socket.closed() == code


async def test_nothing_is_served_before_the_token() -> None:
    small = Small()
    async with connected(small.app) as socket:
        await socket.subscribe("a", "{ hello }")
        assert await socket.closed() == 4401
    assert small.requests == []


async def test_a_socket_that_does_not_say_who_it_is_is_closed() -> None:
    async with connected(Small(live=LiveOptions(init_seconds=0.01)).app) as socket:
        assert await socket.closed() == 4408


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"id": "a"}',
        '{"type": "start", "id": "a"}',
        '{"type": "subscribe", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ hello }"}}',
        '{"type": "subscribe", "id": "a"}',
        '{"type": "subscribe", "id": "a", "payload": {}}',
        '{"type": "complete"}',
    ],
)
async def test_a_message_that_is_none_closes_the_socket(text: str) -> None:
    async with acknowledged(Small().app) as socket:
        await socket.send_text(text)
        assert await socket.closed() == 4400


async def test_a_binary_message_closes_the_socket() -> None:
    async with acknowledged(Small().app) as socket:
        await socket.send_bytes(b'{"type": "ping"}')
        assert await socket.closed() == 4400


async def test_a_message_that_is_too_long_closes_the_socket() -> None:
    async with acknowledged(Small(live=LiveOptions(message_bytes=100)).app) as socket:
        await socket.send("ping", payload={"x": "y" * 100})
        assert await socket.closed() == 1009


async def test_a_second_start_closes_the_socket() -> None:
    async with acknowledged(Small().app) as socket:
        await socket.send("connection_init", payload={"authorization": "Bearer good"})
        assert await socket.closed() == 4429


async def test_a_name_in_use_closes_the_socket_and_stops_its_subscriptions() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", ENDLESS)
        await socket.receive()
        await socket.subscribe("a", ENDLESS)
        assert await socket.closed() == 4409
    assert small.root.closed.is_set()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ me { friends { friends { friends { name } } } } }", "DEPTH_LIMIT_EXCEEDED"),
        ("{ people(first: 101) { totalCount } }", "PAGE_SIZE_LIMIT_EXCEEDED"),
        ("{ people(first: 50) { edges { cursor } } }", "COST_LIMIT_EXCEEDED"),
        ("query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"),
    ],
)
async def test_every_limit_holds_here_too_and_the_socket_lives_on(query: str, code: str) -> None:
    async with acknowledged(Small(limits=Limits(depth=4, cost=50)).app) as socket:
        await socket.subscribe("a", query)
        answer = await socket.receive()
        assert (answer["type"], answer["payload"][0]["extensions"]["code"]) == ("error", code)
        await socket.subscribe("a", "{ hello }")
        assert (await socket.receive())["type"] == "next"


async def test_a_wrong_variable_is_an_error_of_the_operation() -> None:
    async with acknowledged(Small().app) as socket:
        await socket.subscribe("a", "subscription ($to: Int!) { counted(to: $to) }", to="x")
        assert (await socket.receive())["type"] == "error"
        await socket.subscribe("a", "{ hello }")
        assert (await socket.receive())["type"] == "next"


async def test_the_operations_of_a_socket_are_bounded() -> None:
    async with acknowledged(Small(live=LiveOptions(subscriptions=2)).app) as socket:
        for name in ("a", "b"):
            await socket.subscribe(name, ENDLESS)
            assert (await socket.receive())["type"] == "next"
        await socket.subscribe("c", ENDLESS)
        answer = await socket.receive()
        assert answer["payload"][0]["extensions"] == {
            "code": "SUBSCRIPTION_LIMIT_EXCEEDED",
            "limit": 2,
            "actual": 3,
        }


async def test_the_sockets_of_a_user_are_bounded_and_a_closed_one_gives_its_place_back() -> None:
    app = Small(live=LiveOptions(per_user=1)).app
    async with acknowledged(app):
        async with connected(app) as second:
            await second.send("connection_init", payload={"authorization": "Bearer good"})
            assert await second.closed() == 4429
        async with acknowledged(app, token="root"):
            pass
    async with acknowledged(app):
        pass


async def test_a_socket_is_closed_soon_after_its_token_ends() -> None:
    small = Small(live=LiveOptions(recheck_seconds=0.01))
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", ENDLESS)
        await socket.receive()
        del small.users.tokens["good"]
        assert await socket.closed() == 4403
    assert small.root.closed.is_set()


async def test_no_event_is_told_once_the_token_has_ended() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        await socket.subscribe("a", ENDLESS)
        await socket.receive()
        del small.users.tokens["good"]
        small.root.ticks.set()
        assert await socket.closed() == 4403


async def test_nothing_new_begins_once_the_token_has_ended() -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        del small.users.tokens["good"]
        await socket.subscribe("a", "{ hello }")
        assert await socket.closed() == 4403


async def test_a_change_of_role_ends_the_session_too() -> None:
    small = Small()
    async with acknowledged(small.app, token="root") as socket:
        small.users.tokens["root"] = small.users.tokens["root"]._replace(role="job_seeker")
        await socket.subscribe("a", "{ hello }")
        assert await socket.closed() == 4403


async def test_an_unexpected_error_is_masked_logged_once_and_ends_only_its_operation(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with acknowledged(Small().app) as socket:
        with caplog.at_level(logging.ERROR):
            await socket.subscribe("a", "{ broken }")
            answer = await socket.receive()
        assert answer["type"] == "error"
        assert answer["payload"][0]["extensions"]["code"] == "INTERNAL"
        assert "executor" not in str(answer)
        assert len(caplog.records) == 1
        await socket.subscribe("a", "{ hello }")
        assert (await socket.receive())["type"] == "next"


async def test_one_of_several_operations_is_chosen_by_name() -> None:
    async with acknowledged(Small().app) as socket:
        payload = {"query": "query A { hello } query B { me { name } }", "operationName": "B"}
        await socket.send("subscribe", id="a", payload=payload)
        assert (await socket.receive())["payload"]["data"] == {"me": {"name": "ann"}}


async def test_a_socket_whose_token_cannot_be_looked_at_says_to_come_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    small = Small()
    async with acknowledged(small.app) as socket:
        small.users.fault = Unavailable()
        await socket.subscribe("a", ENDLESS)
        assert await socket.closed() == 1013
    async with connected(small.app) as socket:
        await socket.send("connection_init", payload={"authorization": "Bearer good"})
        assert await socket.closed() == 1013
    assert caplog.records == []
