"""A document becomes the facts about a person: one module a field family."""
