"""A person's account as a whole: giving out all that is held of it, and deleting it for good."""
