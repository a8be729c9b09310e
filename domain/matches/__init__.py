"""A person's facts and the catalogue become ranked, scored, explained matches."""
