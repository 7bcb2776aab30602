"""Chains of formulas: does each line follow?"""
