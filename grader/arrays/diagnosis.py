"""The one mistake that explains a wrong array in every case, if there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Pair = tuple[Array, Array, Array]
"""An actual array, the expected one, and the tolerance per entry of the expected one."""

Explanation = tuple[str, str, Callable[[Array, Array], Array | None]]


def _rows(expected: Array) -> int:
    return expected.shape[0] if expected.ndim else 1


def _explanations() -> Iterator[Explanation]:
    """A reason's ending, what the student is told, and what the actual array becomes if that is undone."""
    yield "sign", "Every entry has the wrong sign.", lambda actual, _: -actual
    yield "transposed", "Your array is the transpose of the right one.", lambda actual, _: actual.T
    yield "factor", "Every entry is twice the right one.", lambda actual, _: actual / 2
    yield "factor", "Every entry is half the right one.", lambda actual, _: actual * 2
    yield (
        "factor",
        "Every entry is N times the right one (N rows): a mean over the batch is missing.",
        lambda a, e: a / _rows(e),
    )
    yield (
        "factor",
        "Every entry is 1/N of the right one (N rows): a mean is taken where none is asked.",
        lambda a, e: a * _rows(e),
    )


def diagnose(pairs: Sequence[Pair]) -> tuple[str, str] | None:
    """The ending of a reason and a sentence for the student, if one mistake explains all pairs.

    ``pairs`` are the same output over all cases that are judged together.
    """
    if not pairs or not any(_informative(pair) for pair in pairs):
        return None
    if all(not np.any(actual) and actual.size for actual, _, _ in pairs):
        return "zeros", "Your function returns zeros: is it implemented?"
    for slug, sentence, undo in _explanations():
        if all(_explained(pair, undo) for pair in pairs):
            return slug, sentence
    return None


def _informative(pair: Pair) -> bool:
    return bool(np.any(np.abs(pair[1]) > pair[2]))


def _explained(pair: Pair, undo: Callable[[Array, Array], Array | None]) -> bool:
    actual, expected, tolerance = pair
    if actual.dtype.kind not in "fiu" or expected.dtype.kind != "f":
        return False
    undone = undo(actual.astype(np.float64), expected)
    if undone is None or undone.shape != expected.shape:
        return False
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(undone - expected) <= 4 * tolerance))
