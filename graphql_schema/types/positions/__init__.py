"""Positions: their types, queries and mutations."""
