"""Formulas written in other ways, and their values worked out apart from judging."""
