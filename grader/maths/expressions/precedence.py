"""How tightly the signs of a formula bind."""

from __future__ import annotations

BINDING = {
    "over": 1, "<=>": 2, "=>": 4, "or": 6, "and": 8, "=": 12, "!=": 12, "<": 12, ">": 12, "<=": 12, ">=": 12, "in": 12, "notin": 12,
    "+": 20, "-": 20, "*": 30, "/": 30, "@": 30, "·": 30, "⊙": 30,
}  # fmt: skip
"""How tightly an operator binds, left to right."""

OR_FIRST = {**BINDING, "or": BINDING["and"], "and": BINDING["or"]}
"""The other way to read ``a or b and c``."""

COMPARISONS = frozenset({"=", "!=", "<", ">", "<=", ">="})
NOT = 10
JUXTAPOSED = 40
PREFIX = 50
POWER = 60

CLOSING = {"⟨": "⟩", "(": ")", "[": "]", "{": "}", "\\{": "\\}"}
"""Opening brackets and what closes them; all of them group."""
