"""REST, and the program's entrance."""
