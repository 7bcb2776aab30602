"""How well results fit the outputs that a key expects, case by case."""

from __future__ import annotations

from collections.abc import Sequence

from grader.arrays.comparison import Difference, compare
from grader.arrays.findings import Expected
from grader.arrays.outputs import Outputs
from grader.sandbox.job import Failure

Result = Outputs | str | Failure


def right_outputs(result: Result, expected: Expected) -> tuple[bool, ...]:
    """Of each output, whether it is right."""
    if not isinstance(result, Outputs):
        return (False,) * len(expected.arrays)
    return tuple(
        compare(actual.array, array, room).difference is Difference.NONE
        for actual, array, room in zip(result.values, expected.arrays, expected.tolerances, strict=True)
    )


def by_fit(results: Sequence[Result], keys: Sequence[Sequence[Expected]]) -> list[int]:
    """The accepted keys by how many outputs are right under each, the best first."""
    if len(keys) == 1:
        return [0]
    fits = [
        sum(sum(right_outputs(result, wanted)) for result, wanted in zip(results, expected, strict=True))
        for expected in keys
    ]
    return sorted(range(len(fits)), key=lambda number: -fits[number])
