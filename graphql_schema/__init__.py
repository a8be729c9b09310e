"""The domain as a GraphQL schema."""
