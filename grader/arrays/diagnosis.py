"""The one mistake that explains a wrong array in every case, if there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Pair(NamedTuple):
    """An output of one case: actual, expected, tolerance per entry, and how many rows the case has."""

    actual: Array
    expected: Array
    tolerance: Array
    rows: int


Explanation = tuple[str, str, Callable[[Pair], Array]]
"""A reason's ending, what the student is told, and the actual array with the mistake undone."""


def _explanations() -> tuple[Explanation, ...]:
    return (
        ("sign", "Every entry has the wrong sign.", lambda pair: -pair.actual),
        ("transposed", "The array is the transpose of the right one.", lambda pair: pair.actual.T),
        ("factor", "Every entry is twice the right one.", lambda pair: pair.actual / 2),
        ("factor", "Every entry is half the right one.", lambda pair: pair.actual * 2),
        (
            "factor",
            "Every entry is N times the right one, N being the length of the first input: check what is averaged.",
            lambda pair: pair.actual / pair.rows,
        ),
        (
            "factor",
            "Every entry is 1/N of the right one, N being the length of the first input: check what is averaged.",
            lambda pair: pair.actual * pair.rows,
        ),
    )


def diagnose(pairs: Sequence[Pair]) -> tuple[str, str] | None:
    """The ending of a reason and a sentence for the student, if one mistake explains all pairs.

    ``pairs`` are the same output over all cases that are judged together.
    """
    if not any(np.any(np.abs(pair.expected) > pair.tolerance) for pair in pairs):
        return None  # nothing here differs from zero by more than rounding: any explanation would fit
    if all(pair.actual.shape == pair.expected.shape and not np.any(pair.actual) for pair in pairs):
        return "zeros", "All entries are zero: is it implemented?"
    for slug, sentence, undo in _explanations():
        if all(_explained(pair, undo) for pair in pairs):
            return slug, sentence
    return None


def _explained(pair: Pair, undo: Callable[[Pair], Array]) -> bool:
    if pair.actual.dtype.kind not in "fiu" or pair.expected.dtype.kind != "f":
        return False
    with np.errstate(all="ignore"):
        undone = np.asarray(undo(pair._replace(actual=pair.actual.astype(np.float64))))
        if undone.shape != pair.expected.shape:
            return False
        return bool(np.all(np.abs(undone - pair.expected) <= 4 * pair.tolerance))
