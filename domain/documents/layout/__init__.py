"""From letters on a page to lines, tables and blocks in reading order, by geometry alone."""
