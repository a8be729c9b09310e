"""Audits by other people's tools: `make audit`."""
