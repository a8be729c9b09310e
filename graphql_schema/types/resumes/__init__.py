"""Resumes: their type, queries, mutations and subscriptions."""
