"""Names on the left of an answer line, in every usual spelling: ``∂z/∂w_0``, ``dz/dw0``, ``dz_dw0``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from grader.errors import NotationError
from grader.maths.expressions.notation import SUBSCRIPTS
from grader.maths.reading.lexer import lex

_FRACTION = re.compile(r"\\[dt]?frac\s*\{(.*)\}\s*\{(.*)\}$")
_DERIVATIVE = re.compile(r"^[d∂](?P<of>\w+?)(?:/|_)[d∂](?P<by>\w+)$")


def canonical_name(spelled: str) -> str:
    """One spelling of a name: ``x₁``, ``x_{1}`` and ``x_1`` are ``x_1``.

    >>> canonical_name("w₀"), canonical_name("w_{0}"), canonical_name("w0")
    ('w_0', 'w_0', 'w0')
    """
    name: list[str] = []
    lowered = False
    for character in unicodedata.normalize("NFD", spelled).replace("{", "").replace("}", ""):
        if character in SUBSCRIPTS:
            joint = "" if lowered or name[-1:] == ["_"] else "_"
            name.append(joint + SUBSCRIPTS[character])
            lowered = True
        else:
            name.append("'" if character == "′" else character)
            lowered = False
    return "".join(name)


def folded(name: str) -> str:
    r"""One spelling for all that are alike: Greek letters and marks as words, no underscores, braces, subscripts.

    >>> folded("w_{0}"), folded("w₀"), folded("w0"), folded(r"\hat{\alpha}")
    ('w0', 'w0', 'w0', 'alphahat')
    """
    return _spelled(name).replace("_", "")


@lru_cache(maxsize=1_000)
def _spelled(name: str) -> str:
    """A name as one word, with the signs between its pieces, without blanks and braces."""
    try:
        tokens = lex(_FRACTION.sub(r"\1/\2", name.strip()))
    except NotationError:
        return canonical_name(name.strip()).replace(" ", "")
    return "".join(token.text for token in tokens if token.text not in ("{", "}"))


def derivative(name: str) -> tuple[str, str] | None:
    r"""What is differentiated and with respect to what, both folded; None if ``name`` is no derivative.

    >>> derivative("∂z/∂w_0"), derivative("dz_dw0"), derivative("xw0")
    (('z', 'w0'), ('z', 'w0'), None)
    >>> derivative(r"\frac{\partial z}{\partial w_0}")
    ('z', 'w0')
    """
    match = _DERIVATIVE.match(re.sub("[()]", "", _spelled(name)).replace("partial", "∂"))
    return (match["of"].replace("_", ""), match["by"].replace("_", "")) if match else None


def alike(name: str) -> str:
    """A spelling-independent form of a name or a derivative: equal for names that mean the same.

    >>> alike("∂L/∂i₁") == alike("dL/di_1") == alike("dL_di1")
    True
    """
    parts = derivative(name)
    return f"d{parts[0]}/d{parts[1]}" if parts else folded(name)
