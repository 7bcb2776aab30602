"""Derivatives of formulas at a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.maths.expressions.expression import Derivative, Expression, Index, Name, names
from grader.maths.values import precise
from grader.maths.values.array_functions import of_family
from grader.maths.values.operations import AskBack
from grader.maths.values.precise import Slope, mpf
from grader.maths.values.tensor import ShapeError, Tensor, transposed

MAX_NESTED = 3

if TYPE_CHECKING:
    from grader.maths.values.meaning import World
    from grader.maths.values.setting import Dependent


def derivative(world: World, node: Derivative, indices: Mapping[str, int]) -> Any:
    """``∂ of / ∂ by``, exactly: the numbers carry their slopes along.

    Raises:
    AskBack: what it is differentiated by is no symbol, or the result has too many indices.

    """
    by = node.by
    name = by.base.name if isinstance(by, Index) else by.name if isinstance(by, Name) else ""
    if not name or name not in world.shapes:
        raise AskBack("what is differentiated by is no declared symbol", node.column)
    if world.level >= MAX_NESTED:
        raise AskBack(f"more than {MAX_NESTED} nested derivatives are not read", node.column)
    value = world.value(name)
    world.level += 1
    level = world.level
    try:
        if isinstance(by, Index):
            spots = [world.whole(place, indices) - world.index_from for place in by.indices]
            return _partial(world, node.of, name, value, spots, level, indices)
        if not isinstance(value, Tensor):
            return _partial(world, node.of, name, value, None, level, indices)
        entries = [
            _partial(world, node.of, name, value, spots, level, indices) for spots in _spots(value.shape)
        ]
    finally:
        world.level -= 1
    if not any(isinstance(entry, Tensor) for entry in entries):
        return Tensor(value.shape, tuple(entries))
    if value.rank == 1 and all(isinstance(entry, Tensor) and entry.rank == 1 for entry in entries):
        return transposed(
            Tensor(
                (value.shape[0], entries[0].shape[0]),
                tuple(x for entry in entries for x in entry.entries),
            )
        )
    raise AskBack("this derivative has more than two indices: write an entry of it", node.column)


def _partial(
    world: World,
    of: Expression,
    name: str,
    value: Any,
    spots: list[int] | None,
    level: int,
    indices: Mapping[str, int],
) -> Any:
    place = (name, None if spots is None else tuple(spots), level)
    inside = world.moves.get(place)
    if inside is None:
        inside = world.moves[place] = _moved(world, name, value, spots, level)
    return of_family(lambda x: precise.slope_of(x, level), inside.evaluate(of, indices))


def _moved(world: World, name: str, value: Any, spots: list[int] | None, level: int) -> World:
    """The world where one number carries a slope."""
    if spots is None:
        changed: Any = Slope(value, mpf(1), level)
    else:
        if (
            not isinstance(value, Tensor)
            or len(spots) != value.rank
            or any(not 0 <= s < n for s, n in zip(spots, value.shape, strict=True))
        ):
            raise ShapeError("an index of the derivative is beyond its length")
        flat = spots[0] if value.rank == 1 else spots[0] * value.shape[1] + spots[1]
        entries = tuple(Slope(x, mpf(1), level) if n == flat else x for n, x in enumerate(value.entries))
        changed = Tensor(value.shape, entries)
    fixed = {
        n: v
        for n, v in world.values.items()
        if n in world.dependent and not _depends(n, name, world.dependent)
    }
    if name in world.dependent:  # differentiating by a dependent symbol takes it as free
        fixed = {n: v for n, v in fixed.items() if n != name}
    return world.moved({**fixed, name: changed})


def _depends(name: str, on: str, dependent: Mapping[str, Dependent]) -> bool:
    pending, seen = [name], set()
    while pending:
        one = pending.pop()
        if one == on:
            return True
        if one in seen or one not in dependent:
            continue
        seen.add(one)
        pending += [node.name for node in names(dependent[one].meaning)]
    return False


def _spots(shape: tuple[int, ...]) -> list[list[int]]:
    if len(shape) == 1:
        return [[i] for i in range(shape[0])]
    return [[i, j] for i in range(shape[0]) for j in range(shape[1])]
