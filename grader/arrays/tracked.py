"""Numbers that know how they came about: value, running error bound, and slopes with respect to what they come from.

Sent as object arrays through ordinary numpy code, they give exact derivatives by reverse accumulation
(S. Linnainmaa, 1970) and a first-order bound on rounding (J. H. Wilkinson, "Rounding Errors in Algebraic
Processes", 1963). There is no ``__float__``: numpy would convert silently and drop the derivative.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

DOUBLE, SINGLE = 2.0**-53, 2.0**-24
"""Unit roundoff: half of the distance between 1 and the next number."""


class TooManyOperations(Exception):
    """More numbers than the run may make."""


class _Run:
    """What holds for one run through a function."""

    unit = DOUBLE
    left = 0
    flipped = False


_run = _Run()


def begin(unit: float, operations: int, *, flipped: bool = False) -> None:
    """Start a run; ``flipped`` takes the other branch wherever two equal numbers are compared."""
    _run.unit, _run.left, _run.flipped = unit, operations, flipped


Slope = tuple["Tracked", float, float]
"""Where a number comes from, the derivative with respect to that, and a bound on the derivative's error."""


class Tracked:
    """A number with its error bound and its slopes."""

    __slots__ = ("error", "order", "slopes", "value")

    def __init__(self, value: float, error: float = 0.0, slopes: tuple[Slope, ...] = ()) -> None:
        _run.left -= 1
        if _run.left < 0:
            raise TooManyOperations
        self.order = -_run.left
        self.value = value
        self.error = error
        self.slopes = slopes

    def __repr__(self) -> str:
        return f"Tracked({self.value!r})"

    def __add__(self, other: Any) -> Any:
        if (b := lifted(other)) is None:
            return NotImplemented
        value = self.value + b.value
        error = self.error + b.error + _run.unit * abs(value)
        return Tracked(value, error, ((self, 1.0, 0.0), (b, 1.0, 0.0)))

    __radd__ = __add__

    def __neg__(self) -> Tracked:
        return Tracked(-self.value, self.error, ((self, -1.0, 0.0),))

    def __pos__(self) -> Tracked:
        return self

    def __sub__(self, other: Any) -> Any:
        if (b := lifted(other)) is None:
            return NotImplemented
        value = self.value - b.value
        error = self.error + b.error + _run.unit * abs(value)
        return Tracked(value, error, ((self, 1.0, 0.0), (b, -1.0, 0.0)))

    def __rsub__(self, other: Any) -> Any:
        return NotImplemented if (b := lifted(other)) is None else b - self

    def __mul__(self, other: Any) -> Any:
        if (b := lifted(other)) is None:
            return NotImplemented
        value = self.value * b.value
        error = abs(self.value) * b.error + abs(b.value) * self.error + _run.unit * abs(value)
        return Tracked(value, error, ((self, b.value, b.error), (b, self.value, self.error)))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        if (b := lifted(other)) is None:
            return NotImplemented
        if b.value == 0:
            return Tracked(math.nan if self.value == 0 else math.copysign(math.inf, self.value), math.inf)
        value, inverse = self.value / b.value, 1 / b.value
        relative = b.error * abs(inverse)
        error = self.error * abs(inverse) + abs(value) * (relative + _run.unit)
        back = (relative + _run.unit) * abs(inverse)
        down = (error + abs(value) * (relative + 2 * _run.unit)) * abs(inverse)
        return Tracked(value, error, ((self, inverse, back), (b, -value * inverse, down)))

    def __rtruediv__(self, other: Any) -> Any:
        return NotImplemented if (b := lifted(other)) is None else b / self

    def __pow__(self, other: Any) -> Any:
        if (b := lifted(other)) is None:
            return NotImplemented
        x, n = self.value, b.value
        if not b.slopes:
            if n == 2:
                return self * self
            value, slope, bend = _power(x, n), n * _power(x, n - 1), n * (n - 1) * _power(x, n - 2)
            return _smooth(self, value, slope if n else 0.0, bend if n not in (0, 1) else 0.0)
        return (b * self.log()).exp()

    def __rpow__(self, other: Any) -> Any:
        return NotImplemented if (b := lifted(other)) is None else (self * b.log()).exp()

    def __abs__(self) -> Tracked:
        negative = self.value < 0 or (self.value == 0 and _run.flipped and _movable(self))
        return -self if negative else self

    def __lt__(self, other: Any) -> Any:
        return _compared(self, other, lambda a, b: a < b, ties=False)

    def __le__(self, other: Any) -> Any:
        return _compared(self, other, lambda a, b: a <= b, ties=True)

    def __gt__(self, other: Any) -> Any:
        return _compared(self, other, lambda a, b: a > b, ties=False)

    def __ge__(self, other: Any) -> Any:
        return _compared(self, other, lambda a, b: a >= b, ties=True)

    def __eq__(self, other: object) -> Any:
        return NotImplemented if (b := lifted(other)) is None else self.value == b.value

    def __ne__(self, other: object) -> Any:
        return NotImplemented if (b := lifted(other)) is None else self.value != b.value

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        return self.value != 0

    def conjugate(self) -> Tracked:
        """Itself; numpy asks for it in variances and norms."""
        return self

    @property
    def real(self) -> Tracked:
        """Itself."""
        return self

    def exp(self) -> Tracked:
        """E to this power."""
        value = _or_infinity(math.exp, self.value)
        return _smooth(self, value, value, value)

    def exp2(self) -> Tracked:
        """2 to this power."""
        value = _or_infinity(lambda x: math.pow(2, x), self.value)
        return _smooth(self, value, value * math.log(2), value * math.log(2) ** 2)

    def expm1(self) -> Tracked:
        """E to this power, less 1."""
        slope = _or_infinity(math.exp, self.value)
        return _smooth(self, _or_infinity(math.expm1, self.value), slope, slope)

    def log(self) -> Tracked:
        """The natural logarithm."""
        return self._logarithm(math.log, self.value, 1.0)

    def log2(self) -> Tracked:
        """The logarithm to base 2."""
        return self._logarithm(math.log2, self.value, math.log(2))

    def log10(self) -> Tracked:
        """The logarithm to base 10."""
        return self._logarithm(math.log10, self.value, math.log(10))

    def log1p(self) -> Tracked:
        """The natural logarithm of one more."""
        return self._logarithm(math.log1p, 1 + self.value, 1.0)

    def _logarithm(self, function: Callable[[float], float], inside: float, scale: float) -> Tracked:
        if not inside > 0:
            return Tracked(-math.inf if inside == 0 else math.nan, math.inf)
        return _smooth(self, function(self.value), 1 / (scale * inside), -1 / (scale * inside**2))

    def sqrt(self) -> Tracked:
        """The square root."""
        if self.value <= 0:
            return Tracked(0.0 if self.value == 0 else math.nan, math.inf, ((self, math.inf, math.inf),))
        root = math.sqrt(self.value)
        return _smooth(self, root, 0.5 / root, -0.25 / (root * self.value))

    def sin(self) -> Tracked:
        """The sine."""
        sine, cosine = math.sin(self.value), math.cos(self.value)
        return _smooth(self, sine, cosine, -sine)

    def cos(self) -> Tracked:
        """The cosine."""
        sine, cosine = math.sin(self.value), math.cos(self.value)
        return _smooth(self, cosine, -sine, -cosine)

    def tan(self) -> Tracked:
        """The tangent."""
        value = math.tan(self.value)
        return _smooth(self, value, 1 + value**2, 2 * value * (1 + value**2))

    def sinh(self) -> Tracked:
        """The hyperbolic sine."""
        sine, cosine = (_or_infinity(function, self.value) for function in (math.sinh, math.cosh))
        return _smooth(self, sine, cosine, sine)

    def cosh(self) -> Tracked:
        """The hyperbolic cosine."""
        sine, cosine = (_or_infinity(function, self.value) for function in (math.sinh, math.cosh))
        return _smooth(self, cosine, sine, cosine)

    def tanh(self) -> Tracked:
        """The hyperbolic tangent."""
        value = math.tanh(self.value)
        slope = 1 / math.cosh(self.value) ** 2 if abs(self.value) < 300 else 0.0
        # The bend holds what 1 - tanh² loses, so that the usual form of the derivative is as right as this one.
        return _smooth(self, value, slope, -2 * value * slope, absolute=4 * _run.unit)

    def arctan(self) -> Tracked:
        """The inverse tangent."""
        inside = 1 + self.value**2
        return _smooth(self, math.atan(self.value), 1 / inside, -2 * self.value / inside**2)

    def logaddexp(self, other: Tracked) -> Tracked:
        """log(exp(a) + exp(b)) without overflow."""
        high, low = (self, other) if self.value >= other.value else (other, self)
        found: Tracked = high + (low - high).exp().log1p()
        return found


