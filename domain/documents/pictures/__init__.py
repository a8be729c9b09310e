"""Pictures and scans: they are turned upright, their text is recognised, and `layout` orders it."""
