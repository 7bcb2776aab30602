"""What a reference solution returned -> the outputs that each case should give, with their tolerances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.arrays.cases import Case
from grader.arrays.findings import Expected, failure_text
from grader.arrays.outputs import Container, unpack
from grader.errors import ExerciseFault
from grader.sandbox.job import Ending, Failure
from grader.sandbox.values import Value

Array = NDArray[Any]
Result = Value | Failure

REPEATABLE = 1e-12
"""How far, relative to the largest entry, a reference may be from itself when called again."""


class ReferenceRun(NamedTuple):
    """What a reference gave: for each case, for the same input again, and for perturbed inputs."""

    cases: tuple[Case, ...]
    results: tuple[Result, ...]
    again: tuple[Result, ...]
    perturbed: tuple[tuple[Result, ...], ...]
    misconceptions: Mapping[str, tuple[Result, ...]]


class Returned(NamedTuple):
    """The names of the outputs, and what they come in."""

    names: tuple[str, ...]
    container: Container

    def arrays(self, result: Result) -> tuple[Array, ...] | None:
        """The outputs in a result; None where there are none."""
        if isinstance(result, Failure):
            return None
        outputs = unpack(result, self.names, self.container)
        return None if isinstance(outputs, str) else tuple(value.array for value in outputs.values)

    def checked(self, result: Result, about: str) -> tuple[Array, ...]:
        """The outputs of a reference.

        Raises:
            ExerciseFault: there are none, or they cannot be a key.

        """
        if isinstance(result, Failure):
            raise ExerciseFault(f"{about}: {failure_text(result)}")
        outputs = unpack(result, self.names, self.container)
        if isinstance(outputs, str) or outputs.container:
            raise ExerciseFault(f"{about}: {outputs if isinstance(outputs, str) else outputs.container}")
        for name, value in zip(self.names, outputs.values, strict=True):
            if value.array.ndim and value.type != "ndarray":
                raise ExerciseFault(f"{about}: {name} is a {value.type}, not a numpy array")
            if not np.isfinite(value.array).all():
                raise ExerciseFault(f"{about}: {name} holds NaN or inf")
        return tuple(value.array for value in outputs.values)


def reference_outputs(
    name: str, cases: Sequence[Case], results: Sequence[Result], again: Sequence[Result], returned: Returned
) -> list[tuple[Array, ...]]:
    """What the reference gives in each case, the same every time.

    Raises:
        ExerciseFault: it fails, gives what cannot be a key, or gives something else when called again.

    """
    found = []
    for case, result, second in zip(cases, results, again, strict=True):
        about = f"the reference {name}, case {case.name}"
        arrays = returned.checked(result, about)
        if not _same(arrays, returned.checked(second, about)):
            raise ExerciseFault(
                f"{about}: called again with the same input it gives something else; "
                "it must not draw random numbers or keep anything between calls"
            )
        found.append(arrays)
    return found


def _same(first: Sequence[Array], second: Sequence[Array]) -> bool:
    for one, other in zip(first, second, strict=True):
        if one.shape != other.shape or one.dtype != other.dtype:
            return False
        a, b = one.astype(np.float64), other.astype(np.float64)
        if not np.all(np.abs(a - b) <= REPEATABLE * np.abs(a).max(initial=0.0)):
            return False
    return True


def misconception_outputs(name: str, results: Sequence[Result], returned: Returned) -> tuple[Any, ...]:
    """What a misconception gives in each case, None where it fails.

    Raises:
        ExerciseFault: it never gives anything, or does not end.

    """
    found = tuple(returned.arrays(result) for result in results)
    failures = [result for result in results if isinstance(result, Failure)]
    endless = [failure for failure in failures if failure.ending is Ending.TIMED_OUT]
    if endless or (failures and len(failures) == len(results)):
        raise ExerciseFault(f"the misconception {name}: {failure_text((endless or failures)[0])}")
    return found


def expected_outputs(
    run: ReferenceRun, arrays: Sequence[tuple[Array, ...]], returned: Returned, given: Any
) -> tuple[Expected, ...]:
    """The outputs of each case with the tolerance of every entry; ``given`` is one that the author stated."""
    from grader.arrays.tolerance import tolerance  # only where keys are not cached

    found = []
    for case, right, perturbed in zip(run.cases, arrays, run.perturbed, strict=True):
        others = [other for result in perturbed if (other := returned.arrays(result)) is not None]
        tolerances = tuple(
            tolerance(array, [other[index] for other in others], case.dtype, given, case.scale)
            for index, array in enumerate(right)
        )
        found.append(Expected(right, tolerances))
    return tuple(found)
