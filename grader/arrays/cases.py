"""The inputs on which a function is run: declared cases, and hidden ones drawn at the course's seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple
from typing import Literal as TypingLiteral

import numpy as np

from grader.block import ALIASED, STRICT
from grader.errors import NotationError
from grader.sandbox.job import Made

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
    extra: tuple[Any, ...] = ()
    """Inputs that only a forward function takes, from which the key is derived."""
    layout: str = "plain"
    """How the arrays lie in memory."""
    exact: frozenset[str] = frozenset()
    """Inputs whose zeros are no kinks: what a mask, a ReLU or a comparison left."""

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


@dataclass(frozen=True, kw_only=True)
class FromCall:
    """An argument that another function makes, such as the cache of a forward function."""

    __pydantic_config__: ClassVar[Any] = ALIASED

    from_: TypingLiteral["own", "reference"]
    """Whose function: the student's own, or the reference's."""
    call: str
    """The function."""
    arguments: dict[str, str | float | Literal]
    """What it is called with, in call order."""
    output: int | str | None = None
    """Which of its outputs: a position from 0, or a key of its dict; all of them if nothing is said."""


Argument = str | float | Literal | FromCall
"""A generator expression, a number, a literal, or what another function makes."""


class CaseRow(NamedTuple):
    """A case as declared: sizes by name, arguments that replace the part's, and what is said about it."""

    sizes: Mapping[str, int]
    arguments: Mapping[str, Argument]
    name: str
    points: Fraction | None
    hidden: bool
    seed: int


def draw_cases(
    rows: Sequence[CaseRow],
    dtypes: Sequence[str],
    identity: str,
    course_seed: int,
    layouts: Sequence[str] = ("plain",),
    extra: int = 0,
) -> tuple[Case, ...]:
    """Every case of a part; the last ``extra`` arguments of a row are those of a forward function only.

    A declared case is drawn at its own seed, so everyone sees the same; each case without points of
    its own is drawn a second time, hidden, at the seed of the course. So is the first one, if all have
    points: what a function keeps of an input must not pass for the answer to another of the same shape.

    Raises:
        NotationError: a generator does not work out, with the case and the argument.

    """
    cases = []
    for index, row in enumerate(rows):
        draws = [(row.seed, row.hidden, row.name)]
        if row.points is None or (index == 0 and all(each.points is not None for each in rows)):
            draws.append((course_seed, True, f"{row.name}, hidden"))
        exact = frozenset(name for name, each in row.arguments.items() if _leaves_zeros(each))
        for number, (seed, hidden, name) in enumerate(draws):
            stream = f"{identity}/{index}/{'course' if number else 'case'}/{seed}"
            inputs = {
                argument: _input(declared, row, f"{stream}/{argument}", argument, last_class=number == 0)
                for argument, declared in row.arguments.items()
            }
            for dtype in dtypes:
                cast = tuple(_cast(value, dtype) for value in inputs.values())
                split = len(cast) - extra
                suffix = f" in {dtype}" if len(dtypes) > 1 else ""
                for layout in layouts:
                    lying = "" if layout == "plain" else f", {layout.replace('_', '-')}"
                    called = name + suffix + lying
                    case = Case(
                        called, cast[:split], row.points, hidden, dtype, index, cast[split:], layout, exact
                    )
                    cases.append(case)
    return tuple(cases)


def _leaves_zeros(declared: Argument) -> bool:
    """Whether zeros in an input mean something, as those of a mask or a ReLU do."""
    return not isinstance(declared, str) or any(word in declared for word in _ZEROING)


_ZEROING = ("relu", "mask", "one_hot", "max", "min", "sign", "<", ">", "=")


def _input(declared: Argument, row: CaseRow, stream: str, argument: str, *, last_class: bool) -> Any:
    """One input; labels hold the last class in declared cases and never in the hidden ones drawn from them."""
    if isinstance(declared, Literal):
        return declared.value
    if isinstance(declared, int | float):
        return declared
    if isinstance(declared, FromCall):
        inputs = tuple(
            _input(each, row, f"{stream}/{name}", name, last_class=last_class)
            for name, each in declared.arguments.items()
        )
        return Made(declared.call, inputs, declared.output, declared.from_, tuple(declared.arguments))
    from grader.arrays.generators import generate, read_generator  # only where inputs are not cached

    try:
        return generate(read_generator(declared, row.sizes), row.sizes, stream, last_class=last_class)
    except NotationError as error:
        raise NotationError(f"case {row.name}: {argument}: {error.text}", error.column) from None


def _cast(value: Any, dtype: str) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return value.astype(dtype)
    if isinstance(value, Made):
        return value._replace(arguments=tuple(_cast(each, dtype) for each in value.arguments))
    return value
