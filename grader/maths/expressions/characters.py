"""What single characters mean in a formula, and one spelling for every letter with its marks."""

from __future__ import annotations

import unicodedata

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma",
    "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ϱ": "rho", "ℓ": "ell", "µ": "mu",
}  # fmt: skip
"""Greek letters by the names that LaTeX gives them; ℓ is taken along."""

MARKS = {
    "\u0304": "bar", "\u0305": "bar", "\u0302": "hat", "\u0303": "tilde", "\u0307": "dot", "\u0332": "", "\u20d7": "",
    "\u0331": "",
}  # fmt: skip
"""Marks above a letter and what they add to its name; an underline or an arrow says vector and adds nothing."""

SUPERSCRIPT_LETTERS = dict(zip("ⁱⁿˣʸᵃᵇᵈᵏᵐᵗ⁽⁾ᴰᴺᴷᴹᴸᶜᵉʲᵖʳˢʷᶻ", "inxyabdkmt()DNKMLcejprswz", strict=True))

LOWERED_SIGNS = dict(zip("₌₊₋₍₎", "=+-()", strict=True))
"""Signs below a sum, as in ``Σᵢ₌₁``; no name has them."""

SINGLE = {
    "∑": "sum", "∏": "prod", "∂": "∂", "√": "sqrt", "∞": "∞", "Σ": "Sigma", "Π": "Pi", "𝟙": "𝟙", "𝕀": "I", "⊤": "T", "∇": "∇",
    "ℝ": "ℝ",
}  # fmt: skip
"""Characters that are a name of their own, whatever letter stands beside them."""

OPERATORS = {
    "+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "∗": "*", "·": "·", "⋅": "·", "∙": "·", "•": "·",
    "⊙": "⊙", "∘": "⊙", "◦": "⊙", ".*": "⊙", "./": "/", ".^": "^", "/": "/", "÷": "/", "∕": "/", "⁄": "/", "^": "^", "**": "^",
    "@": "@", "=": "=", "==": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=",
    "!=": "!=", "≠": "!=", "<>": "!=", "=/=": "!=", "∧": "and", "&&": "and", "∨": "or", "¬": "not", "=>": "=>", "==>": "=>",
    "⇒": "=>", "⟹": "=>", "<=>": "<=>", "⇔": "<=>", "⟺": "<=>", "<==>": "<=>", "∈": "in", "_": "_", "|": "|", "‖": "‖", "||": "‖",
    "∣": "|", "∥": "‖", ";": ";", "&": "&", "..": "..", "≔": "=", ":=": "=", ":": ":", "∉": "notin", "=<": "<=", "≦": "<=", "≧": ">=",
    "->": "=>", "→": "=>", "⟶": "=>", "<->": "<=>", "↔": "<=>", "⟷": "<=>", "∪": "∪", "∩": "∩", "∖": "∖",
}  # fmt: skip
"""Every spelling of a sign, and the sign it stands for."""


PRIMED = {
    chr(first + ord(letter) - ord("a")): (letter, "'" * primes)
    for primes, first in ((1, 0x1D68A), (2, 0x1D622))
    for letter in "abcdefghijklmnopqrstuvwxyz"
}
"""Signs that stand for an index with primes, which is a letter of its own; nobody can type them (see ``unstyled``)."""


def primed(text: str) -> str:
    """A text with indices as they were typed: ``q_i'``."""
    return "".join("".join(PRIMED.get(sign, sign)) for sign in text)


def folded(name: str) -> str:
    """One spelling of a name: Greek letters and marks as words, no ``_``, no braces.

    >>> folded("ȳ"), folded("y_bar"), folded("δ₁"), folded("W^{(1)}"), folded("x_i'")
    ('ybar', 'ybar', 'delta1', 'W(1)', "xi'")
    """
    from grader.maths.expressions.notation import SUBSCRIPTS, SUPERSCRIPTS

    parts = []
    for character in unicodedata.normalize("NFD", name):
        if character in "_{}^ ":
            continue
        raised = SUPERSCRIPTS.get(character) or SUPERSCRIPT_LETTERS.get(character)
        plain = GREEK.get(character) or MARKS.get(character, SUBSCRIPTS.get(character)) or raised
        if character in "′’":
            plain = "'"
        parts.append(character if plain is None and character not in MARKS else plain or "")
    return "".join(parts)


_STYLED = {
    code: plain
    for code in range(0x1D400, 0x1D7D8)
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain != chr(code)
} | {0x1D7CF: "𝟙", 0x210E: "h"}
"""Letters and digits in mathematical styles (bold, italic, script ...) and the plain ones; a bold 1 is the vector of ones."""


def unstyled(text: str) -> str:
    """A text with the letters of mathematical styles as plain ones, its columns kept.

    >>> unstyled("𝐖𝑥 + 𝜆"), unstyled("x²")
    ('Wx + λ', 'x²')
    """
    return text if text.isascii() else text.translate(_STYLED)


def is_letter(character: str) -> bool:
    """Whether a character is a letter that names are made of, or a mark on one."""
    return character in GREEK or character in MARKS or character in "ˈ′’" or any(
        part in GREEK or part in MARKS or part.isascii() for part in unicodedata.normalize("NFD", character)[:1]
    )  # fmt: skip


def unknown(character: str) -> str:
    """What is said about a character that has no meaning in a formula."""
    if character == "%":
        return "'%' is not read: write 0.4 for 40 %"
    if character in "±∓":
        return f"{character!r} is not read: write both cases, as in x = 2 or x = -2"
    if character == "!":
        return "'!' is not read: write the factorial as a product"
    name = unicodedata.name(character, f"code point {ord(character)}").lower()
    shown = f"{character!r} ({name})" if character.isprintable() else name
    return f"{shown} has no meaning here"
