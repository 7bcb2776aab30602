"""How far a right answer may be from the expected one, entry by entry.

Worked out in one of three ways: four times the running error bound of the reference; where it cannot be
run on tracked numbers, sixteen times the largest change of the reference on inputs moved by one unit in
the last place in random directions; or as the author states. A floor relative to the largest magnitude of
the output keeps textbook forms right beside a more accurate reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

PERTURBATIONS = 16
BOUND_SAFETY = 4.0
SPREAD_SAFETY = 16.0
ZERO_FLOOR = 1e-12
FLOOR = {"float64": 1e-9, "float32": 1e-4}
FULL_FLOOR = {"float64": 32 * 2.0**-52, "float32": 32 * 2.0**-23}
"""The floor with ``precision: full``: 32 units in the last place."""

Method = Literal["exact", "given", "bound", "spread"]


class Given(NamedTuple):
    """Tolerance the author stated: an entry may differ by ``atol + rtol·|expected|``."""

    rtol: float = 0.0
    atol: float = 0.0


class Scale(NamedTuple):
    """What a floor is relative to, besides the output: the dtype, and the largest magnitude of the inputs."""

    dtype: str
    inputs: float = 1.0
    full: bool = False


class Tolerance(NamedTuple):
    """The room of each entry, how it was worked out, and how many entries say nothing.

    An entry says nothing if rounding alone can exceed its value, or if it lies on a kink.
    """

    room: Array
    method: Method
    silent: int = 0


def perturbed(array: Array, seed: int) -> Array:
    """The array with every float moved by one unit in the last place, up or down at random."""
    if array.dtype.kind != "f":
        return array
    # A generator of our own keeps numpy.random, and its start-up, out of runs that have no cached key.
    up = np.random.Generator(np.random.PCG64(seed)).integers(0, 2, array.shape).astype(bool)
    return np.asarray(np.nextafter(array, np.where(up, np.inf, -np.inf).astype(array.dtype)))


def stated(expected: Array, given: Given) -> Tolerance:
    """The tolerance the author gave."""
    return Tolerance(np.asarray(given.atol + given.rtol * _magnitude(expected)), "given")


def from_bound(expected: Array, bound: Array, flipped: Array | None, scale: Scale) -> Tolerance:
    """From the running error bound; ``flipped`` is the output where equal numbers are told apart the other way."""
    if expected.dtype.kind in "iub":
        return Tolerance(np.zeros(expected.shape), "exact")
    found = _worked_out(expected, BOUND_SAFETY * bound, scale, "bound")
    if flipped is None or flipped.shape != expected.shape:
        return found
    gap = np.nan_to_num(np.abs(flipped - expected), nan=0.0, posinf=0.0)
    kinks = gap > found.room
    if not kinks.any():
        return found
    return Tolerance(np.where(kinks, gap, found.room), "bound", found.silent + int(kinks.sum()))


def from_spread(expected: Array, deviating: Sequence[Array], scale: Scale) -> Tolerance:
    """From the same output on perturbed inputs."""
    if expected.dtype.kind in "iub":
        return Tolerance(np.zeros(expected.shape), "exact")
    spread = np.zeros(expected.shape)
    for other in deviating:
        if other.shape == expected.shape:
            spread = np.maximum(spread, np.abs(other.astype(np.float64) - expected))
    return _worked_out(expected, SPREAD_SAFETY * spread, scale, "spread")


def _worked_out(expected: Array, room: Array, scale: Scale, method: Method) -> Tolerance:
    magnitude = _magnitude(expected)
    largest = float(magnitude.max(initial=0.0))
    relative = FULL_FLOOR if scale.full else FLOOR
    # An output of nothing but zeros has no magnitude to be relative to: there it is the inputs'.
    floor = relative[scale.dtype] * largest if largest else ZERO_FLOOR * scale.inputs
    widened = np.maximum(np.nan_to_num(room, nan=0.0, posinf=0.0), floor)
    silent = (widened > floor) & (widened >= magnitude)
    return Tolerance(np.asarray(widened), method, int(silent.sum()))


def _magnitude(expected: Array) -> Array:
    return np.asarray(np.abs(expected.astype(np.float64)))
