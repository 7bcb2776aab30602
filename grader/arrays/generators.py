"""Generator expressions -> arrays: ``offsets(N, 1000, -1000, 0) + normal(N, D)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.errors import NotationError, did_you_mean, listed
from grader.maths.expressions.evaluate import Algebra, evaluate
from grader.maths.expressions.expression import Call, Expression, walk
from grader.maths.numbers.arithmetic import parse

Array = NDArray[Any]
Sizes = Mapping[str, int]

MAX_ENTRIES = 10_000_000
MARGIN = 0.01
"""Random values keep this distance from 0, where ReLU, abs and sign have their kink."""


class _Draw:
    """The generators, drawing from one stream of random numbers."""

    def __init__(self, seed: int, *, last_class: bool | None = None) -> None:
        self.last_class = last_class
        self.random = np.random.Generator(np.random.PCG64(seed))

    def normal(self, *shape: Any) -> Any:
        drawn = self.random.standard_normal(_shape(shape, "normal(N, D)"))
        return _plain(drawn + np.copysign(MARGIN, drawn))

    def uniform(self, *shape: Any, low: float = -1, high: float = 1) -> Any:
        if not low < high:
            raise ValueError("low must be below high")
        drawn = self.random.uniform(low, high, _shape(shape, "uniform(N, D, low=-1, high=1)"))
        if low < 0 < high:
            margin = MARGIN * min(-low, high)
            drawn = np.where(np.abs(drawn) < margin, np.copysign(margin, drawn), drawn)
        return _plain(drawn)

    def integers(self, *shape: Any, low: Any = 0, high: Any = 10) -> Any:
        if not (_whole(low) and _whole(high) and low < high):
            raise ValueError("low and high must be whole numbers, low below high (which is excluded)")
        drawn = self.random.integers(int(low), int(high), _shape(shape, "integers(N, low=0, high=10)"))
        return _plain(np.asarray(drawn, dtype=np.int64))

    def labels(self, *given: Any) -> Any:
        rows, classes = _counts(given, "labels(N, C)")
        drawn = self.random.integers(0, classes, rows)
        last = classes - 1
        if self.last_class and last not in drawn:
            drawn[self.random.integers(0, rows)] = last
        elif self.last_class is False and last:
            drawn[drawn == last] = self.random.integers(0, last, int((drawn == last).sum()))
        return np.asarray(drawn, dtype=np.int64)

    def one_hot(self, *given: Any) -> Array:
        rows, classes = _counts(given, "one_hot(N, C)")
        return np.eye(classes)[self.random.integers(0, classes, rows)]

    def simplex(self, *shape: Any) -> Array:
        drawn = self.random.uniform(0.1, 1, _shape(shape, "simplex(N, C)"))
        if drawn.size == 0 or drawn.ndim == 0:
            raise ValueError("write simplex(C) or simplex(N, C), with sizes above 0")
        return np.asarray(drawn / drawn.sum(axis=-1, keepdims=True))

    def mask(self, *shape: Any, probability: float = 0.5) -> Array:
        if not 0 <= probability <= 1:
            raise ValueError("probability is between 0 and 1")
        drawn = self.random.uniform(0, 1, _shape(shape, "mask(N, D)"))
        return np.asarray(drawn < float(probability))

    def constant(self, *shape: Any, value: float = 0) -> Array:
        return np.full(_shape(shape, "constant(N, D, value=0.5)"), float(value))

    def zeros(self, *shape: Any) -> Array:
        return np.zeros(_shape(shape, "zeros(N, D)"))

    def ones(self, *shape: Any) -> Array:
        return np.ones(_shape(shape, "ones(N, D)"))

    def arange(self, *given: Any) -> Array:
        (length,) = _counts(given, "arange(N)", 1)
        return np.arange(length, dtype=np.int64)

    def offsets(self, *given: Any) -> Array:
        if len(given) < 2:
            raise ValueError(
                "write offsets(N, 1000, -1000, 0): how many rows, then what is added to each in turn"
            )
        (rows,) = _counts(given[:1], "offsets(N, 1000, -1000, 0)", 1)
        values = [float(value) for value in given[1:]]
        return np.array([values[row % len(values)] for row in range(rows)]).reshape(rows, 1)

    def column_offsets(self, *given: Any) -> Array:
        if len(given) < 2:
            raise ValueError(
                "write column_offsets(D, -3000, 0, 0): how many columns, then what is added to each in turn"
            )
        (columns,) = _counts(given[:1], "column_offsets(D, -3000, 0, 0)", 1)
        values = [float(value) for value in given[1:]]
        return np.array([values[column % len(values)] for column in range(columns)]).reshape(1, columns)


GENERATORS = tuple(name for name in vars(_Draw) if not name.startswith("_"))
"""The generators an argument can name."""

_ELEMENTWISE: dict[str, Callable[..., Any]] = {
    "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs, "tanh": np.tanh, "sign": np.sign,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "relu": lambda x: np.maximum(x, 0),
    "max": np.maximum, "min": np.minimum,
}  # fmt: skip

FUNCTIONS = {name: name for name in (*GENERATORS, *_ELEMENTWISE)}
"""What can be called in a generator expression."""


def read_generator(text: str, sizes: Sizes | tuple[str, ...]) -> Expression:
    """The expression of an argument over named sizes.

    Raises:
        NotationError: an unknown generator or size, with its column.

    """
    expression = parse(text, tuple(sizes), FUNCTIONS, constants=(), code=True)
    for node in walk(expression):
        if isinstance(node, Call):
            allowed = getattr(vars(_Draw).get(node.function), "__kwdefaults__", None) or {}
            for option, _ in node.options:
                if option not in allowed:
                    known = f" (options: {listed(allowed)})" if allowed else ""
                    near = did_you_mean(option, allowed) or known
                    raise NotationError(f"{node.function} has no option {option!r}{near}", node.column)
    return expression


def generate(expression: Expression, sizes: Sizes, seed: str, *, last_class: bool | None = None) -> Any:
    """The array (or number) that an expression stands for; the same seed gives the same array.

    ``last_class`` says whether labels hold the last class: always, never, or as it falls.

    Raises:
        NotationError: sizes that make no sense, arrays that do not fit each other.

    """
    import hashlib  # a run whose inputs are cached draws nothing

    draw = _Draw(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:16], "little"), last_class=last_class)
    drawn = {name: getattr(draw, name) for name in GENERATORS}
    algebra = Algebra(_number, lambda base, power: base**power, {**_ELEMENTWISE, **drawn}, {})
    with np.errstate(all="ignore"):
        value = evaluate(expression, sizes, algebra)
    if (
        isinstance(value, np.ndarray | np.generic)
        and value.dtype.kind == "f"
        and not np.isfinite(value).all()
    ):
        raise NotationError("this gives values that are not finite", expression.column)
    return _plain(value)


def _number(value: Fraction) -> float:
    return int(value) if value.denominator == 1 else float(value)


def _plain(value: Any) -> Any:
    """A number for a 0-d array, else the array itself."""
    return value.item() if isinstance(value, np.ndarray | np.generic) and np.ndim(value) == 0 else value


def _whole(value: Any) -> bool:
    return not isinstance(value, bool | np.ndarray) and value == int(value)


def _shape(given: tuple[Any, ...], usage: str) -> tuple[int, ...]:
    if not all(_whole(size) and size >= 0 for size in given):
        raise ValueError(f"sizes must be whole numbers: {usage}")
    shape = tuple(int(size) for size in given)
    if prod(shape) > MAX_ENTRIES:
        raise ValueError(f"more than {MAX_ENTRIES} entries")
    return shape


def _counts(given: tuple[Any, ...], usage: str, how_many: int = 2) -> tuple[int, ...]:
    if len(given) != how_many:
        raise ValueError(f"write {usage}")
    counts = _shape(given, usage)
    if 0 in counts:
        raise ValueError(f"counts must be above 0: {usage}")
    return counts
