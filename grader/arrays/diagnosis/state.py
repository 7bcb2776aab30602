"""Results that depend on earlier calls, or on chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.diagnosis.trial import Diagnosis, same
from grader.arrays.findings import Expected, Finding, Standing
from grader.arrays.outputs import Outputs

Array = NDArray[Any]

AGAIN = ", again"
"""How the name of a case ends that repeats another."""


def kept_between_calls(findings: Sequence[Finding], expected: Sequence[Expected]) -> Diagnosis | None:
    """Another result for the same input, or a result that is the right one of another case."""
    by_name = {finding.case.name: finding for finding in findings}
    for finding in findings:
        first = by_name.get(finding.case.name.removesuffix(AGAIN))
        if (
            first is not None
            and first is not finding
            and first.outputs
            and finding.outputs
            and not _agree(first.outputs, finding.outputs)
        ):
            text = "Called again with the same input it gives something else: keep nothing between calls, and draw no random numbers."
            return Diagnosis("state", text)
    wrong = [number for number, finding in enumerate(findings) if finding.standing is not Standing.RIGHT]
    if wrong and len(findings) > 2 and all(_of_another(number, findings, expected) for number in wrong):
        return Diagnosis(
            "state", "The result is the right one of another case: something is kept between calls."
        )
    return None


def _agree(one: Outputs, other: Outputs) -> bool:
    pairs = [(a.array, b.array) for a, b in zip(one.values, other.values, strict=True)]
    return all(a.shape == b.shape and same(a, b, 0.0) for a, b in pairs)


def _of_another(number: int, findings: Sequence[Finding], expected: Sequence[Expected]) -> bool:
    """Whether the outputs are what another case, with another result, expects."""
    outputs = findings[number].outputs
    if outputs is None:
        return False
    for other, wanted in enumerate(expected):
        own = expected[number].arrays
        if other == number or all(_alike(a, b) for a, b in zip(wanted.arrays, own, strict=True)):
            continue
        if all(
            actual.array.shape == array.shape and array.size > 1 and same(actual.array, array, room)
            for actual, array, room in zip(outputs.values, wanted.arrays, wanted.tolerances, strict=True)
        ):
            return True
    return False


def _alike(one: Array, other: Array) -> bool:
    """Whether two cases expect nearly the same, as the same input in another precision does."""
    return one.shape == other.shape and same(one, other, 1e-3 * float(np.abs(one).max(initial=0.0)))
