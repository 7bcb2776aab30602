"""Numbers, sizes and computations: exact arithmetic, closeness, chains of steps."""
