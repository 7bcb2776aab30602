"""Runs beside a solution, as the driver of its job: derivatives and error bounds of its functions.

Every function takes the solution's module, what to do as plain data, and the inputs of a case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.tracked import DOUBLE, SINGLE, Tracked, adjoints, begin
from grader.arrays.tracked_array import TrackedArray, tracked_allocation, tracked_array

Array = NDArray[Any]

UNITS = {"float64": DOUBLE, "float32": SINGLE}
BOUND_OPERATIONS = 60_000
DERIVATIVE_OPERATIONS = 400_000


def bounds(module: ModuleType, task: dict[str, Any], *inputs: Any) -> tuple[Array, ...]:
    """The outputs of ``task["function"]`` with ties decided the other way, then the error bound of each entry.

    ``names`` are the keys of outputs in a dict, else they are told by their order; ``exact`` says of each
    input whether its zeros are no kinks, ``dtype`` what the student computes in.
    """
    unit, names = UNITS[task["dtype"]], task["names"]
    found: list[Array] = []
    begin(unit, BOUND_OPERATIONS, flipped=True)
    flipped = _called(getattr(module, task["function"]), inputs, task["exact"])
    found += [_values(output) for output in _outputs(flipped, names)]
    begin(unit, BOUND_OPERATIONS)
    natural = _called(getattr(module, task["function"]), inputs, task["exact"])
    found += [_errors(output) for output in _outputs(natural, names)]
    return tuple(found)


def gradients(module: ModuleType, task: dict[str, Any], *inputs: Any) -> tuple[Array, ...]:
    """Derivatives of ``task["function"]`` as ``task`` says: their values, the other way at ties, error bounds.

    The inputs are those of the function; for a vector-Jacobian product the upstream gradients follow.
    ``positions`` are the inputs to differentiate by, ``form`` is vjp, jacobian or gradient, ``batch``
    whether the first axis only counts rows.
    """
    upstream = list(inputs[len(inputs) - task["upstream"] :]) if task["upstream"] else []
    given = list(inputs[: len(inputs) - len(upstream)])
    unit = UNITS[task["dtype"]]
    begin(unit, DERIVATIVE_OPERATIONS, flipped=True)
    flipped, _ = _derivatives(module, task, given, upstream, unit)
    begin(unit, DERIVATIVE_OPERATIONS)
    values, errors = _derivatives(module, task, given, upstream, unit)
    return (*values, *flipped, *errors)


def _derivatives(
    module: ModuleType, task: dict[str, Any], given: list[Any], upstream: list[Any], unit: float
) -> tuple[list[Array], list[Array]]:
    tracked = list(given)
    for position in task["positions"]:
        tracked[position] = tracked_array(given[position], exact=task["exact"][position])
    returned = _called(getattr(module, task["function"]), tracked, ())
    outputs = _outputs(returned, task["names"])
    sources = [tracked[position] for position in task["positions"]]
    if task["form"] == "jacobian":
        return _jacobian(outputs[0], sources[0], batch=task["batch"])
    if task["form"] == "gradient":
        if outputs[0].size != 1:
            raise ValueError(f"a gradient needs one number, it gives an array of shape {outputs[0].shape}")
        weights = [np.ones(outputs[0].shape)]
    else:
        weights = [np.asarray(each, dtype=np.float64) for each in upstream]
        for weight, output in zip(weights, outputs, strict=True):
            if weight.shape != output.shape:
                text = f"the upstream gradient has shape {weight.shape}, the output {output.shape}"
                raise ValueError(text)
    seeds = [
        (number, float(weight), 2 * unit * abs(float(weight)))
        for output, weighted in zip(outputs, weights, strict=True)
        for number, weight in zip(output.ravel(), weighted.ravel(), strict=True)
        if isinstance(number, Tracked)
    ]
    found = adjoints(iter(seeds))
    pairs = [_collected(source, found) for source in sources]
    return [value for value, _ in pairs], [error for _, error in pairs]


def _jacobian(output: Array, source: Array, *, batch: bool) -> tuple[list[Array], list[Array]]:
    """D output[i] / d source[j] at [i, j]; with ``batch`` row by row, [n, i, j]."""
    if batch and (not output.ndim or not source.ndim or len(output) != len(source)):
        raise ValueError(f"rows are missing: {output.shape} from {source.shape}")
    rows, errors = [], []
    for index, number in enumerate(output.ravel()):
        found = adjoints(iter([(number, 1.0, 0.0)])) if isinstance(number, Tracked) else {}
        part = source[index // (output.size // len(output))] if batch else source
        value, error = _collected(np.asarray(part, dtype=object), found)
        rows.append(value)
        errors.append(error)
    shape = (*output.shape, *(source.shape[1:] if batch else source.shape))
    return [np.array(rows).reshape(shape)], [np.array(errors).reshape(shape)]


def _collected(source: Array, found: dict[int, tuple[float, float]]) -> tuple[Array, Array]:
    pairs = [found.get(id(number), (0.0, 0.0)) for number in np.asarray(source, dtype=object).ravel()]
    values, errors = ([pair[part] for pair in pairs] for part in (0, 1))
    return np.array(values).reshape(source.shape), np.array(errors).reshape(source.shape)


def _called(function: Callable[..., Any], inputs: Sequence[Any], exact: Sequence[bool]) -> Any:
    """What a function gives; inputs become tracked where ``exact`` says of each whether its zeros are."""
    flags = [*exact, *[True] * (len(inputs) - len(exact))]
    given = [_tracked(each, flag) for each, flag in zip(inputs, flags, strict=True)] if exact else inputs
    with tracked_allocation(), np.errstate(all="ignore"):
        return function(*given)


def _tracked(value: Any, exact: bool) -> Any:
    """Arrays of floats as tracked ones, inside tuples, lists and dicts too, where zeros are what a function left."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return tracked_array(value, exact=exact)
    if isinstance(value, tuple | list):
        return type(value)(_tracked(each, True) for each in value)
    return {key: _tracked(each, True) for key, each in value.items()} if isinstance(value, dict) else value


def _outputs(returned: Any, names: Sequence[str]) -> list[Array]:
    """The outputs as arrays; a tuple in its order, a dict in the order of ``names``."""
    if isinstance(returned, dict):
        several = [returned[name] for name in names]
    elif isinstance(returned, tuple | list) and not isinstance(returned, np.ndarray):
        several = list(returned)
    else:
        several = [returned]
    return [np.asarray(each, dtype=object if _is_tracked(each) else None) for each in several]


def _is_tracked(value: Any) -> bool:
    return isinstance(value, TrackedArray | Tracked) or (
        isinstance(value, np.ndarray) and value.dtype.kind == "O"
    )


def _values(output: Array) -> Array:
    if output.dtype != object:
        return np.asarray(output)
    return np.array([_number(each).value for each in output.ravel()]).reshape(output.shape)


def _errors(output: Array) -> Array:
    if output.dtype != object:
        return np.zeros(output.shape)
    return np.array([_number(each).error for each in output.ravel()]).reshape(output.shape)


def _number(value: Any) -> Tracked:
    return value if isinstance(value, Tracked) else Tracked(float(value))
