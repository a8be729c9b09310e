"""`python -m benchmarks.trials`: small inputs that went wrong elsewhere, and what comes of them here."""
