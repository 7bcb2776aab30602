"""What one case showed: right, right values in the wrong form, wrong, or no values at all."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.cases import Case
from grader.arrays.comparison import Comparison, Difference, compare, shown_array, shown_entry
from grader.arrays.outputs import Outputs
from grader.sandbox.job import Ending, Failure, Made
from grader.sandbox.values import ArrayValue
from grader.source import cure
from grader.verdict import Outcome

Array = NDArray[Any]


DIGITS, MANY_DIGITS = 4, 12
"""Digits behind the point of what is shown; many where few would hide the difference."""


class Standing(IntEnum):
    """How a case came out, from best to worst."""

    RIGHT = 0
    FORM = 1
    WRONG = 2
    FAILED = 3


class Expected(NamedTuple):
    """The outputs that a case should give, each with its tolerance per entry."""

    arrays: tuple[Array, ...]
    tolerances: tuple[Array, ...]
    method: str = "given"
    """How the tolerances were worked out: exact, given, bound or spread."""
    silent: int = 0
    """Entries that say nothing, because rounding exceeds them or they lie on a kink."""
    largest: float = 0.0
    """The largest of the tolerances."""

    @classmethod
    def joined(cls, several: Sequence[Expected]) -> Expected:
        """The outputs of one function after those of another."""
        arrays = tuple(array for each in several for array in each.arrays)
        tolerances = tuple(room for each in several for room in each.tolerances)
        silent, largest = sum(each.silent for each in several), max(each.largest for each in several)
        return cls(arrays, tolerances, several[-1].method, silent, largest)


class Finding(NamedTuple):
    """What a case showed; ``slug`` ends a reason, ``text`` completes "In case ...: ..."."""

    case: Case
    standing: Standing
    outcome: Outcome
    slug: str = ""
    text: str = ""
    compared: tuple[str, Array, Array] | None = None
    """The name of the output, what was returned and what was expected."""
    line: int = 0
    file: str = ""
    outputs: Outputs | None = None

    @property
    def revealing(self) -> tuple[str, ...]:
        """Actual and expected values, line by line: for the instructor where a case is hidden."""
        if self.compared is None:
            return ()
        label, actual, expected = self.compared
        # what differs in later digits only would look right
        alike = actual.shape == expected.shape and _block(actual) == _block(expected)
        digits = MANY_DIGITS if alike else DIGITS
        return (f"{label}yours:", *_block(actual, digits), f"{label}expected:", *_block(expected, digits))


_OUTCOMES = {
    Ending.RAISED: (Outcome.CRASHED, "raised"),
    Ending.CRASHED: (Outcome.CRASHED, "crashed"),
    Ending.TIMED_OUT: (Outcome.TIMED_OUT, "timeout"),
    Ending.OUT_OF_MEMORY: (Outcome.OUT_OF_MEMORY, "memory"),
    Ending.TOO_MUCH_OUTPUT: (Outcome.CRASHED, "output"),
    Ending.FORBIDDEN: (Outcome.FORBIDDEN, "forbidden"),
    Ending.SKIPPED: (Outcome.SKIPPED, "skipped"),
    Ending.MISSING: (Outcome.UNANSWERED, "missing"),
}


def failed_finding(case: Case, failure: Failure) -> Finding:
    """A case in which the function did not return; what it raised could tell a hidden input."""
    outcome, slug = _OUTCOMES[failure.ending]
    slug = "not_implemented" if failure.error == "NotImplementedError" else slug
    told = failure._replace(text="") if case.hidden and failure.ending is not Ending.CRASHED else failure
    return Finding(case, Standing.FAILED, outcome, slug, failure_text(told), None, failure.line, failure.file)


def failure_text(failure: Failure) -> str:
    """What happened and what to do, as the end of a sentence."""
    where = f" in line {failure.line} of {failure.file}" if failure.line else ""
    match failure.ending:
        case Ending.TIMED_OUT:
            return "it ran longer than the time limit: look for a loop that does not end, or does too much"
        case Ending.OUT_OF_MEMORY:
            return f"it asked for more memory than the limit{where}" + (
                f": {failure.text}" if failure.text else ""
            )
        case Ending.TOO_MUCH_OUTPUT:
            return "it printed more than the limit: remove the prints, or print less"
        case Ending.FORBIDDEN:
            return f"it tried to {failure.text}{where}, which is refused: a function here only computes"
        case Ending.CRASHED:
            return failure.text + (f" ({failure.error})" if failure.error else "")
        case Ending.MISSING:
            return "it is not defined at the top level of the file"
        case Ending.SKIPPED:
            return "it was not run, because an earlier case used up the limit"
    message = failure.text.rstrip(". ")
    advice = cure(failure.error, failure.text).rstrip(".")
    return f"{failure.error}{where}" + (f": {message}" if message else "") + (f". {advice}" if advice else "")


def judged_finding(case: Case, outputs: Outputs | str, expected: Expected, names: Sequence[str]) -> Finding:
    """A case in which the function returned; ``outputs`` is a sentence when they cannot be told apart."""
    if isinstance(outputs, str):
        return Finding(case, Standing.WRONG, Outcome.INCORRECT, "returned", outputs)
    worst: Finding | None = None
    for index, actual in enumerate(outputs.values):
        label = f"{names[index]}: " if len(names) > 1 else ""
        found = _output(case, actual, expected.arrays[index], expected.tolerances[index], label)
        if found and (worst is None or found.standing > worst.standing):
            worst = found
    if worst is None and outputs.container:
        worst = Finding(case, Standing.FORM, Outcome.INCORRECT, "container", outputs.container)
    if worst is None:
        return Finding(case, Standing.RIGHT, Outcome.CORRECT, outputs=outputs)
    return Finding(
        case, worst.standing, worst.outcome, worst.slug, worst.text, worst.compared, outputs=outputs
    )


def _output(case: Case, actual: ArrayValue, expected: Array, tolerance: Array, label: str) -> Finding | None:
    comparison = compare(actual.array, expected, tolerance)
    container = "" if not expected.ndim or actual.type == "ndarray" else actual.type
    number_for_number = (
        not expected.ndim and comparison.difference is Difference.DTYPE and comparison.values_right
    )
    if (comparison.difference is Difference.NONE or number_for_number) and not container:
        return None
    standing = Standing.FORM if comparison.values_right else Standing.WRONG
    slug, text = comparison.difference.value, comparison.text
    if comparison.values_right and container:
        slug, text = "container", f"the values are right, but it is a {container} and not a numpy array"
    elif comparison.values_right:
        text = f"the values are right, but {comparison.text}"
    elif (
        actual.array.dtype.kind == "f"
        and actual.array.dtype.itemsize < 8
        and _right_at_own_precision(actual, expected)
    ):
        slug, text = (
            "precision",
            f"it is worked out in {actual.array.dtype}, with too few digits; use float64",
        )
    elif comparison.difference is Difference.VALUES and (
        difference := _entry(actual.array, expected, comparison)
    ):
        text += difference
    if slug == "nan" and _large(case):
        slug, text = (
            "overflow",
            f"{text}: with inputs this large, something on the way overflows or underflows",
        )
    return Finding(case, standing, Outcome.INCORRECT, slug, label + text, (label, actual.array, expected))


def _large(case: Case) -> bool:
    """Whether an input is so large that its exponential is not finite, so that NaN is inf/inf or inf - inf."""
    return case.scale > 80


def _entry(actual: Array, expected: Array, comparison: Comparison) -> str:
    yours, right = (shown_entry(array[comparison.worst]) for array in (actual, expected))
    if yours == right:
        gap = abs(float(actual[comparison.worst]) - float(expected[comparison.worst]))
        return f": yours is off by {gap:.1g} from {right}"
    return f": yours {yours}, expected {right}"


def _right_at_own_precision(actual: ArrayValue, expected: Array) -> bool:
    if actual.array.shape != expected.shape:
        return False
    eps = float(np.finfo(actual.array.dtype).eps)
    scale = float(np.abs(expected).max()) if expected.size else 0.0
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(actual.array.astype(np.float64) - expected) <= 4 * eps * scale))


def _block(array: Array, digits: int = DIGITS) -> tuple[str, ...]:
    return tuple(f"    {line}" for line in shown_array(array, digits).splitlines())


def shown_input(case: Case, names: Sequence[str]) -> tuple[str, ...]:
    """The inputs of a case, a line or a block each."""
    lines: list[str] = []
    for name, value in zip(names, case.inputs, strict=True):
        lines += _shown_value(name, value)
    return tuple(lines)


def _shown_value(name: str, value: Any) -> list[str]:
    if isinstance(value, np.ndarray) and value.ndim:
        return [f"{name} =", *_block(value)]
    if isinstance(value, Made):
        which = "" if value.item is None else f", output {value.item!r}"
        lines = [f"{name} = what your {value.function} gives{which}, for"]
        for inner, argument in zip(value.names, value.arguments, strict=True):
            lines += [f"    {line}" for line in _shown_value(inner, argument)]
        return lines
    if isinstance(value, tuple | list) and any(isinstance(item, np.ndarray) for item in value):
        return [line for n, item in enumerate(value) for line in _shown_value(f"{name}[{n}]", item)]
    return [f"{name} = {value!r}"]


def input_size(case: Case) -> int:
    """How many entries a person would have to look at."""
    return sum(map(_entries, case.inputs))


def _entries(value: Any) -> int:
    if isinstance(value, Made):
        return sum(map(_entries, value.arguments))
    return value.size if isinstance(value, np.ndarray) else 1
