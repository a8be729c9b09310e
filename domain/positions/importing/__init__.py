"""Postings of a user's own, from a file to positions."""
