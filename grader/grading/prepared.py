"""Inputs and keys of a function part: drawn, run through the reference, and kept in the cache."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any, NamedTuple

import numpy as np

from grader.arrays.cases import Case
from grader.arrays.findings import Expected, failure_text
from grader.arrays.reference import ReferenceRun, reference_outputs
from grader.cache import Cache, digest
from grader.errors import ExerciseFault, NotationError
from grader.kinds.function import Function, Key
from grader.sandbox.job import Call, Failure, Job, Limits
from grader.sandbox.sandbox import Sandbox
from grader.sandbox.values import Value
from grader.spec.exercise import Exercise, Part


class Prepared(NamedTuple):
    """The cases of a part in order, and what each should give."""

    cases: tuple[Case, ...]
    key: Key

    def public(self) -> Prepared:
        """Without hidden cases."""
        shown = [index for index, case in enumerate(self.cases) if not case.hidden]
        ideas = {
            name: tuple(given[index] for index in shown) for name, given in self.key.misconceptions.items()
        }
        key = Key(tuple(self.key.expected[index] for index in shown), ideas)
        return Prepared(tuple(self.cases[index] for index in shown), key)


class Solutions(NamedTuple):
    """Everything in ``solutions/``: the sources, and a hash of them all."""

    files: Mapping[str, str]
    content: str

    @classmethod
    def read(cls, folder: str) -> Solutions:
        """The Python files of a folder; a missing folder is empty."""
        files = {}
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
            if name.endswith(".py") and os.path.isfile(os.path.join(folder, name)):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as stream:
                    files[name] = stream.read()
        return cls(files, digest(*(piece for pair in files.items() for piece in pair)))


def prepare(
    exercise: Exercise, part: Part, solutions: Solutions, seed: int, sandbox: Sandbox, cache: Cache
) -> Prepared:
    """Inputs and key of a part, from the cache if they are there.

    Raises:
        ExerciseFault: the reference fails, or gives what cannot be a key.

    """
    pieces = (cache.fingerprint, np.__version__, sys.version, exercise.id, part.id, exercise.content)
    name = f"key-{digest(*pieces, solutions.content, str(seed))}"
    if (stored := cache.load(name)) is not None:
        return _unpacked(*stored)
    assert isinstance(part.block, Function)
    found = _worked_out(exercise.id, part.id, part.block, solutions, seed, sandbox)
    cache.store(name, *_packed(found))
    return found


def _worked_out(
    exercise: str, part: str, block: Function, solutions: Solutions, seed: int, sandbox: Sandbox
) -> Prepared:
    from grader.arrays.tolerance import PERTURBATIONS  # only where keys are not cached

    try:
        cases = block.draw(f"{exercise}/{part}", seed)
    except NotationError as error:
        raise ExerciseFault(error.text) from None
    # Once, and all of it once more, so that what is kept between calls shows; misconceptions in a child each.
    calls = [Call(block.reference_name, case.inputs, "reference") for _ in range(2) for case in cases]
    calls += [Call(idea, case.inputs, idea) for idea in block.misconceptions for case in cases]
    results = _run(exercise, calls, block.limits, solutions, sandbox)
    first, again, *ideas = _parts(results, len(cases))
    reference_outputs(
        block.reference_name, cases, first, again, block.returned
    )  # else there is no more to run
    turns = range(1, 1 + PERTURBATIONS)
    moved = [Call(block.reference_name, _moved(case, turn), "reference") for case in cases for turn in turns]
    longer = Limits(block.limits.time * PERTURBATIONS, block.limits.memory)
    perturbed = _parts(_run(exercise, moved, longer, solutions, sandbox), PERTURBATIONS)
    run = ReferenceRun(
        cases, first, again, tuple(perturbed), dict(zip(block.misconceptions, ideas, strict=True))
    )
    return Prepared(cases, block.key(run))


def _run(
    exercise: str, calls: list[Call], limits: Limits, solutions: Solutions, sandbox: Sandbox
) -> tuple[Value | Failure, ...]:
    groups = dict.fromkeys((call.group for call in calls), limits)
    record = sandbox.run(Job(solutions.files, exercise, tuple(calls), groups))
    if record.import_failure:
        raise ExerciseFault(f"solutions/{exercise}.py: {failure_text(record.import_failure)}")
    return record.results


def _parts(results: Sequence[Value | Failure], length: int) -> list[tuple[Value | Failure, ...]]:
    return [tuple(results[start : start + length]) for start in range(0, len(results), length)]


def _moved(case: Case, turn: int) -> tuple[Any, ...]:
    from grader.arrays.tolerance import perturbed

    return tuple(perturbed(value, turn) if isinstance(value, np.ndarray) else value for value in case.inputs)


class _Store:
    """Arrays as bytes one after another, and where each is."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.length = 0

    def add(self, array: Any) -> list[Any]:
        raw = array.tobytes()
        entry = [array.dtype.str, list(array.shape), self.length]
        self.chunks.append(raw)
        self.length += len(raw)
        return entry


def _packed(prepared: Prepared) -> tuple[Any, bytes]:
    store = _Store()

    def arrays(given: tuple[Any, ...] | None) -> Any:
        return None if given is None else [store.add(array) for array in given]

    cases = []
    for case in prepared.cases:
        inputs = [
            {"array": store.add(value)} if isinstance(value, np.ndarray) else {"literal": value}
            for value in case.inputs
        ]
        points = None if case.points is None else str(case.points)
        cases.append([case.name, inputs, points, case.hidden, case.dtype, case.row])
    meta = {
        "cases": cases,
        "expected": [[arrays(each.arrays), arrays(each.tolerances)] for each in prepared.key.expected],
        "misconceptions": {
            name: [arrays(each) for each in given] for name, given in prepared.key.misconceptions.items()
        },
    }
    return meta, b"".join(store.chunks)


def _unpacked(meta: Any, raw: bytes) -> Prepared:
    def array(entry: list[Any]) -> Any:
        dtype, shape, start = np.dtype(entry[0]), tuple(entry[1]), entry[2]
        return np.frombuffer(raw, dtype, prod(shape), start).reshape(shape)

    def arrays(entries: list[Any] | None) -> Any:
        return None if entries is None else tuple(map(array, entries))

    def inputs(entries: list[Any]) -> Iterator[Any]:
        for entry in entries:
            yield array(entry["array"]) if "array" in entry else entry["literal"]

    cases = tuple(
        Case(name, tuple(inputs(given)), None if points is None else Fraction(points), hidden, dtype, row)
        for name, given, points, hidden, dtype, row in meta["cases"]
    )
    expected = tuple(Expected(arrays(right), arrays(room)) for right, room in meta["expected"])
    ideas = {name: tuple(map(arrays, given)) for name, given in meta["misconceptions"].items()}
    return Prepared(cases, Key(expected, ideas))
