"""The client `gql` over a WebSocket: python websocket_client.py URL TOKEN RESUME_ID."""

from __future__ import annotations

import asyncio
import sys

from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport


async def main(url: str, token: str, resume_id: str) -> None:
    """Ask, subscribe and be refused over one socket."""
    transport = WebsocketsTransport(
        url=url.replace("http", "ws", 1), init_payload={"authorization": f"Bearer {token}"}
    )
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        me = (await session.execute(gql("{ me { username } }")))["me"]
        assert me["username"]
        updates = gql("subscription ($id: ID!) { resumeUpdated(id: $id) { state } }")
        updates.variable_values = {"id": resume_id}
        states = [result["resumeUpdated"]["state"] async for result in session.subscribe(updates)]
        assert states[-1] == "ANALYSED", states
        codes = []
        try:
            await session.execute(gql('{ resume(id: "999999") { id } }'))
        except TransportQueryError as refusal:
            codes = [error["extensions"]["code"] for error in refusal.errors or ()]
        assert codes == ["NOT_FOUND"], codes


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
