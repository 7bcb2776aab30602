"""Numbers as students type them: so many digits, as a fraction, in scientific notation."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from grader.maths.expressions.exact import Real


def place_value(value: Fraction, digits: int) -> int:
    """The power of ten of the last of so many significant digits.

    >>> place_value(Fraction(1, 3), 3), place_value(Fraction(557057), 3)
    (-3, 3)
    """
    size, power = abs(value), 0
    while size >= 10:
        size, power = size / 10, power + 1
    while size < 1:
        size, power = size * 10, power - 1
    return power - digits + 1


def typed(count: int, power: int) -> str:
    """``count`` units of a power of ten.

    >>> typed(250, -3), typed(-454, -7), typed(12, 30)
    ('0.250', '-0.0000454', '1.2e31')
    """
    number = Decimal(count).scaleb(power)
    if -5 <= number.adjusted() <= 14 and power <= 0:
        return f"{number:f}"
    digits = str(abs(count))
    mantissa = digits[0] + ("." + digits[1:] if digits[1:] else "")
    return f"{'-' if count < 0 else ''}{mantissa}e{power + len(digits) - 1}"


def decimal(value: Fraction, digits: int) -> str:
    """A number other than 0 with so many significant digits.

    >>> decimal(Fraction(2, 3), 4), decimal(Fraction(1, 4), 6)
    ('0.6667', '0.250000')
    """
    power = place_value(value, digits)
    return typed(round(value / Fraction(10) ** power), power)


def beside(value: Fraction, digits: int) -> tuple[str, str]:
    """The numbers of so many digits next below and above those that a number can be rounded or cut to.

    >>> beside(Fraction(1, 3), 3), beside(Fraction(4), 3)
    (('0.332', '0.335'), ('3.99', '4.01'))
    """
    power = place_value(value, digits)
    units = value / Fraction(10) ** power
    return typed(floor(units) - 1, power), typed(ceil(units) + 1, power)


def ends(value: Fraction) -> bool:
    """Whether the decimals of a number end."""
    below = value.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below == 1


def exactly(value: Real) -> str:
    """A number without rounding if that is possible, else with 12 digits.

    >>> exactly(Fraction(-1, 5)), exactly(Fraction(2, 3)), exactly(4.5e-5)
    ('-0.2', '2/3', '0.0000450000000000')
    """
    if isinstance(value, Fraction):
        if not ends(value):
            return f"{value.numerator}/{value.denominator}"
        if value == 0 or value.denominator == 1:
            return str(value)
        return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return decimal(Fraction(value), 12) if value else "0"
