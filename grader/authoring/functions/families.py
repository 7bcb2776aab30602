"""Where mistakes are planted: in the function that is asked for, in a forward function, or in expected arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from grader.arrays.cases import Case
from grader.arrays.outputs import Outputs
from grader.authoring.functions.bench import Answer, Bench, Candidate
from grader.errors import ExerciseFault
from grader.grading.references import References
from grader.grading.solutions import Solutions
from grader.kinds.function import Alternative
from grader.mutants.mutant import Mutant
from grader.mutants.planting import mutants
from grader.sandbox.values import ArrayValue

Array = NDArray[Any]


class Inputs(NamedTuple):
    """Cases as they are drawn and with what references make of them, and the accepted keys."""

    drawn: Sequence[Case]
    cases: Sequence[Case]
    alternatives: Sequence[Alternative]


class Planted(NamedTuple):
    """One planted mistake, for the author."""

    mistake: str
    """The ending of a reason."""
    where: str
    """What it is planted in."""
    place: str
    before: str
    after: str


class Family(Protocol):
    """Mistakes that are planted in one thing."""

    @property
    def planted(self) -> Sequence[Planted]:
        """The mistakes, in the order of their numbers."""

    def answers(self, numbers: Sequence[int], inputs: Inputs) -> list[list[Answer]]:
        """What comes of some of them in each case."""


class InFunction:
    """Mistakes in a function that students write, as the solution has it."""

    def __init__(self, bench: Bench, function: str) -> None:
        self.bench = bench
        self.function = function
        self.mutants = list(mutants(bench.text, function))
        self.planted = _planted(bench, function, self.mutants)

    def answers(self, numbers: Sequence[int], inputs: Inputs) -> list[list[Answer]]:
        """From one job."""
        candidates = [Candidate(self.mutants[number].text, self.function) for number in numbers]
        return self.bench.answers(candidates, inputs.cases)


class InForward:
    """Mistakes in a forward function, whose derivatives are compared with the key."""

    def __init__(self, bench: Bench, function: str) -> None:
        self.bench = bench
        self.mutants = list(mutants(bench.text, function))
        self.planted = _planted(bench, function, self.mutants)

    def answers(self, numbers: Sequence[int], inputs: Inputs) -> list[list[Answer]]:
        """A key derived from each."""
        return [self._derived(self.mutants[number], inputs) for number in numbers]

    def _derived(self, mutant: Mutant, inputs: Inputs) -> list[Answer]:
        bench = self.bench
        files = {**bench.setting.solutions.files, bench.file: mutant.text}
        block = replace(bench.block, misconceptions={}, also=())
        references = References(bench.exercise.id, block, Solutions(files, ""), bench.setting.sandbox)
        try:
            found = block.key(references.run(inputs.drawn, tuple(inputs.cases)))
        except ExerciseFault as fault:
            return [str(fault)] * len(inputs.cases)
        return [_outputs(each.arrays) for each in found.alternatives[0].expected]


def _planted(bench: Bench, function: str, found: Sequence[Mutant]) -> list[Planted]:
    place = f"solutions/{bench.file}"
    return [
        Planted(each.mistake, function, f"{place}:{each.line}", each.before, each.after) for each in found
    ]


class InArrays:
    """Mistakes in what is expected: where no function is written by hand, this is all there is to be wrong."""

    def __init__(self, bench: Bench) -> None:
        place = bench.in_exercise()
        first = int(bool(bench.block.loss))  # the student's own loss comes before the outputs
        self.changes = [
            (first + position, change)
            for position in range(len(bench.block.outputs))
            for change in _CHANGES.values()
        ]
        self.planted = [
            Planted(mistake, "what is expected", place, name, code.format(name))
            for name in bench.block.outputs
            for mistake, code in _CHANGES
        ]

    def answers(self, numbers: Sequence[int], inputs: Inputs) -> list[list[Answer]]:
        """The expected outputs, one of them changed."""
        expected = inputs.alternatives[0].expected
        found = []
        for number in numbers:
            position, change = self.changes[number]
            answers: list[Answer] = []
            for case, each in zip(inputs.cases, expected, strict=True):
                arrays = list(each.arrays)
                arrays[position] = np.asarray(change(arrays[position], _rows(case)))
                answers.append(_outputs(arrays))
            found.append(answers)
        return found


def _rows(case: Case) -> int:
    return next((len(value) for value in case.inputs if isinstance(value, np.ndarray) and value.ndim), 1)


def _without_row(array: Array, row: int) -> Array:
    changed = array.copy()
    if changed.ndim:
        changed[row] = 0
    return changed


_CHANGES: dict[tuple[str, str], Callable[[Array, int], Any]] = {
    ("sign", "-{}"): lambda array, rows: -1.0 * array,
    ("factor", "2 * {}"): lambda array, rows: 2.0 * array,
    ("factor", "{} / 2"): lambda array, rows: array / 2.0,
    ("zeros", "0 * {}"): lambda array, rows: 0.0 * array,
    ("constant", "{} + 1"): lambda array, rows: array + 1.0,
    ("transposed", "{}.T"): lambda array, rows: array.T,
    ("averaged", "{} / N"): lambda array, rows: array / rows,
    ("averaged", "{} * N"): lambda array, rows: array * float(rows),
    ("row", "{} without its first row"): lambda array, rows: _without_row(array, 0),
    ("row", "{} without its last row"): lambda array, rows: _without_row(array, -1),
    ("index", "{} with its rows turned round"): lambda array, rows: array[::-1] if array.ndim else array,
    ("mask", "{} where it is positive"): lambda array, rows: np.maximum(array, 0.0),
}
"""What can be wrong with an output, with what is shown of it."""


def _outputs(arrays: Sequence[Array]) -> Outputs:
    return Outputs(tuple(ArrayValue(array, "ndarray") for array in arrays))
