"""The peers in Python; they run in an environment of their own."""
