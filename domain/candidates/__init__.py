"""Which persons fit a position: the matching's other side, by the same score and reasons."""
