"""Formulas as trees: their parts, how they are written, and arithmetic on them."""
