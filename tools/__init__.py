"""Programs that make product data from sources beside the project; each names its sources."""
