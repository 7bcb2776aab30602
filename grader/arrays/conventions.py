"""Outputs that are right, but not all under one of the accepted conventions."""

from __future__ import annotations

from collections.abc import Sequence

from grader.arrays.comparison import Difference, compare
from grader.arrays.findings import Expected
from grader.arrays.outputs import Outputs
from grader.sandbox.job import Failure


def mixed(
    results: Sequence[Outputs | str | Failure],
    alternatives: Sequence[tuple[str, Sequence[Expected]]],
    outputs: Sequence[str],
) -> str:
    """What to say if each output follows some convention and no convention fits all; else nothing."""
    followed = [
        {name for name, expected in alternatives if _follows(results, expected, index)}
        for index in range(len(outputs))
    ]
    if len(outputs) < 2 or not all(followed) or set.intersection(*followed):
        return ""
    said = [f"{output} follows {min(names)}" for output, names in zip(outputs, followed, strict=True)]
    return f"Each output is right under a convention of its own: {', '.join(said)}. All must follow the same one."


def _follows(results: Sequence[Outputs | str | Failure], expected: Sequence[Expected], index: int) -> bool:
    for result, wanted in zip(results, expected, strict=True):
        if not isinstance(result, Outputs):
            return False
        actual = result.values[index].array
        if compare(actual, wanted.arrays[index], wanted.tolerances[index]).difference is not Difference.NONE:
            return False
    return True
