"""One output of one case, and what a diagnosis says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.comparison import Difference, compare

Array = NDArray[Any]

SAFETY = 4
"""How many tolerances a mistake's value may be from what was returned: it went through further operations."""


class Trial(NamedTuple):
    """One output of one case: what was returned, what was expected, and the inputs and sizes by name."""

    actual: Array
    expected: Array
    tolerance: Array
    inputs: Mapping[str, Any]
    sizes: Mapping[str, int]

    @property
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
        room = (
            float(self.tolerance.max(initial=0.0)) if self.tolerance.shape != wrong.shape else self.tolerance
        )
        return same(self.actual, wrong, SAFETY * room * max(1.0, abs(stretched)))


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
        close = np.abs(a - w) <= room + 1e-9 * largest
    return bool(np.all(close | (np.isnan(a) & np.isnan(w)) | (a == w)))
