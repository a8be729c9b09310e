"""A file becomes pages, blocks and lines: one reader a format, run in a child process that may die."""
