"""One output of one case, and what a diagnosis says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.comparison import Difference, compare

Array = NDArray[Any]

SAFETY = 4
"""How many tolerances a mistake's value may be from what was returned: it went through further operations."""


NOISE = 1e-9
"""The part of the largest entry that may be lost to rounding."""


@dataclass(frozen=True, eq=False)
class Trial:
    """One output of one case: what was returned, what was expected, and the inputs and sizes by name."""

    actual: Array
    expected: Array
    tolerance: Array
    inputs: Mapping[str, Any]
    sizes: Mapping[str, int]

    @cached_property
    def right(self) -> bool:
        """Whether nothing is wrong with it."""
        return compare(self.actual, self.expected, self.tolerance).difference is Difference.NONE

    @property
    def rows(self) -> int:
        """The length of the first input that is an array."""
        return next(
            (len(each) for each in self.inputs.values() if isinstance(each, np.ndarray) and each.ndim), 1
        )

    def gives(self, wrong: Any, *, stretched: float = 1.0) -> bool:
        """Whether ``wrong`` is what was returned, with room for rounding ``stretched`` times the tolerance."""
        wrong = np.asarray(wrong)
        if wrong.shape != self.actual.shape or wrong.dtype.kind not in "fiub":
            return False
        room = self._room if self.tolerance.shape != wrong.shape else self.tolerance
        scale = SAFETY * max(1.0, abs(stretched))
        return not self._far(wrong, scale * self._room) and same(self.actual, wrong, scale * room)

    @cached_property
    def _room(self) -> float:
        return float(self.tolerance.max(initial=0.0))

    @cached_property
    def _largest(self) -> tuple[int, float]:
        """Where the largest finite entry of what was returned is, and how large it is."""
        sizes = np.where(np.isfinite(self.actual), np.abs(self.actual.astype(np.float64)), -1.0)
        where = int(np.argmax(sizes)) if sizes.size else 0
        return where, float(sizes.flat[where]) if sizes.size else -1.0

    def _far(self, wrong: Array, room: float) -> bool:
        """Whether one entry tells already that ``wrong`` was not returned.

        Arrays that are the same within ``room`` have largest entries that are no further apart.
        """
        if self.actual.dtype.kind not in "fiub":
            return True
        where, largest = self._largest
        if largest < 0:
            return False
        apart = abs(float(self.actual.item(where)) - float(wrong.item(where)))
        return apart > room + 2 * NOISE * (largest + room)


class Diagnosis(NamedTuple):
    """The ending of a reason, and a sentence for the student that names the mistake and not the answer."""

    slug: str
    sentence: str
    evidence: str = ""
    """How sure it is, where that is not plain from the numbers."""


def same(actual: Array, wrong: Array, room: Any) -> bool:
    """Whether two arrays of one shape agree within ``room``; what is not finite agrees with its like."""
    if actual.dtype.kind not in "fiub" or wrong.dtype.kind not in "fiub":
        return False
    a, w = actual.astype(np.float64), wrong.astype(np.float64)
    with np.errstate(all="ignore"):
        largest = np.abs(w[np.isfinite(w)]).max(initial=0.0)
        close = np.abs(a - w) <= room + NOISE * largest
    return bool(np.all(close | (np.isnan(a) & np.isnan(w)) | (a == w)))
