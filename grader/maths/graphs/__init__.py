"""Computation graphs: reading, comparing, drawing."""
