"""Other servers over the same database, each written the way a careful user of it would."""
