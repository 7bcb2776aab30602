"""Running code that nobody has to trust."""
