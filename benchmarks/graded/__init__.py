"""Matches that people graded: what was graded, the cards it was graded on, and what follows for the score."""
