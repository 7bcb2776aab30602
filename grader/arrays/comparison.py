"""Is an array the expected one? Shape, then dtype class, then NaN and inf, then values; never broadcast."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Difference(Enum):
    """The first way in which an array differs from the expected one; values end reason slugs."""

    NONE = "none"
    SHAPE = "shape"
    DTYPE = "dtype"
    NAN = "nan"
    OVERFLOW = "overflow"
    VALUES = "values"


class Comparison(NamedTuple):
    """What a comparison found.

    ``values_right`` says that the entries are right although shape or dtype are not. ``differing`` of
    ``size`` entries differ; ``worst`` is the index of the largest excess over the tolerance.
    """

    difference: Difference
    text: str = ""
    values_right: bool = False
    differing: int = 0
    size: int = 0
    worst: tuple[int, ...] = ()


CLASSES = {"b": "bool", "i": "integer", "u": "integer", "f": "float"}
"""The classes of dtypes that an answer can have, by numpy's letter."""


def compare(actual: Array, expected: Array, tolerance: Array) -> Comparison:
    """How ``actual`` stands to ``expected``; ``tolerance`` is per entry, of the shape of ``expected``."""
    if actual.shape != expected.shape:
        text = f"the shape is {shown_shape(actual.shape)}, expected {shown_shape(expected.shape)}"
        return Comparison(
            Difference.SHAPE, text, values_right=_right_in_another_shape(actual, expected, tolerance)
        )
    if _class(actual) != _class(expected):
        right = _differing(actual, expected, tolerance).sum() == 0
        text = f"the entries are {_class(actual)}s ({actual.dtype}), expected {_class(expected)}s"
        return Comparison(Difference.DTYPE, text, values_right=bool(right))
    differing = _differing(actual, expected, tolerance)
    count = int(differing.sum())
    if not count:
        return Comparison(Difference.NONE, values_right=True, size=expected.size)
    worst = _worst(actual, expected, tolerance)
    difference = Difference.VALUES
    if not np.isfinite(actual.astype(np.float64)).all():
        difference = Difference.NAN if np.isnan(actual).any() else Difference.OVERFLOW
    return Comparison(
        difference, _sentence(actual, differing, worst, difference), False, count, expected.size, worst
    )


def _class(array: Array) -> str:
    return CLASSES.get(array.dtype.kind) or str(array.dtype)


def _differing(actual: Array, expected: Array, tolerance: Array) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        a, e = actual.astype(np.float64), expected.astype(np.float64)
        return ~(np.abs(a - e) <= tolerance) | ~np.isfinite(a)


def _worst(actual: Array, expected: Array, tolerance: Array) -> tuple[int, ...]:
    with np.errstate(all="ignore"):
        excess = np.abs(actual.astype(np.float64) - expected) - tolerance
    excess = np.where(np.isnan(excess), np.inf, excess)
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(excess)), expected.shape))


def _right_in_another_shape(actual: Array, expected: Array, tolerance: Array) -> bool:
    """Whether only axes of length 1, or flattening some axes, stand between the two."""
    if actual.size != expected.size or not expected.size:
        return False
    lengths = [tuple(n for n in shape if n != 1) for shape in (actual.shape, expected.shape)]
    if lengths[0] != lengths[1] and actual.ndim >= expected.ndim > 1:
        return False
    return not _differing(actual.reshape(expected.shape), expected, tolerance).any()


def _sentence(actual: Array, differing: Array, worst: tuple[int, ...], difference: Difference) -> str:
    count, size = int(differing.sum()), differing.size
    if difference is not Difference.VALUES:
        bad = ~np.isfinite(actual.astype(np.float64))
        what = "NaN" if difference is Difference.NAN else "infinite"
        return f"{int(bad.sum())} of {size} entries are {what}"
    if not actual.ndim:
        return "the value differs"
    if size == 1:
        return "its only entry differs"
    return f"{count} of {size} entries differ, most at {list(worst)}"


def shown_shape(shape: tuple[int, ...]) -> str:
    """A shape in words a student knows.

    >>> shown_shape((3, 4)), shown_shape((3,)), shown_shape(())
    ('(3, 4)', '(3,)', '() (a number)')
    """
    return str(shape) if shape else "() (a number)"


MAX_SHOWN = 24


def shown_array(array: Array, digits: int = 4) -> str:
    """An array in full when it fits on a screen, else its shape and dtype; at most so many digits after the point."""
    if array.size > MAX_SHOWN or array.ndim > 3:
        return f"array of shape {array.shape}, {array.dtype}"
    finite = np.abs(array[np.isfinite(array)].astype(np.float64)) if array.dtype.kind == "f" else np.zeros(0)
    plain = finite.size > 0 and finite.max() < 1e6 and finite[finite > 0].min(initial=1.0) >= 1e-3
    with np.printoptions(precision=digits, suppress=bool(plain), linewidth=100, floatmode="maxprec"):
        return str(array)


def shown_entry(value: Any) -> str:
    """One entry, at most 6 digits."""
    return f"{float(value):.6g}"
