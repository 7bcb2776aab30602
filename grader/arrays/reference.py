"""What references gave -> the outputs that each case should give, with their tolerances."""

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
from grader.sandbox.values import ArrayValue, Items, Value

Array = NDArray[Any]
Result = Value | Failure

REPEATABLE = 1e-12
"""How far, relative to the largest entry, a reference may be from itself when called again."""


class Native(NamedTuple):
    """A function that gives the key: for each case, for the same input again, and what tolerances come from.

    ``tracked`` holds the other way at ties and the error bounds (or why there are none), ``perturbed`` the
    results on perturbed inputs for the cases where it is a failure.
    """

    name: str
    results: tuple[Result, ...]
    again: tuple[Result, ...]
    tracked: tuple[Result, ...]
    perturbed: Mapping[int, tuple[Result, ...]]


class Derived(NamedTuple):
    """A function from which the key is derived: values, the other way at ties, and bounds, for each case."""

    name: str
    results: tuple[Result, ...]


class ReferenceRun(NamedTuple):
    """What the references of a part gave.

    Each alternative is made of one or more sources whose outputs follow each other.
    """

    cases: tuple[Case, ...]
    alternatives: tuple[tuple[Native | Derived, ...], ...]
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
            _finite(value.array, f"{about}: {name}")
        return tuple(value.array for value in outputs.values)


def reference_outputs(source: Native, cases: Sequence[Case], returned: Returned) -> list[tuple[Array, ...]]:
    """What a reference gives in each case, the same every time.

    Raises:
        ExerciseFault: it fails, gives what cannot be a key, or gives something else when called again.

    """
    found = []
    for case, result, second in zip(cases, source.results, source.again, strict=True):
        about = f"the reference {source.name}, case {case.name}"
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


def _finite(array: Array, about: str) -> None:
    if not np.isfinite(array).all():
        raise ExerciseFault(f"{about} holds NaN or inf")


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
    source: Native | Derived, cases: Sequence[Case], returned: Returned, given: Any, *, full: bool
) -> list[Expected]:
    """The outputs of each case with the tolerance of every entry; ``given`` is one that the author stated.

    Raises:
        ExerciseFault: the reference gives no key.

    """
    if isinstance(source, Native):
        arrays = reference_outputs(source, cases, returned)
    else:
        arrays = [
            _derived(source.name, case, result) for case, result in zip(cases, source.results, strict=True)
        ]
    return [
        _with_tolerance(source, arrays[number], number, case, returned, given, full)
        for number, case in enumerate(cases)
    ]


def _derived(name: str, case: Case, result: Result) -> tuple[Array, ...]:
    about = f"the key cannot be derived from {name}, case {case.name}"
    if isinstance(result, Failure):
        raise ExerciseFault(f"{about}: {_stands_in_the_way(result)}")
    arrays = _items(result)
    values = arrays[: len(arrays) // 3]
    for array in values:
        _finite(array, f"{about}: it")
    return values


def _stands_in_the_way(failure: Failure) -> str:
    text = failure_text(failure)
    if "Tracked" in failure.text or "has no callable" in failure.text or "loop of ufunc" in failure.text:
        return f"{text}. Here a plain number is needed, which has no derivative: use numpy functions throughout, or write the reference by hand"
    if failure.error == "TooManyOperations":
        return "it takes too many operations: choose smaller sizes"
    return text


def _with_tolerance(
    source: Native | Derived,
    arrays: tuple[Array, ...],
    number: int,
    case: Case,
    returned: Returned,
    given: Any,
    full: bool,
) -> Expected:
    from grader.arrays.tolerance import (
        Scale,
        from_bound,
        from_spread,
        stated,
    )  # only where keys are not cached

    count = len(arrays)
    scale = Scale(case.dtype, case.scale, full)
    tracked = source.results[number] if isinstance(source, Derived) else source.tracked[number]
    if given is not None:
        found = [stated(array, given) for array in arrays]
    elif not isinstance(tracked, Failure) and len(parts := _items(tracked)) >= 2 * count:
        flipped, bounds = parts[-2 * count : -count], parts[-count:]
        found = [from_bound(*each, scale) for each in zip(arrays, bounds, flipped, strict=True)]
    else:
        assert isinstance(source, Native)
        moved = [other for result in source.perturbed[number] if (other := returned.arrays(result))]
        found = [from_spread(array, [m[index] for m in moved], scale) for index, array in enumerate(arrays)]
    methods = {tolerance.method for tolerance in found} - {"exact"} or {"exact"}
    rooms = tuple(tolerance.room for tolerance in found)
    largest = max(float(np.max(room, initial=0.0)) for room in rooms)
    return Expected(arrays, rooms, methods.pop(), sum(tolerance.silent for tolerance in found), largest)


def _items(result: Value) -> tuple[Array, ...]:
    items = result.items if isinstance(result, Items) else ()
    return tuple(item.array for item in items if isinstance(item, ArrayValue))
