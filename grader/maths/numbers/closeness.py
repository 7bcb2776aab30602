"""Is a typed number the expected one? Rounding, and the usual slips."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from grader.maths.expressions.exact import Real, number_of
from grader.maths.expressions.expression import Binary, Expression, Negation, Number, walk

SIGNIFICANT_DIGITS = 3
"""A rounded decimal counts in full from this many significant digits on."""

ROUNDING_NOISE = Fraction(1, 10**9)
"""Relative difference below which two numbers worked out in floating point are one number."""


class Closeness(Enum):
    """How a typed number stands to the expected one; the values are the ends of reason slugs."""

    EQUAL = "equal"
    ROUNDED = "rounded"
    COARSE = "rounding"
    SIGN = "sign"
    FACTOR = "factor"
    RECIPROCAL = "reciprocal"
    MAGNITUDE = "magnitude"
    DIFFERENT = "value"

    @property
    def right(self) -> bool:
        """Whether it earns everything."""
        return self in (Closeness.EQUAL, Closeness.ROUNDED)


class TypedNumber(NamedTuple):
    """A number as a student typed it: its value, and for a plain decimal the digits it was typed with."""

    value: Real
    significant: int = 0
    unit: Fraction | None = None

    @classmethod
    def read(cls, expression: Expression) -> TypedNumber:
        """The number that an expression stands for.

        ``unit`` is the place value of the last digit of a plain decimal (1/100 for 0.62), and 1 for a whole
        number of three digits or more, which can be a rounded one; else None.

        Raises:
            NotationError: it is no finite real number.

        """
        value = number_of(expression)
        literal = expression.operand if isinstance(expression, Negation) else expression
        if isinstance(literal, Binary) and literal.operator == "*" and _is_power_of_ten(literal.right):
            front, scale = cls.read(literal.left), Fraction(number_of(literal.right))
            return cls(value, front.significant, front.unit * scale if front.unit else None)
        if not isinstance(literal, Number):
            return cls(value)
        if not re.search("[.e]", literal.digits):
            long = len(literal.digits.lstrip("0")) >= SIGNIFICANT_DIGITS
            return cls(value, len(literal.digits.lstrip("0")), Fraction(1)) if long else cls(value)
        mantissa, _, exponent = literal.digits.partition("e")
        places = len(mantissa.partition(".")[2])
        significant = len(mantissa.replace(".", "").lstrip("0"))
        return cls(value, significant, Fraction(10) ** (int(exponent or 0) - places))


def _is_power_of_ten(expression: Expression) -> bool:
    """Whether this is ``10^n`` or ``1en``, so that a decimal in front of it is still a decimal."""
    if isinstance(expression, Binary) and expression.operator == "^":
        whole = expression.right.operand if isinstance(expression.right, Negation) else expression.right
        ten = isinstance(expression.left, Number) and expression.left.value == 10
        return ten and isinstance(whole, Number) and whole.value.denominator == 1
    return isinstance(expression, Number) and expression.digits.startswith("1e")


def same(actual: Real, expected: Real) -> bool:
    """Equal; exactly where both are rational, to rounding noise otherwise."""
    if isinstance(actual, Fraction) and isinstance(expected, Fraction):
        return actual == expected
    return abs(Fraction(actual) - Fraction(expected)) <= ROUNDING_NOISE * abs(Fraction(expected))


def rounding_inside(expression: Expression, number: TypedNumber) -> Fraction:
    """How far arithmetic such as ``1/(1 + 0.368)`` may be off because its decimals were rounded; 0 without them."""
    decimals = [node.digits for node in walk(expression) if isinstance(node, Number) and "." in node.digits]
    digits = [len(each.partition("e")[0].replace(".", "").lstrip("0")) for each in decimals]
    if isinstance(expression, Number) or not digits or min(digits) < SIGNIFICANT_DIGITS:
        return Fraction(0)
    return abs(Fraction(number.value)) * Fraction(5, 10 ** min(digits))


def fits(actual: TypedNumber, expected: Real) -> bool:
    """Whether ``actual`` is ``expected``, or that rounded to enough digits: what ``closeness`` calls right, sooner."""
    return same(actual.value, expected) or (
        actual.significant >= SIGNIFICANT_DIGITS and _rounds_to(actual, expected)
    )


def closeness(actual: TypedNumber, expected: Real) -> Closeness:
    """How ``actual`` stands to ``expected``: right, right but rounded, or wrong and how.

    A decimal is right when it is the key rounded or truncated at the digit typed; with fewer than
    three significant digits it is coarse, unless it is exact.
    """
    if same(actual.value, expected):
        return Closeness.EQUAL
    if _rounds_to(actual, expected):
        if actual.significant >= SIGNIFICANT_DIGITS:
            return Closeness.ROUNDED
        whole = isinstance(expected, Fraction) and expected.denominator == 1
        if not whole or actual.significant > 1:
            return Closeness.COARSE
    return _slip(actual, expected)


def _rounds_to(actual: TypedNumber, expected: Real) -> bool:
    if actual.unit is None or actual.significant == 0:
        return False
    value, key = Fraction(actual.value), Fraction(expected)
    rounded = abs(value - key) * 2 <= actual.unit
    truncated = abs(value) <= abs(key) < abs(value) + actual.unit and (value >= 0) == (key >= 0)
    return rounded or truncated


def _slip(actual: TypedNumber, expected: Real) -> Closeness:
    if expected == 0 or actual.value == 0:
        return Closeness.DIFFERENT
    key = Fraction(expected)
    noisy = isinstance(expected, float) or isinstance(actual.value, float)

    def matches(target: Fraction) -> bool:
        equal = same(float(actual.value), target) if noisy else actual.value == target
        return equal or (actual.significant >= SIGNIFICANT_DIGITS and _rounds_to(actual, target))

    if matches(-key):
        return Closeness.SIGN
    if matches(2 * key) or matches(key / 2):
        return Closeness.FACTOR
    if abs(key) != 1 and matches(1 / key):
        return Closeness.RECIPROCAL
    if any(matches(key * Fraction(10) ** place) for place in (1, 2, 3, -1, -2, -3)):
        return Closeness.MAGNITUDE
    return Closeness.DIFFERENT
