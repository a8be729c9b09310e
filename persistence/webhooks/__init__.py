"""Webhooks: what is to be told, and how it is sent."""
