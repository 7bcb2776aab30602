"""Reading and judging mathematics."""
