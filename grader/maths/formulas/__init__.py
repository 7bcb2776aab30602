"""Are two formulas equal, and which mistake explains a difference?"""
