"""Exact first derivatives: numbers that carry one derivative along (W. K. Clifford's dual numbers, 1873)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.errors import NotationError
from grader.maths.expressions.evaluate import Algebra, evaluate
from grader.maths.expressions.exact import EXACT, Real
from grader.maths.expressions.expression import Expression


class KinkError(NotationError):
    """A derivative was asked exactly where a function has none."""


@dataclass(frozen=True)
class Dual:
    """``value + derivative·ε`` with ε² = 0."""

    value: Real
    derivative: Real

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.derivative)

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.value + other.value, self.derivative + other.derivative)

    def __sub__(self, other: Dual) -> Dual:
        return self + -other

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.value * other.value, self.derivative * other.value + self.value * other.derivative)

    def __truediv__(self, other: Dual) -> Dual:
        quotient = self.value / other.value
        return Dual(quotient, (self.derivative - quotient * other.derivative) / other.value)


def _power(base: Dual, exponent: Dual) -> Dual:
    value = EXACT.power(base.value, exponent.value)
    derivative: Real = Fraction(0)
    if base.derivative != 0 and exponent.value != 0:
        derivative += exponent.value * EXACT.power(base.value, exponent.value - 1) * base.derivative
    if exponent.derivative != 0:
        derivative += value * EXACT.functions["log"](base.value) * exponent.derivative
    return Dual(value, derivative)


def _smooth(function: str, slope: Callable[[Real, Real], Real]) -> Callable[[Dual], Dual]:
    """A function with the derivative ``slope(x, f(x))``."""

    def apply(x: Dual) -> Dual:
        value = EXACT.functions[function](x.value)
        return Dual(value, slope(x.value, value) * x.derivative if x.derivative != 0 else Fraction(0))

    return apply


def _kinked(function: str, slope: Callable[[Real], int]) -> Callable[[Dual], Dual]:
    """A function of one argument with a kink at 0."""

    def apply(x: Dual) -> Dual:
        if x.value == 0 and x.derivative != 0:
            raise KinkError(f"{function} has no derivative at 0")
        return Dual(EXACT.functions[function](x.value), slope(x.value) * x.derivative)

    return apply


def _extreme(function: str) -> Callable[..., Dual]:
    """The largest or smallest of several; a tie between different slopes is a kink."""

    def apply(*given: Dual) -> Dual:
        value = EXACT.functions[function](*(x.value for x in given))
        slopes = {x.derivative for x in given if x.value == value}
        if len(slopes) > 1:
            raise KinkError(f"{function} has no derivative where two of its arguments are equal")
        return Dual(value, slopes.pop())

    return apply


def _log_slope(base: float | None = None) -> Callable[[Real, Real], Real]:
    return lambda x, _: 1 / x if base is None else 1 / (float(x) * math.log(base))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": _smooth("exp", lambda _, y: y),
    "log": _smooth("log", _log_slope()),
    "log2": _smooth("log2", _log_slope(2)),
    "log10": _smooth("log10", _log_slope(10)),
    "sqrt": _smooth("sqrt", lambda _, y: 1 / (2 * y)),
    "sin": _smooth("sin", lambda x, _: EXACT.functions["cos"](x)),
    "cos": _smooth("cos", lambda x, _: -EXACT.functions["sin"](x)),
    "tan": _smooth("tan", lambda _, y: 1 + y * y),
    "sinh": _smooth("sinh", lambda x, _: EXACT.functions["cosh"](x)),
    "cosh": _smooth("cosh", lambda x, _: EXACT.functions["sinh"](x)),
    "tanh": _smooth("tanh", lambda x, y: 1 - y * y if x == 0 else 1 / EXACT.functions["cosh"](x) ** 2),
    "sigmoid": _smooth("sigmoid", lambda x, y: y * EXACT.functions["sigmoid"](-x)),
    "abs": _kinked("abs", lambda x: 1 if x > 0 else -1),
    "relu": _kinked("relu", lambda x: 1 if x > 0 else 0),
    "sign": _kinked("sign", lambda _: 0),
    "max": _extreme("max"),
    "min": _extreme("min"),
}


def _constant(value: Real) -> Dual:
    return Dual(value, Fraction(0))


DUAL = Algebra(
    number=_constant,
    power=_power,
    functions=_FUNCTIONS,
    constants={name: _constant(value) for name, value in EXACT.constants.items()},
)


def partial_derivative(expression: Expression, name: str, values: Mapping[str, Real]) -> Real:
    """∂expression/∂name at ``values``, exact where they are rational.

    >>> from grader.maths.numbers.arithmetic import parse
    >>> partial_derivative(parse("x*w + x", names=["x", "w"]), "x", {"x": Fraction(2), "w": Fraction(5)})
    Fraction(6, 1)

    Raises:
        KinkError: a kink lies exactly at ``values``.
        NotationError: the expression has no value there.

    """
    duals = {known: Dual(value, Fraction(known == name)) for known, value in values.items()}
    result = evaluate(expression, duals, DUAL)
    derivative: Real = result.derivative
    return derivative
