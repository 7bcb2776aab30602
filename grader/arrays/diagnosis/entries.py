"""Mistakes that show in which entries are right, zero or repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.diagnosis.trial import Diagnosis, Trial, same

Array = NDArray[Any]


def all_zero(trials: Sequence[Trial]) -> Diagnosis | None:
    """Nothing but zeros."""
    if any(np.any(trial.actual) or trial.actual.shape != trial.expected.shape for trial in trials):
        return None
    if all(trial.actual.dtype.kind in "iu" and trial.expected.dtype.kind == "f" for trial in trials):
        return Diagnosis(
            "integer",
            "All entries are the whole number 0: decimals are lost in an array of whole numbers, or by //.",
        )
    return Diagnosis("zeros", "All entries are zero: is it implemented?")


def explained_by_entries(trials: Sequence[Trial]) -> Diagnosis | None:
    """What the pattern of right and wrong entries tells, if it is the same in every trial."""
    if any(trial.actual.shape != trial.expected.shape for trial in trials):
        return None
    return _constant(trials) or _one_row(trials) or _reordered(trials) or _masked(trials)


def diagonal(trials: Sequence[Trial]) -> Diagnosis | None:
    """The diagonal of a matrix alone, or all but it."""
    square = [
        trial
        for trial in trials
        if trial.expected.ndim > 1 and trial.expected.shape[-1] == trial.expected.shape[-2]
    ]
    if len(square) < len(trials) or not any(trial.expected.shape[-1] > 1 for trial in trials):
        return None
    if all(_is_diagonal(trial) for trial in trials):
        return Diagnosis("diagonal", "These are the entries on the diagonal; the whole matrix is asked.")
    if all(trial.gives(trial.expected * np.eye(trial.expected.shape[-1])) for trial in trials):
        return Diagnosis(
            "diagonal",
            "The entries off the diagonal are zero; does each output depend on its own input alone?",
        )
    if all(_only_diagonal_right(trial) for trial in square):
        return Diagnosis(
            "diagonal", "Off the diagonal should be zeros: each output depends on its own input alone."
        )
    if all(trial.gives(trial.expected * (1 - np.eye(trial.expected.shape[-1]))) for trial in trials):
        return Diagnosis("diagonal", "The entries on the diagonal are zero and the others are right.")
    return None


def _is_diagonal(trial: Trial) -> bool:
    """Whether the diagonal alone was returned, as a vector or a column."""
    diagonal_of = np.diagonal(trial.expected, axis1=-2, axis2=-1)
    return trial.actual.size == diagonal_of.size and trial.gives(diagonal_of.reshape(trial.actual.shape))


def _only_diagonal_right(trial: Trial) -> bool:
    """Whether a diagonal matrix is expected, and what was returned has its diagonal and something beside it."""
    if trial.actual.shape != trial.expected.shape:
        return False
    eye = np.eye(trial.expected.shape[-1], dtype=bool)
    return not np.any(trial.expected[..., ~eye]) and same(
        trial.actual[..., eye], trial.expected[..., eye], 4 * np.max(trial.tolerance, initial=0.0)
    )


def _constant(trials: Sequence[Trial]) -> Diagnosis | None:
    """The same number everywhere, and masks."""
    values = {float(value) for trial in trials for value in np.unique(trial.actual)[:3]}
    size = sum(trial.actual.size for trial in trials)
    if len(values) == 1 and size > 2:
        return Diagnosis("constant", f"Every entry is {values.pop():g}, whatever the input is.")
    if values == {0.0, 1.0} and all(
        _one_hot(trial.actual) and not _one_hot(trial.expected) for trial in trials
    ):
        sentence = "Each row has a single 1 and zeros: the largest entry alone is marked, where numbers in between are asked."
        return Diagnosis("function", sentence)
    if (
        values == {0.0, 1.0}
        and size > 2
        and not all(set(np.unique(trial.expected)) <= {0.0, 1.0} for trial in trials)
    ):
        return Diagnosis(
            "mask_returned",
            "Every entry is 0 or 1: this is a mask, which still has to be multiplied by what it masks.",
        )
    return None


def _one_hot(array: Array) -> bool:
    ones = array.ndim > 1 and array.shape[-1] > 1 and bool(np.all(array.sum(axis=-1) == 1))
    return ones and set(np.unique(array)) <= {0.0, 1.0}


def _one_row(trials: Sequence[Trial]) -> Diagnosis | None:
    """Only the first or the last row is worked out, or a row is repeated."""
    several = [trial for trial in trials if trial.expected.ndim and trial.expected.shape[0] > 1]
    if not several:
        return None
    for which, at in (("first", 0), ("last", -1)):
        others = slice(1, None) if at == 0 else slice(None, -1)
        if all(
            _right(trial, at) and not np.any(trial.actual[others]) and np.any(trial.expected[others])
            for trial in several
        ):
            return Diagnosis(
                "row",
                f"Only the {which} row is worked out, the others are zero: look at where the loop returns or what it overwrites.",
            )
        if all(_right(trial, at) and np.all(trial.actual == trial.actual[at]) for trial in several):
            return Diagnosis(
                "row", f"Every row is the {which} one: each row of the batch has a result of its own."
            )
        if all(_right(trial, others) and not np.any(trial.actual[at]) for trial in several):
            return Diagnosis(
                "row",
                f"The {which} row is zero and the others are right: look at where the loop begins and ends.",
            )
    return None


def _right(trial: Trial, at: Any) -> bool:
    room = trial.tolerance[at] if trial.tolerance.shape == trial.expected.shape else trial.tolerance
    return same(trial.actual[at], trial.expected[at], 4 * room)


_ORDERS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("rows are in reversed order", lambda array: array[::-1]),
    ("columns are in reversed order", lambda array: array[..., ::-1]),
    ("rows are shifted by one", lambda array: np.roll(array, 1, 0)),
    ("rows are shifted by one", lambda array: np.roll(array, -1, 0)),
    ("columns are shifted by one", lambda array: np.roll(array, 1, -1)),
    ("columns are shifted by one", lambda array: np.roll(array, -1, -1)),
)


def _reordered(trials: Sequence[Trial]) -> Diagnosis | None:
    """The right numbers in another order."""
    for name, change in _ORDERS:
        if all(trial.expected.ndim and trial.gives(change(trial.expected)) for trial in trials):
            return Diagnosis("index", f"The numbers are right, but their {name}.")
    if all(
        trial.expected.size > 2
        and same(
            np.sort(trial.actual, None),
            np.sort(trial.expected, None),
            4 * np.max(trial.tolerance, initial=0.0),
        )
        for trial in trials
    ):
        return Diagnosis(
            "index",
            "The numbers are right, but they stand in other places: look at the order of indices and at reshape.",
        )
    return None


def _masked(trials: Sequence[Trial]) -> Diagnosis | None:
    """Zeros where there should be none, or none where there should be; whole numbers are counts or classes."""
    if all(trial.expected.dtype.kind in "iu" for trial in trials):
        return None
    wrong = [~_near(trial) for trial in trials]
    total = sum(int(np.count_nonzero(each)) for each in wrong)
    size = sum(trial.expected.size for trial in trials)
    should_be_zero = sum(
        int(np.count_nonzero(each & (trial.expected == 0))) for each, trial in zip(wrong, trials, strict=True)
    )
    are_zero = sum(
        int(np.count_nonzero(each & (trial.actual == 0))) for each, trial in zip(wrong, trials, strict=True)
    )
    zeros = sum(int(np.count_nonzero(trial.expected == 0)) for trial in trials)
    if should_be_zero + are_zero == total and should_be_zero and are_zero:
        complete = total == size or should_be_zero == zeros
        return Diagnosis(
            "mask",
            "The mask is inverted: what should be zero is not, and the other way round."
            if complete
            else "Other entries are zero than should be: the mask is taken of something else.",
        )
    if should_be_zero == total and total > 1:
        return Diagnosis(
            "mask",
            "Entries that should be zero are not, the others are right: a mask is missing, or taken of something else.",
        )
    mixed = any(
        np.any(~bad & (trial.expected != 0)) and np.any(bad) for bad, trial in zip(wrong, trials, strict=True)
    )
    if are_zero == total and total > 1 and mixed:
        return Diagnosis(
            "mask",
            "Entries are zero that should not be, the others are right: something is masked or left out that counts.",
        )
    return None


def _near(trial: Trial) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        return np.asarray(np.abs(trial.actual.astype(np.float64) - trial.expected) <= trial.tolerance)
