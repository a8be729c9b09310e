"""The catalogue of positions that resumes are matched with."""
