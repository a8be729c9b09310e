"""From letters on a page to blocks in reading order, by geometry alone."""
