"""Derived keys against numbers: central differences of the forward function, with Richardson extrapolation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.cases import Case
from grader.arrays.derivation import Derivation, inputs_by_name
from grader.arrays.findings import input_size
from grader.authoring.functions.bench import Bench
from grader.authoring.functions.trials import Trials
from grader.errors import ExerciseFault
from grader.grading.references import upcast
from grader.sandbox.job import Call, Failure, Job, Limits
from grader.sandbox.values import ArrayValue, Items, Named

Array = NDArray[Any]

ENTRIES = 60
"""Entries of the inputs by which it is differentiated, at most."""

STEP = 2.0**-8
RTOL = 1e-6
JUMP = 1e-4
"""Where two extrapolations are further apart than this, relatively, the function has a kink nearby."""


class _Slopes(NamedTuple):
    """The derivative of each entry of the outputs by one entry of an input, and whether there is no kink nearby."""

    values: list[Array]
    smooth: bool


def derivative_trials(bench: Bench, trials: Trials) -> None:
    """Each derived output of the smallest public case against numbers."""
    try:
        prepared = bench.prepared
    except ExerciseFault:
        return  # told already
    drawn = bench.block.draw(f"{bench.exercise.id}/{bench.part.id}", bench.setting.seed)
    numbers = [number for number, case in enumerate(drawn) if not case.hidden] or [0]
    smallest = min(numbers, key=lambda number: (input_size(drawn[number]), number))
    for derivation, alternative in zip(bench.block.derivations, prepared.key.alternatives, strict=False):
        expected = alternative.expected[smallest].arrays
        derived = expected[1:] if bench.block.loss else expected
        _compared(bench, trials, derivation, drawn[smallest], derived)


def _compared(
    bench: Bench, trials: Trials, derivation: Derivation, case: Case, derived: Sequence[Array]
) -> None:
    block, name = bench.block, derivation.function
    given = inputs_by_name(case, block.arguments, list(block.extra))
    signature = bench.source.functions.get(name) if bench.source else None
    forward = [each.arg for each in signature.required] if signature else []
    names = derivation.parameters(list(block.arguments), block.inner, forward)
    inputs = list(upcast(tuple(given[each] for each in names)))
    upstream = [np.asarray(given[each], dtype=np.float64) for each in derivation.upstream]
    for position, key, output in zip(
        derivation.task(names, ())["positions"], derived, block.outputs, strict=True
    ):
        slopes = _slopes(bench, name, inputs, position)
        if slopes is None:
            trials.notes.append(f"{name} was not differentiated by numbers: it fails on moved inputs")
            return
        found, known = _assembled(derivation, slopes, upstream, inputs[position].shape, key)
        if found.shape != key.shape:
            held = False
        else:
            largest = float(np.abs(key).max(initial=0.0)) or 1.0
            held = bool(np.all((np.abs(found - key) <= RTOL * largest) | ~known))
        text = f"{output}, derived from {name}, is not its derivative by {names[position]} as numbers give it"
        trials.count(held, f"{text} (case {case.name})", bench.in_solution(name))


def _slopes(bench: Bench, name: str, inputs: list[Any], position: int) -> list[_Slopes] | None:
    """The slopes by each entry of an input, from one job; None if the function fails."""
    array = np.asarray(inputs[position], dtype=np.float64)
    moves = [step * sign for step in (STEP, STEP / 2, STEP / 4) for sign in (1, -1)]
    calls = []
    count = min(array.size, ENTRIES)
    for entry in range(count):
        for move in moves:
            moved = array.copy()
            moved.flat[entry] += move
            calls.append(Call(name, (*inputs[:position], moved, *inputs[position + 1 :]), name))
    limits = {name: Limits(max(20.0, bench.block.limits.time), bench.block.limits.memory)}
    job = Job(bench.setting.solutions.files, bench.exercise.id, tuple(calls), limits)
    found = [_arrays(result) for result in bench.setting.sandbox.run(job).results]
    results = [arrays for arrays in found if arrays is not None]
    if len(results) < len(found):
        return None
    return [_extrapolated(results[6 * entry : 6 * entry + 6]) for entry in range(count)]


def _arrays(result: Any) -> list[Array] | None:
    if isinstance(result, Failure):
        return None
    items = result.items if isinstance(result, Items) else (result,)
    if isinstance(result, Named):
        items = tuple(result.items.values())
    return [item.array.astype(np.float64) for item in items if isinstance(item, ArrayValue)]


def _extrapolated(values: list[list[Array]]) -> _Slopes:
    """From f(x+h), f(x-h), and the same for h/2 and h/4."""
    found, smooth = [], True
    for output in range(len(values[0])):
        one, two, four = (
            (values[2 * n][output] - values[2 * n + 1][output]) / (2 * STEP / 2**n) for n in range(3)
        )
        first, second = (4 * two - one) / 3, (4 * four - two) / 3
        best = (16 * second - first) / 15
        room = JUMP * max(1.0, float(np.abs(best).max(initial=0.0)))
        smooth = smooth and bool(np.all(np.abs(second - first) <= room))
        found.append(best)
    return _Slopes(found, smooth)


def _assembled(
    derivation: Derivation, slopes: list[_Slopes], upstream: list[Array], shape: tuple[int, ...], key: Array
) -> tuple[Array, Array]:
    """The derivative in the form that is asked, and which of its entries are known."""
    size = int(np.prod(shape))
    if derivation.form == "jacobian":
        columns = np.array([each.values[0].ravel() for each in slopes]).T  # (outputs, entries)
        outputs = slopes[0].values[0].shape
        found = np.full((columns.shape[0], size), np.nan)
        found[:, : len(slopes)] = columns
        if derivation.batch:
            rows, inner = outputs[0], size // shape[0]
            blocks = found.reshape(rows, -1, rows, inner)
            found = np.stack([blocks[row, :, row, :] for row in range(rows)])
            whole = found.reshape(*outputs, *shape[1:])
            return whole, np.zeros(whole.shape, bool) if not _smooth(slopes) else np.isfinite(whole)
        whole = found.reshape(*outputs, *shape)
        return whole, np.isfinite(whole) & _known(slopes, shape)
    flat = np.full(size, np.nan)
    for entry, each in enumerate(slopes):
        weights = upstream or [np.ones(each.values[0].shape)]
        flat[entry] = sum(float((w * v).sum()) for w, v in zip(weights, each.values, strict=False))
    whole = flat.reshape(shape)
    return whole, np.isfinite(whole) & _known(slopes, shape)


def _smooth(slopes: list[_Slopes]) -> bool:
    return all(each.smooth for each in slopes)


def _known(slopes: list[_Slopes], shape: tuple[int, ...]) -> Array:
    flat = np.zeros(int(np.prod(shape)), bool)
    flat[: len(slopes)] = [each.smooth for each in slopes]
    return flat.reshape(shape)
