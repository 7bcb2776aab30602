"""Statements as sets: are two true at the same points?"""
