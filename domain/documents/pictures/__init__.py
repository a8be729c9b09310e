"""Pictures and scans, whose text is recognised."""
