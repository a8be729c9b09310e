"""Searching what resumes say: their words, what is asked for, and the passages that hold it."""
