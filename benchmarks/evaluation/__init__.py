"""How well the development resumes are read."""
