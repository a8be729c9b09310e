"""Webhooks: other systems are told when the work on a resume has ended."""
