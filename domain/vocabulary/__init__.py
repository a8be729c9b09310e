"""The words, numbers and dates that resumes and postings are written in, as types that compare."""
