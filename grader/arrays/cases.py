"""The inputs on which a function is run: declared cases, and hidden ones drawn at the course's seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

import numpy as np

from grader.block import STRICT
from grader.errors import NotationError

RESERVED = ("name", "points", "hidden", "seed")
"""Keys of a case that are neither a size nor an argument."""


class Case(NamedTuple):
    """One input: arrays and literals in call order. ``points`` is None for the cases judged together."""

    name: str
    inputs: tuple[Any, ...]
    points: Fraction | None
    hidden: bool
    dtype: str
    row: int
    """Which declared case it comes from."""

    @property
    def scale(self) -> float:
        """The largest magnitude of a floating-point input, at least 1."""
        floats = (value for value in self.inputs if isinstance(value, np.ndarray) and value.dtype.kind == "f")
        return max((float(np.abs(value).max(initial=1.0)) for value in floats), default=1.0)


@dataclass(frozen=True, kw_only=True)
class Literal:
    """An argument that is passed as it stands."""

    __pydantic_config__: ClassVar[Any] = STRICT

    value: Any
    """Any YAML value: {value: train}, {value: [30, 1024, 512, 1]}."""


Argument = str | float | Literal
"""A generator expression, a number, or a literal."""


class CaseRow(NamedTuple):
    """A case as declared: sizes by name, arguments that replace the part's, and what is said about it."""

    sizes: Mapping[str, int]
    arguments: Mapping[str, Argument]
    name: str
    points: Fraction | None
    hidden: bool
    seed: int


def draw_cases(
    rows: Sequence[CaseRow], dtypes: Sequence[str], identity: str, course_seed: int
) -> tuple[Case, ...]:
    """Every case of a part.

    A declared case is drawn at its own seed, so everyone sees the same; each case without points of
    its own is drawn a second time, hidden, at the seed of the course.

    Raises:
        NotationError: a generator does not work out, with the case and the argument.

    """
    cases = []
    for index, row in enumerate(rows):
        draws = [(row.seed, row.hidden, row.name)]
        if row.points is None:
            draws.append((course_seed, True, f"{row.name}, hidden"))
        for number, (seed, hidden, name) in enumerate(draws):
            stream = f"{identity}/{index}/{'course' if number else 'case'}/{seed}"
            inputs = {
                argument: _input(declared, row, f"{stream}/{argument}", argument)
                for argument, declared in row.arguments.items()
            }
            for dtype in dtypes:
                cast = tuple(_cast(value, dtype) for value in inputs.values())
                suffix = f" in {dtype}" if len(dtypes) > 1 else ""
                cases.append(Case(name + suffix, cast, row.points, hidden, dtype, index))
    return tuple(cases)


def _input(declared: Argument, row: CaseRow, stream: str, argument: str) -> Any:
    if isinstance(declared, Literal):
        return declared.value
    if isinstance(declared, int | float):
        return declared
    from grader.arrays.generators import generate, read_generator  # only where inputs are not cached

    try:
        return generate(read_generator(declared, row.sizes), row.sizes, stream)
    except NotationError as error:
        raise NotationError(f"case {row.name}: {argument}: {error.text}", error.column) from None


def _cast(value: Any, dtype: str) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    return value
