"""Resumes: upload, reading, and who may see them."""
