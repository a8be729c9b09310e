"""An index of named things: found by words and by meaning, among any number of them."""
