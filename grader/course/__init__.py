"""A course folder and its submissions."""
