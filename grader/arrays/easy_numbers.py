"""Drawn inputs with numbers that a person can work with, as far as their generators allow other numbers.

An upstream gradient may be any number, a probability may not, and the entries of a one-hot row belong together: a key
worked out from inputs that no case could have would contradict the formula that students are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.arrays.cases import Argument, Case, FromCall
from grader.arrays.generators import read_generator
from grader.maths.expressions.evaluate import Algebra, evaluate
from grader.maths.expressions.expression import Call, Expression, walk
from grader.sandbox.job import Made

Array = NDArray[Any]
Change = Callable[[Array, str, Mapping[str, int]], Array]

FEW = 0.5
"""The share of entries that are made zero in sparse inputs."""

_ANY = frozenset(("normal", "uniform", "offsets", "column_offsets"))
"""Generators of numbers in whose place any others may stand."""

_POSITIVE = frozenset(("exp", "abs", "sqrt", "relu", "max", "min"))
"""Functions whose results may be other numbers of the same sign."""


def whole(case: Case, declared: Mapping[str, Argument], sizes: Mapping[str, int]) -> Case:
    """With every number rounded to a whole one that is not 0, where the generator could have drawn that."""
    return _changed(case, declared, sizes, _whole)


def sparse(case: Case, declared: Mapping[str, Argument], sizes: Mapping[str, int]) -> Case:
    """With some entries zero, where the generator could have drawn that."""
    random = np.random.Generator(np.random.PCG64(1))

    def change(array: Array, declared: str, sizes: Mapping[str, int]) -> Array:
        chosen = (
            random.random(array.shape) < FEW
        )  # drawn in any case, so that arguments do not depend on each other
        called, bounded = _called(read_generator(declared, sizes))
        return np.where(chosen, 0.0, array) if called <= _ANY and not bounded else array

    return _changed(case, declared, sizes, change)


def _whole(array: Array, declared: str, sizes: Mapping[str, int]) -> Array:
    expression = read_generator(declared, sizes)
    called, bounded = _called(expression)
    rounded = np.where(np.round(array) == 0, np.sign(array), np.round(array))
    if called <= _ANY | _POSITIVE and not bounded:
        return rounded
    if isinstance(expression, Call) and expression.function == "uniform":
        low, high = _bounds(expression, sizes)
        tenths = np.round(array, 1)
        for others in (tenths, rounded):
            array = np.where((low < others) & (others < high) & (others != 0), others, array)
    return array


def _called(expression: Expression) -> tuple[set[str], bool]:
    """The functions that are called, and whether one of them is given bounds."""
    calls = [node for node in walk(expression) if isinstance(node, Call)]
    return {call.function for call in calls}, any(call.options for call in calls)


def _bounds(uniform: Call, sizes: Mapping[str, int]) -> tuple[float, float]:
    algebra = Algebra(float, lambda base, power: base**power, {}, {})
    given = {name: float(evaluate(value, sizes, algebra)) for name, value in uniform.options}
    return given.get("low", -1.0), given.get("high", 1.0)


def _changed(case: Case, declared: Mapping[str, Argument], sizes: Mapping[str, int], change: Change) -> Case:
    def changed(value: Any, argument: Argument) -> Any:
        if isinstance(value, Made) and isinstance(argument, FromCall):
            inner = zip(value.arguments, argument.arguments.values(), strict=True)
            return value._replace(arguments=tuple(changed(*each) for each in inner))
        if isinstance(value, np.ndarray) and value.dtype.kind == "f" and isinstance(argument, str):
            return change(value, argument, sizes).astype(value.dtype)
        return value

    values = [*map(changed, (*case.inputs, *case.extra), declared.values())]
    return case._replace(inputs=tuple(values[: len(case.inputs)]), extra=tuple(values[len(case.inputs) :]))
