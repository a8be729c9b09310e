from __future__ import annotations

import anyio
import pytest

from graphql_schema.transport.live import LiveOptions
from tests.graphql_schema.asgi import events
from tests.graphql_schema.small import Small

pytestmark = pytest.mark.anyio

ENDLESS = "subscription { endless }"


async def test_a_subscription_is_a_stream_of_events() -> None:
    async with events(Small().app, "subscription { counted(to: 2) }") as stream:
        assert stream.status == 200
        assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.headers["cache-control"] == "no-cache"
        assert [await stream.event() for _ in range(3)] == [
            ("next", {"data": {"counted": 1}}),
            ("next", {"data": {"counted": 2}}),
            ("complete", None),
        ]


async def test_a_query_is_a_stream_of_one_event() -> None:
    async with events(Small().app, "{ hello }", token=None) as stream:
        name, content = await stream.event()
        assert (name, content["data"]) == ("next", {"hello": "hello world"})
        assert content["extensions"]["cost"]["estimated"] == 1
        assert await stream.event() == ("complete", None)


async def test_json_wins_for_a_query_and_events_for_a_subscription() -> None:
    both = "application/graphql-response+json, text/event-stream"
    async with events(Small().app, "{ hello }", accept=both) as answer:
        assert answer.headers["content-type"].startswith("application/graphql-response+json")
        await answer.piece()
    async with events(Small().app, "subscription { counted(to: 1) }", accept=both) as stream:
        assert (await stream.event())[0] == "next"
        assert (await stream.event())[0] == "complete"


async def test_what_is_wrong_with_an_operation_is_its_only_event() -> None:
    for query in ("{", "subscription { nothing }"):
        async with events(Small().app, query) as stream:
            name, content = await stream.event()
            assert (stream.status, name) == (200, "next")
            assert content["errors"]
            assert (await stream.event())[0] == "complete"


async def test_who_may_not_come_in_gets_a_status_and_no_stream() -> None:
    for token in ("bad", None):
        async with events(Small().app, ENDLESS, token=token) as stream:
            assert stream.status == 401
            assert "UNAUTHENTICATED" in await stream.piece()


async def test_a_quiet_stream_says_that_it_lives() -> None:
    async with events(Small(live=LiveOptions(keep_alive_seconds=0.01)).app, ENDLESS) as stream:
        await stream.event()
        assert await stream.piece() == ":\n\n"


async def test_a_client_that_leaves_stops_the_subscription() -> None:
    small = Small()
    async with events(small.app, ENDLESS) as stream:
        await stream.event()
        await stream.leave()
        with anyio.fail_after(5):
            await small.root.closed.wait()


async def test_a_quiet_stream_ends_with_the_token() -> None:
    small = Small(live=LiveOptions(keep_alive_seconds=0.01))
    async with events(small.app, ENDLESS) as stream:
        await stream.event()
        del small.users.tokens["good"]
        name, content = await stream.event()
        assert (name, content["errors"][0]["extensions"]["code"]) == ("next", "UNAUTHENTICATED")
        assert await stream.event() == ("complete", None)
    assert small.root.closed.is_set()


async def test_no_event_is_told_once_the_token_has_ended() -> None:
    small = Small()
    async with events(small.app, ENDLESS) as stream:
        await stream.event()
        del small.users.tokens["good"]
        small.root.ticks.set()
        _, content = await stream.event()
        assert "data" not in content
        assert await stream.event() == ("complete", None)


async def test_the_streams_of_a_user_are_bounded_and_an_ended_one_gives_its_place_back() -> None:
    app = Small(live=LiveOptions(per_user=1)).app
    async with events(app, ENDLESS) as first:
        await first.event()
        async with events(app, ENDLESS) as second:
            assert second.status == 429
            assert "TOO_MANY_STREAMS" in await second.piece()
    async with events(app, ENDLESS) as third:
        assert third.status == 200


async def test_an_error_in_the_midst_of_a_stream_is_masked_and_ends_it() -> None:
    async with events(Small().app, "subscription { broken }") as stream:
        assert await stream.event() == ("next", {"data": {"broken": 1}})
        name, content = await stream.event()
        assert (name, content["errors"][0]["extensions"]["code"]) == ("next", "INTERNAL")
        assert await stream.event() == ("complete", None)


async def test_streams_of_subscriptions_end_with_the_server_and_are_not_complete() -> None:
    small = Small()
    async with events(small.app, ENDLESS) as stream, events(small.app, "{ hello }") as answer:
        assert (await stream.event())[0] == "next"
        small.app.end_streams()
        assert await stream.piece() == ""
        assert (await answer.event())[0] == "next"
        assert await answer.event() == ("complete", None)
