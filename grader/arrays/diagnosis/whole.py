"""Mistakes that turn a right array as a whole into the wrong one: sign, factor, transposition, another function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.diagnosis.entries import diagonal
from grader.arrays.diagnosis.trial import Diagnosis, Trial, same

Array = NDArray[Any]

Change = Callable[[Trial], Any]

_NAMED = {
    2.0: "twice",
    0.5: "half",
    3.0: "three times",
    4.0: "four times",
    0.25: "a quarter of",
    -2.0: "minus twice",
    -0.5: "minus half",
}
_LOGARITHMS = {1 / np.log(10): "10", 1 / np.log(2): "2"}


def _softmax(array: Array) -> Array:
    powers = np.exp(array - array.max(axis=-1, keepdims=True)) if array.ndim else np.ones(())
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True)) if array.ndim else powers


_FUNCTIONS: tuple[tuple[str, str, Callable[[Array], Array]], ...] = (
    ("function", "Every entry is the square of the right one: is a root missing?", np.square),
    ("function", "Every entry is the square root of the right one: is a square missing?", np.sqrt),
    ("function", "Every entry is the reciprocal of the right one: are numerator and denominator swapped?", np.reciprocal),
    ("function", "Every entry is the logarithm of the right one.", np.log),
    ("function", "Every entry is the exponential of the right one.", np.exp),
    ("function", "Every row went through a softmax once too often.", _softmax),
    ("function", "Every entry went through the logistic function once too often.", lambda array: 1 / (1 + np.exp(-array))),
    ("function", "Every entry went through tanh once too often.", np.tanh),
    ("function", "One minus each entry is right.", lambda array: 1 - array),
    ("function", "The size of every entry is right and the signs are lost: look for a square, a root or an absolute value.", np.abs),
    ("integer", "Every entry is the right one without its decimals: look for //, int(...) or an array of whole numbers that is written into.", np.trunc),
    ("integer", "Every entry is the right one, rounded down to a whole number: look for // or an array of whole numbers.", np.floor),
    ("integer", "Every entry is the right one, rounded to a whole number.", np.round),
)  # fmt: skip


def explained_as_a_whole(trials: Sequence[Trial]) -> Diagnosis | None:
    """The change of whole arrays that explains every trial."""
    if _all(trials, lambda trial: -trial.expected):
        return Diagnosis("sign", "Every entry has the wrong sign.")
    if _all(trials, lambda trial: np.swapaxes(trial.expected, -1, -2) if trial.expected.ndim > 1 else np.nan):
        return Diagnosis("transposed", "The array is the transpose of the right one.")
    if found := _factor(trials):
        return found
    if _all(
        trials, lambda trial: -np.swapaxes(trial.expected, -1, -2) if trial.expected.ndim > 1 else np.nan
    ):
        return Diagnosis(
            "transposed", "The array is the transpose of the right one, and every entry has the wrong sign."
        )
    return (
        diagonal(trials) or _row_alone(trials) or _another_sum(trials) or _function(trials) or _offset(trials)
    )


def _all(trials: Sequence[Trial], change: Change, stretched: float = 1.0) -> bool:
    with np.errstate(all="ignore"):
        return bool(trials) and all(trial.gives(change(trial), stretched=stretched) for trial in trials)


def _factor(trials: Sequence[Trial]) -> Diagnosis | None:
    by_size = next(_factors_of_sizes(trials), None)
    constant = _constant_factor(trials)
    if constant is None:
        return by_size
    if by_size:  # a size that is the same in every case: either may be meant
        size = f"be a size that is {abs(constant):g}" if constant.is_integer() else "come from the sizes"
        return by_size._replace(
            sentence=f"Every entry is {_times(constant)} the right one; it may {size} here: check what is averaged."
        )
    for value, base in _LOGARITHMS.items():
        if abs(constant / value - 1) < 1e-6:
            return Diagnosis(
                "logarithm",
                f"Every entry is off by the factor of a logarithm to base {base}: the natural one is meant.",
            )
    return Diagnosis("factor", f"Every entry is {_times(constant)} the right one.")


def _constant_factor(trials: Sequence[Trial]) -> float | None:
    """The one factor between what was returned and what was expected, judged by the largest entry."""
    if not _factors_mean_something(trials):
        return None
    largest = max(trials, key=lambda trial: float(np.abs(trial.expected).max(initial=0.0)))
    where = np.unravel_index(int(np.argmax(np.abs(largest.expected))), largest.expected.shape)
    if largest.actual.shape != largest.expected.shape or not largest.expected[where]:
        return None
    factor = float(largest.actual[where]) / float(largest.expected[where])
    if not np.isfinite(factor) or not 1e-6 < abs(factor) < 1e6:
        return None
    for named in _NAMED:
        if abs(factor / named - 1) < 1e-6:
            factor = named
    return factor if _all(trials, lambda trial: factor * trial.expected, factor) else None


def _factors_mean_something(trials: Sequence[Trial]) -> bool:
    """Whether there are entries enough that one factor for all is no chance."""
    return sum(int(np.count_nonzero(np.abs(trial.expected) > trial.tolerance)) for trial in trials) > 2


def _times(factor: float) -> str:
    return _NAMED.get(factor) or f"{factor:.4g} times"


def _factors_of_sizes(trials: Sequence[Trial]) -> Iterator[Diagnosis]:
    """A size, a product of two, or a reciprocal of one as the factor."""
    if not _factors_mean_something(trials):
        return
    names = [name for name in trials[0].sizes if all(name in trial.sizes for trial in trials)]
    for factors in (*((name,) for name in names), *combinations(names, 2), ()):
        name = "·".join(factors) or "the number of rows"
        size = partial(_size, names=factors)
        if _all(trials, partial(_stretched, size=size), 100.0):
            sentence = (
                f"Every entry is {name} times the right one: is a mean asked, or one sum too many taken?"
            )
            yield Diagnosis("averaged", sentence)
        if _all(trials, partial(_shrunk, size=size)):
            share = f"1/{name}" if len(factors) == 1 else f"1/({name})"
            yield Diagnosis(
                "averaged", f"Every entry is {share} of the right one: is a sum asked where you take a mean?"
            )
    for name in names:
        if _all([trial for trial in trials if trial.sizes[name] > 1], partial(_unbiased, name=name)):
            yield Diagnosis(
                "averaged",
                f"The result is {name}/({name} - 1) times the right one: it is divided by {name} - 1 where {name} is asked.",
            )
    for above, below in permutations(names, 2):
        if _all(trials, partial(_quotient, above=above, below=below), 100.0):
            yield Diagnosis(
                "averaged",
                f"Every entry is {above}/{below} times the right one: it is divided by the wrong size.",
            )


def _unbiased(trial: Trial, name: str) -> Array:
    return np.asarray(trial.expected * trial.sizes[name] / (trial.sizes[name] - 1))


def _quotient(trial: Trial, above: str, below: str) -> Array:
    return np.asarray(trial.expected * trial.sizes[above] / trial.sizes[below])


def _size(trial: Trial, names: Sequence[str]) -> float:
    """The product of some sizes; of none, the number of rows."""
    return float(np.prod([trial.sizes[name] for name in names])) if names else float(trial.rows)


def _stretched(trial: Trial, size: Callable[[Trial], float]) -> Array:
    return np.asarray(trial.expected * size(trial))


def _shrunk(trial: Trial, size: Callable[[Trial], float]) -> Array:
    return np.asarray(trial.expected / size(trial))


def _row_alone(trials: Sequence[Trial]) -> Diagnosis | None:
    """One row in place of all of them."""
    if any(not trial.expected.ndim or not len(trial.expected) for trial in trials):
        return None
    for which, at in (("first", 0), ("last", -1)):
        if all(trial.gives(trial.expected[at]) for trial in trials) and any(
            len(trial.expected) > 1 for trial in trials
        ):
            return Diagnosis(
                "row", f"Only the {which} row comes back: collect the rows, and return after the loop."
            )
    return None


_REDUCED: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("sum", np.sum),
    ("mean", np.mean),
    ("maximum", np.max),
)


def _another_sum(trials: Sequence[Trial]) -> Diagnosis | None:
    """A sum or mean too few or too many."""
    first = trials[0]
    if all(trial.actual.ndim == trial.expected.ndim + 1 for trial in trials):
        for axis in range(first.actual.ndim):
            for what, reduce in _REDUCED[:2]:
                if all(_is(trial, reduce(trial.actual, axis=axis)) for trial in trials):
                    sentence = f"The {what} over axis {axis} is missing: each row of the batch still has its own result."
                    return Diagnosis("batch_sum", sentence)
    axes = (None, *range(first.expected.ndim)) if first.expected.ndim else ()
    for axis, (what, reduce), keepdims in product(axes, _REDUCED, (False, True)):
        reducing = _reducing(reduce, axis, keepdims=keepdims)
        if _all(trials, reducing, 100.0) and any(np.any(np.abs(reducing(trial)) > 1e-9) for trial in trials):
            over = "all entries" if axis is None else f"axis {axis}"
            return Diagnosis("axis", f"A {what} over {over} was taken at the end that is not asked.")
    return None


def _reducing(reduce: Callable[..., Any], axis: int | None, *, keepdims: bool) -> Change:
    return lambda trial: (
        reduce(trial.expected, axis=axis, keepdims=keepdims) if trial.expected.size else np.nan
    )


def _is(trial: Trial, made: Any) -> bool:
    """Whether something made of what was returned is what was expected."""
    made = np.asarray(made)
    return made.shape == trial.expected.shape and same(made, trial.expected, 8 * trial.tolerance)


NEARLY = 1e-3
"""How far, relative to the largest entry, a result is from the right one that has only too few right digits."""


def nearly_right(trials: Sequence[Trial]) -> Diagnosis | None:
    """A result with the right first digits everywhere."""
    off = 0.0
    for trial in trials:
        if (
            trial.actual.shape != trial.expected.shape
            or not np.isfinite(trial.actual.astype(np.float64)).all()
        ):
            return None
        largest = float(np.abs(trial.expected).max(initial=0.0)) or 1.0
        off = max(
            off, float(np.abs(trial.actual.astype(np.float64) - trial.expected).max(initial=0.0)) / largest
        )
    if not 0 < off < NEARLY:
        return None
    sentence = f"The result is right to about {max(1, int(-np.log10(off)))} digits: look for a constant typed in, single precision, rounding, a small number that is added, or differences in place of a derivative."
    return Diagnosis("precision", sentence)


def _function(trials: Sequence[Trial]) -> Diagnosis | None:
    for slug, sentence, function in _FUNCTIONS:
        if not _all(trials, lambda trial: function(trial.expected.astype(np.float64))):  # noqa: B023
            continue
        if any(np.any(np.abs(trial.actual) > trial.tolerance) for trial in trials) and not nearly_right(
            trials
        ):
            return Diagnosis(slug, sentence)
    for digits in range(1, 7):
        if _all(trials, lambda trial: np.round(trial.expected.astype(np.float64), digits)):  # noqa: B023
            return Diagnosis("precision", f"The result is rounded to {digits} decimals: return it as it is.")
    return None


def _offset(trials: Sequence[Trial]) -> Diagnosis | None:
    """The same number added everywhere."""
    if not _factors_mean_something(trials) or any(
        trial.actual.shape != trial.expected.shape for trial in trials
    ):
        return None
    gap = (
        float((trials[0].actual.astype(np.float64) - trials[0].expected).flat[0])
        if trials[0].expected.size
        else 0.0
    )
    if np.isfinite(gap) and gap and _all(trials, lambda trial: trial.expected + gap):
        return Diagnosis("constant", f"Every entry is off by the same number, {gap:.4g}.")
    return None
