"""Inputs on which the reference gives what a mistake gives: an argument ignored, two exchanged, a single row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np

Inputs = list[Any]


class OtherInputs(NamedTuple):
    """A mistake, the arguments that it concerns, and for each case the inputs it comes to; None where there are none."""

    mistake: str
    about: tuple[str, ...]
    inputs: tuple[Inputs | None, ...]


def other_inputs(names: Sequence[str], cases: Sequence[tuple[Any, ...]]) -> Iterator[OtherInputs]:
    """The mistakes that can be made by changing the inputs of a right function."""

    def changed(
        mistake: str, about: tuple[str, ...], change: Callable[[Inputs], Inputs | None]
    ) -> OtherInputs:
        return OtherInputs(mistake, about, tuple(change(list(inputs)) for inputs in cases))

    for position, name in enumerate(names):
        is_number = any(isinstance(inputs[position], float) for inputs in cases)
        for mistake, make in _MADE:
            # a number that is left out is a factor in most formulas
            called = "missing_factor" if is_number and mistake == "ignored" else mistake
            yield changed(called, (name,), partial(_filled, at=position, make=make))
        for by in (1, -1):
            yield changed("labels", (name,), partial(_shifted, at=position, by=by))
        for other in range(position + 1, len(names)):
            yield changed("order", (name, names[other]), partial(_exchanged, one=position, two=other))
    yield changed("row", (), partial(_rows, rows=slice(-1, None)))
    yield changed("row", (), partial(_rows, rows=slice(0, 1)))


_MADE: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("ignored", np.ones_like),
    ("missing_term", np.zeros_like),
    ("term", np.negative),
    ("term", lambda array: 2 * array),
    ("mask", lambda array: np.maximum(array, 0)),
)


def _filled(inputs: Inputs, at: int, make: Callable[[Any], Any]) -> Inputs | None:
    value = inputs[at]
    if isinstance(value, float):
        inputs[at] = float(make(value))
        return inputs
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return None
    inputs[at] = make(value)
    return inputs


def _shifted(inputs: Inputs, at: int, by: int) -> Inputs | None:
    value = inputs[at]
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iu":
        return None
    inputs[at] = value + by
    return inputs


def _exchanged(inputs: Inputs, one: int, two: int) -> Inputs | None:
    arrays = [value for value in (inputs[one], inputs[two]) if isinstance(value, np.ndarray)]
    if len(arrays) < 2 or arrays[0].shape != arrays[1].shape:
        return None
    inputs[one], inputs[two] = inputs[two], inputs[one]
    return inputs


def _rows(inputs: Inputs, rows: slice) -> Inputs | None:
    """Every array whose first axis is that of the first array, cut to these rows."""
    arrays = [value for value in inputs if isinstance(value, np.ndarray) and value.ndim]
    if not arrays:
        return None
    length = len(arrays[0])
    return [
        value[rows] if isinstance(value, np.ndarray) and value.ndim and len(value) == length else value
        for value in inputs
    ]
