"""Functions of numbers with many digits, and of numbers that carry a derivative; the home of mpmath."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mpmath import mp as mp
from mpmath import mpf as mpf

from grader.errors import GraderError

LARGEST = 10**6
"""Exponents beyond it make numbers that nothing can be said about."""

MOST_BITS = 10**5
"""Of the whole part of an argument."""


class UndefinedHere(GraderError):
    """A formula has no real value at a point."""


class TooLarge(GraderError):
    """A number left the range in which anything can be said."""


@contextmanager
def digits(count: int) -> Iterator[None]:
    """Work with so many digits inside."""
    before = mp.dps
    mp.dps = count
    try:
        yield
    finally:
        mp.dps = before


def working_digits() -> int:
    """With how many digits is worked."""
    return int(mp.dps)


def number(value: Fraction | int | str | float) -> mpf:
    """A number with as many digits as are worked with."""
    return mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else mpf(value)


@dataclass(slots=True, eq=False)
class Slope:
    """``value + slope·ε`` with ε² = 0 (W. K. Clifford, 1873); ``level`` tells nested derivatives apart."""

    value: Any
    slope: Any
    level: int

    def __neg__(self) -> Slope:
        return Slope(-self.value, -self.slope, self.level)

    def __add__(self, other: Any) -> Any:
        return _lift(self, other, lambda a, b: (a[0] + b[0], a[1] + b[1]))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        return _lift(self, other, lambda a, b: (a[0] * b[0], a[1] * b[0] + a[0] * b[1]))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        return self * _reciprocal(other)

    def __rtruediv__(self, other: Any) -> Any:
        return other * _reciprocal(self)

    def __eq__(self, other: object) -> bool:
        return bool(plain(self) == plain(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Any) -> bool:
        return bool(plain(self) < plain(other))

    def __gt__(self, other: Any) -> bool:
        return bool(plain(self) > plain(other))

    def __le__(self, other: Any) -> bool:
        return bool(plain(self) <= plain(other))

    def __ge__(self, other: Any) -> bool:
        return bool(plain(self) >= plain(other))


def moving(value: Any, level: int) -> Slope:
    """A number by which is differentiated."""
    return Slope(value, mpf(1), level)


def _lift(a: Slope, b: Any, rule: Callable[[tuple[Any, Any], tuple[Any, Any]], tuple[Any, Any]]) -> Any:
    if isinstance(b, Slope) and b.level > a.level:
        return Slope(*rule((a, mpf(0)), (b.value, b.slope)), b.level)
    if isinstance(b, Slope) and b.level == a.level:
        return Slope(*rule((a.value, a.slope), (b.value, b.slope)), a.level)
    return Slope(*rule((a.value, a.slope), (b, mpf(0))), a.level)


def _reciprocal(x: Any) -> Any:
    if isinstance(x, Slope):
        one = _reciprocal(x.value)
        return Slope(one, -x.slope * one * one, x.level)
    if x == 0:
        raise UndefinedHere("division by zero")
    return mpf(1) / x


def plain(x: Any) -> Any:
    """A number without its slopes."""
    while isinstance(x, Slope):
        x = x.value
    return x


def slope_of(x: Any, level: int) -> Any:
    """The slope of a number at a level; 0 if it does not depend on what was moved there."""
    if isinstance(x, Slope):
        if x.level == level:
            return x.slope
        return Slope(slope_of(x.value, level), slope_of(x.slope, level), x.level)
    return mpf(0)


def divide(a: Any, b: Any) -> Any:
    """A / b.

    Raises:
        UndefinedHere: b is 0.

    """
    return a * _reciprocal(b) if isinstance(b, Slope) or isinstance(a, Slope) or b == 0 else a / b


def _chain(name: str, slope: Callable[[Any, Any], Any]) -> Callable[[Any], Any]:
    def apply(x: Any) -> Any:
        if isinstance(x, Slope):
            value = apply(x.value)
            return Slope(value, slope(x.value, value) * x.slope, x.level)
        return _real(name, x)

    return apply


def _real(name: str, x: mpf) -> mpf:
    if abs(x) > LARGEST and name in ("exp", "sinh", "cosh"):
        raise TooLarge
    if (name in ("log", "sqrt") and x < 0) or (name == "log" and x == 0):
        raise UndefinedHere(f"{name} of a number that is not positive")
    if x and mp.mag(x) > MOST_BITS:
        raise TooLarge
    return _REAL[name](x)


_REAL: dict[str, Callable[[mpf], mpf]] = {
    "exp": mp.exp, "log": mp.log, "sqrt": mp.sqrt, "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "sinh": mp.sinh,
    "cosh": mp.cosh, "tanh": mp.tanh, "erf": mp.erf, "arctan": mp.atan,
}  # fmt: skip

Function = Callable[[Any], Any]

exp: Function = _chain("exp", lambda _, y: y)
log: Function = _chain("log", lambda x, _: _reciprocal(x))
sqrt: Function = _chain("sqrt", lambda _, y: _reciprocal(2 * y))
sin: Function = _chain("sin", lambda x, _: cos(x))
cos: Function = _chain("cos", lambda x, _: -sin(x))
tan: Function = _chain("tan", lambda _, y: 1 + y * y)
sinh: Function = _chain("sinh", lambda x, _: cosh(x))
cosh: Function = _chain("cosh", lambda x, _: sinh(x))
tanh: Function = _chain("tanh", lambda _, y: 1 - y * y)
arctan: Function = _chain("arctan", lambda x, _: _reciprocal(1 + x * x))
erf: Function = _chain("erf", lambda x, _: 2 / mp.sqrt(mp.pi) * exp(-(x * x)))


def absolute(x: Any) -> Any:
    """|x|; at 0 its slope is taken from the right."""
    return -x if plain(x) < 0 else x


def sign(x: Any) -> Any:
    """-1, 0 or 1."""
    value = plain(x)
    return mpf((value > 0) - (value < 0))


def relu(x: Any) -> Any:
    """max(0, x); at 0 its slope is 0."""
    return x if plain(x) > 0 else mpf(0)


def kinked(function: Callable[[Any], Any], slope: Any) -> Callable[[Any], Any]:
    """A function with this slope where its argument is 0."""

    def value(x: Any) -> Any:
        if isinstance(x, Slope) and plain(x) == 0:
            return Slope(value(x.value), x.slope * slope, x.level)
        return function(x)

    return value


def power(base: Any, exponent: Any) -> Any:
    """Base to the exponent.

    Raises:
        UndefinedHere: it is no real number.
        TooLarge: it is beyond what can be judged.

    """
    whole = plain(exponent)
    if abs(whole) > LARGEST:
        raise TooLarge
    if not isinstance(exponent, Slope) and whole == int(whole):
        if isinstance(base, Slope):
            return _whole_power(base, int(whole))
        if base == 0 and whole < 0:
            raise UndefinedHere("division by zero")
        if base and abs(mp.mag(base) * whole) > LARGEST:
            raise TooLarge
        return base ** int(whole)
    if plain(base) < 0:
        raise UndefinedHere("a negative number to a broken power")
    if plain(base) == 0:
        if whole <= 0:
            raise UndefinedHere("0 to a power that is not positive")
        return mpf(0)
    return exp(exponent * log(base))


def _whole_power(base: Slope, exponent: int) -> Any:
    if exponent == 0:
        return mpf(1)
    value = power(base.value, mpf(exponent))
    return Slope(value, exponent * power(base.value, mpf(exponent - 1)) * base.slope, base.level)


def sigmoid(x: Any) -> Any:
    """1 / (1 + e^-x)."""
    return _reciprocal(1 + exp(-x))


def softplus(x: Any) -> Any:
    """log(1 + e^x)."""
    return log(1 + exp(x))


def pi() -> mpf:
    """π with as many digits as are worked with."""
    return +mp.pi


def e() -> mpf:
    """Euler's number with as many digits as are worked with."""
    return +mp.e


def shown(x: Any, count: int = 4) -> str:
    """A number for a person."""
    text: str = mp.nstr(plain(x), count, strip_zeros=True)
    return text.removesuffix(".0").replace("-", "−")
