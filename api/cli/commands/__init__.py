"""The commands: their arguments, and how their ends are told. What they do is loaded when it is asked for."""
