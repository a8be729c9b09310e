"""How a request reaches the schema: HTTP, event streams, sockets, and what is refused on the way."""
