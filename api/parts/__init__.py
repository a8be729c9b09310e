"""The parts of the program, built by small builders, one file a noun: for the server and for commands."""
