"""Conditions on indices, as in ``(i ≠ j)`` behind a formula: which index values meet them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import product
from operator import eq, ge, gt, le, lt, ne

from grader.maths.expressions.expression import Binary, Call, Expression, Name, Number, names, walk

_COMPARED = {"=": eq, "!=": ne, "<": lt, ">": gt, "<=": le, ">=": ge}
_LARGEST = 50


def restricts(condition: Expression, letters: Iterable[str], first: int = 1) -> bool:
    """Whether some values of these index letters meet a statement and others do not.

    >>> i, j = Name("i"), Name("j")
    >>> [restricts(Binary("!=", i, other), "ij") for other in (j, i)]
    [True, False]
    """
    return _truths(condition, letters, first) == {True, False}


def about_indices(statement: Expression, letters: Iterable[str], first: int = 1) -> bool:
    """Whether something states how these index letters, or whole numbers, compare."""
    return _truths(statement, letters, first) <= {True, False}


def _truths(statement: Expression, letters: Iterable[str], first: int) -> set[bool | None]:
    if not {name.name for name in names(statement)} <= {*letters}:
        return {None}
    return {_holds(statement, values) for values in _values([statement], first)}


def others(conditions: Iterable[Expression], first: int = 1) -> Expression | None:
    """The condition of the index values that meet none of several; None if every value meets one."""
    shown = [*conditions]
    either = reduce(lambda a, b: Binary("or", a, b), shown)
    if all(_holds(either, values) for values in _values(shown, first)):
        return None
    if len(shown) == 1 and isinstance(either, Binary) and either.operator in _OPPOSITE:
        return Binary(_OPPOSITE[either.operator], either.left, either.right)
    return Call("not", (either,))


_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def _values(conditions: list[Expression], first: int) -> Iterable[Mapping[str, int]]:
    """Values of the letters among which every order of them, and of the numbers beside them, occurs."""
    letters = sorted({name.name for each in conditions for name in names(each)})
    numbers = [node.value for each in conditions for node in walk(each) if isinstance(node, Number)]
    last = min(max([first, *(int(number) for number in numbers)]), _LARGEST) + len(letters) + 1
    return (
        dict(zip(letters, each, strict=True)) for each in product(range(first, last), repeat=len(letters))
    )


def _holds(node: Expression, values: Mapping[str, int]) -> bool | None:
    """Whether a statement holds; None if it is no statement over indices and numbers."""
    if not isinstance(node, Binary):
        return None
    if node.operator in ("and", "or"):
        both = _holds(node.left, values), _holds(node.right, values)
        return None if None in both else all(both) if node.operator == "and" else any(both)
    compare = _COMPARED.get(node.operator)
    a, b = _value(node.left, values), _value(node.right, values)
    return None if compare is None or a is None or b is None else bool(compare(a, b))


def _value(node: Expression, values: Mapping[str, int]) -> int | None:
    if isinstance(node, Number) and node.value.denominator == 1:
        return int(node.value)
    return values[node.name] if isinstance(node, Name) else None
