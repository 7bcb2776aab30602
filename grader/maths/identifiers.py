"""Names on the left of an answer line, in every usual spelling: ``∂z/∂w_0``, ``dz/dw0``, ``dz_dw0``."""

from __future__ import annotations

import re

from grader.maths.tokens import canonical_name

_DERIVATIVE = re.compile(r"^[d∂](?P<of>\w+?)(?:/|_)[d∂](?P<by>\w+)$")


def folded(name: str) -> str:
    """One spelling for all that are alike: no underscores, no braces, no subscripts.

    >>> folded("w_{0}"), folded("w₀"), folded("w0")
    ('w0', 'w0', 'w0')
    """
    return canonical_name(name.strip()).replace("_", "").replace(" ", "")


def derivative(name: str) -> tuple[str, str] | None:
    """What is differentiated and with respect to what, both folded; None if ``name`` is no derivative.

    >>> derivative("∂z/∂w_0"), derivative("dz_dw0"), derivative("xw0")
    (('z', 'w0'), ('z', 'w0'), None)
    """
    plain = canonical_name(re.sub(r"\s", "", name).replace("partial", "∂"))
    match = _DERIVATIVE.match(plain.replace("(", "").replace(")", ""))
    return (folded(match["of"]), folded(match["by"])) if match else None


def alike(name: str) -> str:
    """A spelling-independent form of a name or a derivative: equal for names that mean the same.

    >>> alike("∂L/∂i₁") == alike("dL/di_1") == alike("dL_di1")
    True
    """
    parts = derivative(name)
    return f"d{parts[0]}/d{parts[1]}" if parts else folded(name)
