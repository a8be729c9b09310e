"""What may run: from the parameters of a request to an operation that is within every limit."""
