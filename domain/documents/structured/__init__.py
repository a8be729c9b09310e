"""Resumes as data: what their parts say is set as a resume's text, which is then read like every other."""