def _smooth(x: Tracked, value: float, slope: float, bend: float, absolute: float = 0.0) -> Tracked:
    """A function of one number, from its value and first two derivatives there."""
    error = abs(slope) * x.error + 2 * _run.unit * abs(value)
    slope_error = abs(bend) * x.error + 4 * _run.unit * abs(slope) + absolute
    return Tracked(value, error, ((x, slope, slope_error),))


def _compared(a: Tracked, other: Any, compare: Callable[[float, float], bool], *, ties: bool) -> Any:
    if (b := lifted(other)) is None:
        return NotImplemented
    if a.value == b.value:
        return ties != _run.flipped if _movable(a) or _movable(b) else ties
    return compare(a.value, b.value)


def _movable(number: Tracked) -> bool:
    """Whether a number moves with some input that is not exact.

    The 0 that ``Z * (Z > 0)`` or ``Z + abs(Z)`` leaves where Z is negative does not, nor does a constant.
    """
    if not number.slopes:
        return False
    found = adjoints(iter([(number, 1.0, 0.0)]))
    inputs = (each for each in _sources([number]) if each.slopes and each.slopes[0][0] is _ORIGIN)
    return any(found.get(id(each), (0.0, 0.0))[0] != 0 for each in inputs)


def _sources(numbers: list[Tracked]) -> list[Tracked]:
    """Numbers and all that they come from."""
    reached: dict[int, Tracked] = {}
    pending = list(numbers)
    while pending:
        each = pending.pop()
        if id(each) not in reached:
            reached[id(each)] = each
            pending += [source for source, _, _ in each.slopes]
    return list(reached.values())


