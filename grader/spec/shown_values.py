"""Values of variables as people read them, and as YAML has them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from grader.spec.constraints import Values


def listed_values(values: Values) -> str:
    """Values as people read them.

    >>> listed_values({"n": Fraction(3), "a": Fraction(-1, 2)})
    'n = 3, a = -0.5'
    """
    return ", ".join(f"{name} = {shown(value)}" for name, value in values.items())


def plain(value: Fraction) -> int | float:
    """A value as YAML has it."""
    return int(value) if value.denominator == 1 else float(value)


def shown(value: Fraction) -> str:
    """A value as people write it.

    >>> shown(Fraction(-3, 10)), shown(Fraction(1, 100000)), shown(Fraction(1, 3))
    ('-0.3', '0.00001', '1/3')
    """
    if value.denominator == 1:
        return str(value.numerator)
    decimal = format(Decimal(repr(float(value))), "f")
    return decimal if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"
