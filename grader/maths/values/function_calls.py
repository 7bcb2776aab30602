"""The value of a function call of a formula, in a world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from grader.maths.expressions.expression import Call
from grader.maths.values import precise
from grader.maths.values.array_functions import (
    ALONG_AN_AXIS,
    ARRAY_FUNCTIONS,
    NUMBER_FUNCTIONS,
    Ones,
    Scaled,
    of_family,
)
from grader.maths.values.operations import KINKED, AskBack
from grader.maths.values.precise import Slope, TooLarge, mpf
from grader.maths.values.tensor import ShapeError, Tensor, elementwise

if TYPE_CHECKING:
    from grader.maths.values.meaning import World

COST_OF_FUNCTION = 3
"""Steps that a function such as exp counts as."""

MAX_NESTED = 4
"""Derivatives of derivatives."""

MAX_ENTRIES = 500
"""The length of an identity or a vector of ones whose size is given."""


def applied(world: World, call: Call, indices: Mapping[str, int]) -> Any:
    """The value of a function where its arguments have theirs.

    Raises:
        UndefinedHere, TooLarge, ShapeError: it has none.
        AskBack: it can be read in two ways, or is not known.

    """
    name = call.function
    plain_name = name.rstrip("'")
    primes = len(name) - len(plain_name)
    if name in ("identity", "ones"):
        return _sized(world, call, indices)
    if name in ("true", "false"):
        return mpf(name == "true")
    if name == "entry":
        return world.entry(
            world.evaluate(call.arguments[0], indices), call.arguments[1:], indices, "this", call.column
        )
    if name == "set":
        return [world.evaluate(argument, indices) for argument in call.arguments]
    if call.options and plain_name not in ALONG_AN_AXIS:
        raise AskBack(f"{plain_name} takes no {call.options[0][0]}", call.column)
    given = [world.evaluate(argument, indices) for argument in call.arguments]
    world.budget.spend(COST_OF_FUNCTION)
    options = {option: world.evaluate(value, indices) for option, value in call.options}
    _note_kink(world, call, plain_name, given)
    function = world.functions.get(plain_name) or NUMBER_FUNCTIONS.get(plain_name)
    try:
        if primes:
            if function is None or len(given) != 1:
                raise AskBack(f"{name} is no derivative that is known", call.column)
            return of_family(lambda x: _slope(world, function, x, primes), given[0])
        if plain_name in ARRAY_FUNCTIONS:
            return ARRAY_FUNCTIONS[plain_name](given, options)
        if function is None:
            raise AskBack(f"{name} is not known", call.column)
        if len(given) != 1:
            raise AskBack(f"{name} takes one argument, found {len(given)}", call.column)
        return of_family(function, given[0])
    except ShapeError as error:
        error.column = error.column or call.column
        raise
    except (TypeError, ValueError, AttributeError) as error:
        raise AskBack(f"{name} cannot be applied to this, or not to so many values", call.column) from error


def _sized(world: World, call: Call, indices: Mapping[str, int]) -> Any:
    """The identity or the vector of ones, of whatever size unless it is given."""
    if not call.arguments:
        return Scaled(mpf(1)) if call.function == "identity" else Ones()
    size = world.whole(call.arguments[0], indices)
    if not 0 < size <= MAX_ENTRIES:
        raise TooLarge("too many entries")
    if call.function == "ones":
        return Tensor((size,), (mpf(1),) * size)
    return Tensor((size, size), tuple(mpf(i == j) for i in range(size) for j in range(size)))


def _note_kink(world: World, call: Call, name: str, given: list[Any]) -> None:
    if name in KINKED and len(given) == 1:
        for entry in given[0].entries if isinstance(given[0], Tensor) else given:
            if not isinstance(entry, Ones | Scaled | list):
                world.note(call, bool(precise.plain(entry) > 0))
    elif (
        name in ("max", "min")
        and len(given) == 2
        and not any(isinstance(x, Ones | Scaled | list) for x in given)
    ):
        a, b = given
        pairs = elementwise(lambda x, y: precise.plain(x) > precise.plain(y), a, b, name)
        for truth in pairs.entries if isinstance(pairs, Tensor) else (pairs,):
            world.note(call, bool(truth))


def _slope(world: World, function: Callable[[Any], Any], x: Any, order: int) -> Any:
    if order > MAX_NESTED:
        raise AskBack(f"more than {MAX_NESTED} primes are not read")
    world.level += 1
    level = 10_000 + world.level
    try:
        inner = Slope(x, mpf(1), level)
        value = function(inner) if order == 1 else _slope(world, function, inner, order - 1)
        return precise.slope_of(value, level)
    finally:
        world.level -= 1
