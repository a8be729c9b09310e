"""Users: their type, queries and mutations."""
