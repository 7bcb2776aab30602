"""What can be tried on a part: one module per kind that is answered in text, named after it."""
