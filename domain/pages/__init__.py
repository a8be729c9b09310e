"""The pages of resumes as people see them: their pictures, their lines, and what was read where."""
