"""An analysis in the forms that other programs read, and lists of resumes as tables."""
