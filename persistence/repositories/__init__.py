"""The domain's repositories over an SQLAlchemy session, one a noun."""
