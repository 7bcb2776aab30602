"""Arrays: generated inputs, comparison, tolerance."""
