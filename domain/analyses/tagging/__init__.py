"""A learned reader of employers, titles and schools, which stands beside the rules."""
