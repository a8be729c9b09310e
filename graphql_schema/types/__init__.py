"""The schema's types, queries and mutations, a module a noun."""
