"""How far a right answer may be from the expected one, entry by entry.

The reference is run again on inputs moved by one unit in the last place in random directions: an
entry may differ by 16 times the largest deviation seen, and by a floor relative to the largest
magnitude of its output, which keeps textbook forms right beside a more accurate reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

PERTURBATIONS = 16
SAFETY = 16.0
ZERO_FLOOR = 1e-12
FLOOR = {"float64": 1e-9, "float32": 1e-4}


class Given(NamedTuple):
    """Tolerance the author stated: an entry may differ by ``atol + rtol·|expected|``."""

    rtol: float = 0.0
    atol: float = 0.0


def perturbed(array: Array, seed: int) -> Array:
    """The array with every float moved by one unit in the last place, up or down at random."""
    if array.dtype.kind != "f":
        return array
    # A generator of our own keeps numpy.random, and its start-up, out of runs that have no cached key.
    up = np.random.Generator(np.random.PCG64(seed)).integers(0, 2, array.shape).astype(bool)
    return np.asarray(np.nextafter(array, np.where(up, np.inf, -np.inf).astype(array.dtype)))


def tolerance(
    expected: Array, deviating: Sequence[Array], dtype: str, given: Given | None, scale: float = 1.0
) -> Array:
    """Per-entry tolerance of one output, as float64 of the shape of ``expected``.

    ``deviating`` are the same output from perturbed inputs, ``scale`` the largest magnitude of the
    inputs; whole numbers must be exact.
    """
    if expected.dtype.kind in "iub":
        return np.zeros(expected.shape)
    magnitude = np.abs(expected.astype(np.float64))
    if given is not None:
        return np.asarray(given.atol + given.rtol * magnitude)
    largest = float(magnitude.max(initial=0.0))
    # An output of nothing but zeros has no magnitude to be relative to: there it is the inputs'.
    floor = FLOOR[dtype] * largest if largest else ZERO_FLOOR * scale
    spread = np.zeros(expected.shape)
    for other in deviating:
        if other.shape == expected.shape:
            spread = np.maximum(spread, np.abs(other.astype(np.float64) - expected))
    return np.maximum(SAFETY * np.nan_to_num(spread, nan=0.0, posinf=0.0), floor)
