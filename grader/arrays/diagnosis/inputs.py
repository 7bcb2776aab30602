"""Mistakes that show by what the result has to do with the inputs: one of them returned, or a term too many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.diagnosis.trial import Diagnosis, Trial, same

Array = NDArray[Any]

_NUMBERS = (1.0, 2.0, 0.5, 4.0, 0.25)


def explained_by_inputs(trials: Sequence[Trial]) -> Diagnosis | None:
    """A multiple of an input that the result is off by."""
    return _term(trials)


def input_returned(trials: Sequence[Trial]) -> Diagnosis | None:
    """An input that came back as it was, or with the other sign."""
    for name in trials[0].inputs:
        if all(_gives(trial, trial.inputs.get(name)) for trial in trials):
            return Diagnosis("input_returned", f"The result is the input {name}, unchanged.")
        if all(
            _gives(trial, -trial.inputs[name]) for trial in trials if _is_array(trial.inputs.get(name))
        ) and all(_is_array(t.inputs.get(name)) for t in trials):
            return Diagnosis("input_returned", f"The result is the input {name} with the sign changed.")
    return None


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "fiu"


def _gives(trial: Trial, value: Any) -> bool:
    return _is_array(value) and bool(value.ndim) and trial.gives(value)


def _term(trials: Sequence[Trial]) -> Diagnosis | None:
    """What the result is off by, as a multiple of something simple made of inputs."""
    if any(trial.actual.shape != trial.expected.shape for trial in trials):
        return None
    off = [trial.actual.astype(np.float64) - trial.expected for trial in trials]
    if sum(
        np.count_nonzero(np.abs(each) > trial.tolerance) for each, trial in zip(off, trials, strict=True)
    ) < 2 or not all(np.isfinite(each).all() for each in off):
        return None
    for term in _terms(trials[0]):
        values = [term.of(trial) for trial in trials]
        for scaled in (
            values,
            [None if v is None else v / trial.rows for v, trial in zip(values, trials, strict=True)],
        ):
            arrays = [
                value
                for value, gap in zip(scaled, off, strict=True)
                if value is not None and value.shape == gap.shape
            ]
            if len(arrays) == len(trials) and (factor := _multiple(off, arrays, trials)) is not None:
                return _said(term.names, factor)
    return None


class _Term(NamedTuple):
    """Something simple made of an input, times an input that is a number."""

    array: str
    number: str
    make: Callable[[Array], Any]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.array, self.number) if self.number else (self.array,)

    def of(self, trial: Trial) -> Array | None:
        try:
            value = self.make(trial.inputs[self.array]) * (trial.inputs[self.number] if self.number else 1)
            return np.asarray(value, dtype=np.float64)
        except (KeyError, TypeError, ValueError):
            return None


def _terms(trial: Trial) -> Iterator[_Term]:
    """Each input, the sum of its squares, or its sums; alone and times each input that is a number."""
    arrays = [
        name
        for name, value in trial.inputs.items()
        if _is_array(value) and value.ndim and value.dtype.kind == "f"
    ]
    numbers = [
        name
        for name, value in trial.inputs.items()
        if isinstance(value, float) or (_is_array(value) and not value.ndim)
    ]
    for array in arrays:
        for make in _MADE_ARRAYS if trial.expected.ndim else _MADE_NUMBERS:
            for number in ("", *numbers):
                yield _Term(array, number, make)


_MADE_NUMBERS: tuple[Callable[[Array], Any], ...] = (
    lambda x: np.sum(x * x),
    np.sum,
    lambda x: np.sqrt(np.sum(x * x)),
)
_MADE_ARRAYS: tuple[Callable[[Array], Any], ...] = (
    lambda x: x,
    lambda x: x.T,
    lambda x: x.sum(axis=0),
    lambda x: x.sum(axis=-1),
)


def _multiple(off: Sequence[Array], terms: Sequence[Any], trials: Sequence[Trial]) -> float | None:
    """The factor by which the terms have to be taken, if it is a simple one and the same everywhere."""
    largest = max(range(len(off)), key=lambda number: float(np.abs(terms[number]).max(initial=0.0)))
    where = np.unravel_index(int(np.argmax(np.abs(terms[largest]))), terms[largest].shape)
    if not terms[largest].size or not terms[largest][where]:
        return None
    factor = float(off[largest][where] / terms[largest][where])
    near = [sign * number for number in _NUMBERS for sign in (1, -1) if abs(factor - sign * number) < 1e-6]
    if not near:
        return None
    rooms = [8 * trial.tolerance + 1e-9 * np.abs(trial.actual).max(initial=0.0) for trial in trials]
    fits = all(same(each, near[0] * term, room) for each, term, room in zip(off, terms, rooms, strict=True))
    return near[0] if fits else None


def _said(names: tuple[str, ...], factor: float) -> Diagnosis:
    of = " and ".join(names)
    if factor < 0:
        return Diagnosis(
            "missing_term", f"A term in {of} is missing or counts too little; all else is right."
        )
    return Diagnosis("term", f"A term in {of} counts too much, or is not asked; all else is right.")
