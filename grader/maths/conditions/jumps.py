"""What jumps inside a number, as sign(x) or 1[x > 0] where x is 0: there rounding would decide, unless it is decided before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from grader.maths.expressions.expression import Binary, Call, Derivative, Expression, Number, walk
from grader.maths.expressions.precedence import COMPARISONS
from grader.maths.expressions.rewriting import mapped, substituted
from grader.maths.values.operations import KINKED
from grader.maths.values.setting import Setting

ZERO = Number(Fraction(0), "0")


def inlined(statement: Expression, setting: Setting) -> Expression:
    """A statement with what its dependent symbols stand for, where that jumps."""
    for one in reversed(tuple(setting.dependent.values())):  # each may depend on those before it
        if not one.indices and jumping(one.meaning):
            statement = substituted(statement, {one.name: one.meaning})
    return statement


def jumping(node: Expression) -> bool:
    """Whether a number can jump: it has comparisons in it, signs, or slopes of functions with a kink."""
    return any(_compares(part) or _turns(part) for part in walk(node))


def _compares(part: Expression) -> bool:
    return isinstance(part, Binary) and part.operator in COMPARISONS


def _turns(part: Expression) -> bool:
    if not isinstance(part, Call) or len(part.arguments) != 1:
        return False
    return part.function == "sign" or (part.function.endswith("'") and part.function.rstrip("'") in KINKED)


def decided(node: Expression, level: Callable[[Expression, Expression], bool]) -> Expression:
    """A number with 0 on both sides of everything that jumps there; ``level`` tells whether two sides are equal."""
    if isinstance(node, Derivative):
        return node  # it is worked out from its form

    def change(part: Expression) -> Expression:
        if isinstance(part, Binary) and _compares(part) and level(part.left, part.right):
            return replace(part, left=ZERO, right=ZERO)
        if isinstance(part, Call) and _turns(part) and level(part.arguments[0], ZERO):
            return replace(part, arguments=(ZERO,))
        return part

    return mapped(node, change)
