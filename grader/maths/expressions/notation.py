"""The words and signs of the notation, each with the one meaning it has here."""

from __future__ import annotations

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True))
"""Raised digits and signs: ``x²`` is ``x^2``, ``10⁻³`` is ``10^-3``."""

SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
"""Lowered letters and digits: ``x₁`` is ``x_1``."""

FUNCTIONS = {
    "exp": "exp", "log": "log", "ln": "log", "log2": "log2", "log10": "log10", "sqrt": "sqrt", "abs": "abs",
    "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "sigmoid": "sigmoid", "sigma": "sigmoid", "σ": "sigmoid", "relu": "relu", "ReLU": "relu",
    "max": "max", "min": "min", "sign": "sign",
}  # fmt: skip
"""Every spelling of a function, and the function it stands for; log is natural."""

CONSTANTS = frozenset({"pi", "π", "e"})
"""Names with a value of their own unless the part declares them."""

COUNTED = "counted"
"""What is added to the name of a length whose letter an answer uses for an array of its own, as in N_k; it is not shown."""

# Limits before anything is parsed: no answer of homework comes near them, and no text can hang the grader.
MAX_LENGTH = 2000
MAX_TOKENS = 600
MAX_DEPTH = 60
MAX_DIGITS = 40
MAX_EXPONENT = 300
