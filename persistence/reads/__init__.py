"""The domain's read models: bounded reads, each shape compiled once and run on the pool's own cursor."""
