"""The shape of a formula without free indices, found by working it out with lengths that all differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.maths.expressions.expression import Expression
from grader.maths.values.declaration import Length
from grader.maths.values.meaning import World
from grader.maths.values.precise import TooLarge, UndefinedHere, mpf
from grader.maths.values.tensor import Tensor, simplest


def shape_of(expression: Expression, shapes: Mapping[str, tuple[Length, ...]]) -> tuple[Length, ...]:
    """The shape of a formula without free indices, found by working it out with lengths that all differ."""
    lengths = sorted({length for shape in shapes.values() for length in shape if isinstance(length, str)})
    sizes = {name: n + 11 for n, name in enumerate(lengths)}
    return () if not sizes else _tried(expression, shapes, sizes)


def _tried(
    expression: Expression, shapes: Mapping[str, tuple[Length, ...]], sizes: Mapping[str, int]
) -> tuple[Length, ...]:
    by_size: dict[int, Length] = {n: name for name, n in sizes.items()}

    def filled(shape: tuple[Length, ...]) -> Any:
        if not shape:
            return mpf("0.5")
        lengths = tuple(length if isinstance(length, int) else sizes[length] for length in shape)
        count = 1
        for length in lengths:
            count *= length
        return Tensor(lengths, tuple(mpf(n % 7 + 1) / 13 for n in range(count)))

    values = {name: filled(shape) for name, shape in shapes.items() if name not in sizes}
    world = World(sizes, values, {}, shapes)
    try:
        value = simplest(found) if isinstance(found := world.evaluate(expression, {}), Tensor) else found
    except (UndefinedHere, TooLarge):
        return ()
    return tuple(by_size.get(n, n) for n in value.shape) if isinstance(value, Tensor) else ()
