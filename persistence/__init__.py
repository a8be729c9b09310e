"""The domain's ports made real: database, files, queue, events."""
