"""Formulas written in other ways, formulas with a mistake, and their values worked out apart from judging."""
