"""Serving: one process, or several under a supervisor that share the address."""
