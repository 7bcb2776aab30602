"""What came of comparing two formulas, and what in them is made of pieces."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Cases,
    Expression,
    Name,
    Norm,
    Number,
    Reduction,
    names,
    walk,
)
from grader.maths.values.setting import Setting

if TYPE_CHECKING:
    from grader.maths.values.meaning import World


class Equality(Enum):
    """What came of a comparison."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class Point(NamedTuple):
    """Where two formulas differ: the values of the symbols, which entry, and both values."""

    world: World
    place: tuple[int, ...]
    own: Any
    expected: Any


class Comparison(NamedTuple):
    """What came of comparing two formulas, and the evidence."""

    equality: Equality
    points: int = 0
    sizes: int = 0
    point: Point | None = None
    why: str = ""
    """``shape``, ``transposed``, ``row``, ``domain``, ``special`` or why nothing could be decided."""
    array: bool = False
    """Whether the response is an array, and not a formula for an entry of it."""

    @property
    def evidence(self) -> str:
        """In words."""
        where = f" in {self.sizes} sizes" if self.sizes > 1 else ""
        return f"{self.equality.value} at {self.points} random points{where}"


def has_kinks(expression: Expression, setting: Setting) -> bool:
    """Whether an expression, or a symbol that it depends on, is made of pieces."""
    pending, seen = [expression], set()
    while pending:
        for node in walk(pending.pop()):
            if isinstance(node, Cases) or (isinstance(node, Binary) and node.operator in _COMPARISONS):
                return True
            if isinstance(node, Call) and node.function.rstrip("'") in _KINKED:
                return True
            if isinstance(node, Reduction) and (node.operator in ("max", "min")):
                return True
            if isinstance(node, Norm) and node.order is not None:
                return True
            if isinstance(node, Name) and node.name in setting.dependent and node.name not in seen:
                seen.add(node.name)
                pending.append(setting.dependent[node.name].meaning)
    return False


_COMPARISONS = frozenset({"<", ">", "<=", ">="})


_KINKED = frozenset({"relu", "abs", "bars", "sign", "max", "min", "indicator", "where"})


def pieces(expression: Expression) -> Iterator[Expression]:
    """The comparisons and kinked functions of an expression."""
    for node in walk(expression):
        if (isinstance(node, Binary) and node.operator in _COMPARISONS) or (
            isinstance(node, Call) and node.function.rstrip("'") in _NOTED
        ):
            yield node


_NOTED = frozenset({"relu", "abs", "bars", "sign", "max", "min"})


def unseen_side(expression: Expression, setting: Setting, truths: dict[int, set[bool]]) -> bool:
    """Whether a piece went one way at every point though nothing in its domain forces it to."""
    for node in pieces(expression):
        used = {name.name for name in names(node) if name.name in setting.declared}
        free = used and all(setting.declared[name].domain in ("real", "nonzero", "integer") for name in used)
        if free and len(truths.get(id(node), {True, False})) == 1:
            return True
    return False


def literals(expression: Expression) -> tuple[float, ...]:
    """The numbers of an expression, near which a piece may begin."""
    found = dict.fromkeys(float(node.value) for node in walk(expression) if isinstance(node, Number))
    return tuple(value for value in found if abs(value) < 1e6)[:6]


def has_equalities(expression: Expression, setting: Setting) -> bool:
    """Whether an expression asks if a quantity, and not only an index, equals something."""
    for node in walk(expression):
        if (
            isinstance(node, Binary)
            and node.operator in ("=", "!=")
            and any(n.name in setting.shapes for n in names(node))
        ):
            return True
    return False
