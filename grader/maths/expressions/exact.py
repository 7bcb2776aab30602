"""Arithmetic that stays exact while it can: rationals, and floating point only where a function leaves them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from grader.errors import NotationError
from grader.maths.expressions.evaluate import Algebra, evaluate
from grader.maths.expressions.expression import Call, Expression, walk

Real = Fraction | float

_MAX_BITS = 4000
_LARGEST = 10**300  # beyond it, comparison in floating point would overflow


def rational(value: float | str | Fraction) -> Fraction:
    """The exact value of a number as it was written: 0.1 is 1/10.

    >>> rational(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _power(base: Real, exponent: Real) -> Real:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits * abs(exponent.numerator) > _MAX_BITS and base not in (-1, 0, 1):
            raise OverflowError
        return Fraction(base**exponent.numerator)
    if base < 0 and exponent != int(exponent):
        raise ValueError("a negative number to a broken power is no real number")
    return _not_vanished(math.pow(base, exponent), base == 0)


def _not_vanished(value: float, zero: bool = False) -> float:
    """A value that is never zero in truth, unless ``zero``.

    Raises:
        ValueError: it is too small to be told from zero.

    """
    if value == 0 and not zero:
        raise ValueError("the result is too small to be told from 0")
    return value


def _exp(value: float) -> float:
    return _not_vanished(math.exp(value))


def _sqrt(value: Real) -> Real:
    if value < 0:
        raise ValueError("the square root of a negative number is no real number")
    if isinstance(value, Fraction):
        roots = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if roots[0] ** 2 == value.numerator and roots[1] ** 2 == value.denominator:
            return Fraction(*roots)
    return math.sqrt(value)


def _sigmoid(value: Real) -> Real:
    if value == 0:
        return Fraction(1, 2)
    return 1 / (1 + math.exp(-value)) if value > 0 else _exp(float(value)) / (1 + math.exp(value))


def _through(function: Callable[[float], float], **exact: Real) -> Callable[[Real], Real]:
    """A floating-point function that is exact at ``at`` (there it is ``gives``)."""

    def apply(value: Real) -> Real:
        return exact["gives"] if exact and value == exact["at"] else function(float(value))

    return apply


_ZERO, _ONE = Fraction(0), Fraction(1)

EXACT = Algebra(
    number=lambda value: value,
    power=_power,
    functions={
        "exp": _through(_exp, at=_ZERO, gives=_ONE),
        "log": _through(math.log, at=_ONE, gives=_ZERO),
        "log2": _through(math.log2, at=_ONE, gives=_ZERO),
        "log10": _through(math.log10, at=_ONE, gives=_ZERO),
        "sin": _through(math.sin, at=_ZERO, gives=_ZERO),
        "cos": _through(math.cos, at=_ZERO, gives=_ONE),
        "tan": _through(math.tan, at=_ZERO, gives=_ZERO),
        "sinh": _through(math.sinh, at=_ZERO, gives=_ZERO),
        "cosh": _through(math.cosh, at=_ZERO, gives=_ONE),
        "tanh": _through(math.tanh, at=_ZERO, gives=_ZERO),
        "sqrt": _sqrt,
        "sigmoid": _sigmoid,
        "abs": abs,
        "relu": lambda value: max(_ZERO, value),
        "max": lambda *values: max(values),
        "min": lambda *values: min(values),
        "sign": lambda value: Fraction((value > 0) - (value < 0)),
    },
    constants={"pi": math.pi, "π": math.pi, "e": math.e},
)
"""Numbers as a student types them."""


_NOISE = 1e-9


def _nudged(value: Real) -> Real:
    return math.nextafter(value, math.inf) if isinstance(value, float) else value


_NUDGED = Algebra(
    number=EXACT.number,
    power=lambda base, exponent: _nudged(_power(base, exponent)),
    functions={
        name: lambda *given, apply=apply: _nudged(apply(*given)) for name, apply in EXACT.functions.items()
    },
    constants={name: _nudged(value) for name, value in EXACT.constants.items()},
)
"""The same numbers with every rounding taken one unit further up."""


def _is_noise(expression: Expression, values: Mapping[str, Real], value: float) -> bool:
    """Whether a small value, such as that of cos(pi/2), is made of rounding alone."""
    return abs(float(evaluate(expression, values, _NUDGED)) - value) >= abs(value) / 4


def is_ill_conditioned(expression: Expression | None, value: Real) -> bool:
    """Whether rounding decides more of a value than its first six digits; what is 0 in truth may be typed as 0.

    >>> from grader.maths.numbers.arithmetic import parse
    >>> is_ill_conditioned(parse("1 - sigmoid(40)"), number_of(parse("1 - sigmoid(40)")))
    True
    """
    if expression is None or not any(isinstance(node, Call) for node in walk(expression)):
        return False
    nudged = float(evaluate(expression, {}, _NUDGED))
    exact_zero = value == 0 and abs(nudged) < _NOISE and isinstance(value, Fraction)
    vanishing = value == 0 and nudged != 0
    return (vanishing and _cancels(expression)) or (
        not exact_zero and abs(nudged - float(value)) > 1e-6 * abs(float(value))
    )


def _cancels(expression: Expression) -> bool:
    """Whether a function that never reaches its limit stands in a difference."""
    calls = {node.function for node in walk(expression) if isinstance(node, Call)}
    return bool(calls & {"sigmoid", "tanh", "exp"})


def number_of(expression: Expression, values: Mapping[str, Real] | None = None) -> Real:
    """The value of an expression as one finite number.

    >>> from grader.maths.numbers.arithmetic import parse
    >>> number_of(parse("30×1024 + 4/10"))
    Fraction(153602, 5)

    Raises:
        NotationError: it is no finite real number, or a comparison.

    """
    value = evaluate(expression, values or {}, EXACT)
    if isinstance(value, float) and 0 < abs(value) < _NOISE and _is_noise(expression, values or {}, value):
        return Fraction(0)
    if isinstance(value, bool):
        raise NotationError("this is a statement, not a number", expression.column)
    if isinstance(value, int):
        value = Fraction(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise NotationError("this is no finite number", expression.column)
    if isinstance(value, Fraction) and (
        abs(value) >= _LARGEST or value.denominator.bit_length() > 2 * _MAX_BITS
    ):
        raise NotationError("this number is too large, or has too many digits", expression.column)
    return Fraction(value) if isinstance(value, Fraction) else float(value)
