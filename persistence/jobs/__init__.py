"""Jobs on PostgreSQL, run by procrastinate. On SQLite nothing of this is imported."""