def _or_infinity(function: Callable[[float], float], x: float) -> float:
    try:
        return function(x)
    except OverflowError:
        return math.copysign(math.inf, x) if function is math.sinh else math.inf


def _power(x: float, n: float) -> float:
    with np.errstate(all="ignore"):
        return float(np.float64(x) ** n)


def lifted(number: Any) -> Tracked | None:
    """A plain number as one that comes from nowhere; None for what is no number."""
    if isinstance(number, Tracked):
        return number
    if isinstance(number, int | float | np.bool_ | np.integer | np.floating):
        return Tracked(float(number))
    return None


def variable(value: float, *, exact: bool = False) -> Tracked:
    """An input, uncertain by one unit in the last place unless it is ``exact``."""
    if exact:
        return Tracked(value, 0.0, ((_EXACT, 0.0, 0.0),))
    return Tracked(value, 2 * _run.unit * abs(value), ((_ORIGIN, 0.0, 0.0),))


_run.left = 2
_ORIGIN, _EXACT = Tracked(0.0), Tracked(0.0)


def adjoints(seeds: Iterator[tuple[Tracked, float, float]]) -> dict[int, tuple[float, float]]:
    """Derivatives, with error bounds, of ``sum of weight·number`` by every number that leads there, by id.

    ``seeds`` are numbers with their weights and a bound on each weight's error.
    """
    found: dict[int, tuple[float, float]] = {}
    starts = []
    for number, weight, weight_error in seeds:
        old, old_error = found.get(id(number), (0.0, 0.0))
        found[id(number)] = old + weight, old_error + weight_error
        starts.append(number)
    unit = _run.unit
    for number in sorted(_sources(starts), key=lambda each: -each.order):
        adjoint, error = found.get(id(number), (0.0, 0.0))
        if adjoint == 0 and error == 0:
            continue  # nothing flows here, not even where a slope is infinite
        for source, slope, slope_error in number.slopes:
            old, old_error = found.get(id(source), (0.0, 0.0))
            part = adjoint * slope
            new = old + part
            rounding = unit * (abs(part) + abs(new))
            flowing = abs(adjoint) * slope_error + error * abs(slope) + rounding
            found[id(source)] = new, old_error + flowing
    return found
