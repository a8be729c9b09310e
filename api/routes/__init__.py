"""The REST document's routes, one module a noun."""
