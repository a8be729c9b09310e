"""People who use the product: registration, login, roles."""
