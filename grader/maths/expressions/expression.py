"""The tree of a formula. Columns count from 1 and do not matter for equality."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """A number as typed: its exact value and its digits (``2.50`` keeps its 0)."""

    value: Fraction
    digits: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Name:
    """A symbol, in canonical spelling."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Negation:
    """A minus sign in front."""

    operand: Expression
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Binary:
    """Two operands and one of ``+ - * / @ ^ = != < > <= >=``; in formulas also ``and or => <=>``.

    A product of arrays says how it was written: ``⊙``, ``·``, or nothing at all for factors side by side.
    """

    operator: str
    left: Expression
    right: Expression
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    """A function with its arguments; ``options`` are those given by name."""

    function: str
    arguments: tuple[Expression, ...]
    options: tuple[tuple[str, Expression], ...] = ()
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Index:
    """An entry of an array: ``y_j``, ``w_{ij}``, ``x[i, j]``."""

    base: Name
    indices: tuple[Expression, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Reduction:
    """``sum``, ``prod``, ``max`` or ``min`` of a body over one index; without bounds over all its values."""

    operator: str
    index: str
    body: Expression
    lower: Expression | None = None
    upper: Expression | None = None
    condition: Expression | None = None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Transposed:
    """``Wᵀ``."""

    operand: Expression
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Derivative:
    """``∂ of / ∂ by``."""

    of: Expression
    by: Expression
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Cases:
    """Values with the conditions under which they hold; the last may have none."""

    branches: tuple[tuple[Expression, Expression | None], ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Rows:
    """A matrix by its rows; a single column is a vector."""

    rows: tuple[tuple[Expression, ...], ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Norm:
    """``‖x‖``, ``‖x‖_1``."""

    operand: Expression
    order: Expression | None = None
    column: int = field(default=0, compare=False)


Expression = (
    Number
    | Name
    | Negation
    | Binary
    | Call
    | Index
    | Reduction
    | Transposed
    | Derivative
    | Cases
    | Rows
    | Norm
)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression."""
    match expression:
        case Negation(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments, options):
            return (*arguments, *(value for _, value in options))
        case Index(base, indices):
            return (base, *indices)
        case Reduction(_, _, body, lower, upper, condition):
            return tuple(part for part in (lower, upper, condition, body) if part is not None)
        case Transposed(operand):
            return (operand,)
        case Derivative(of, by):
            return (of, by)
        case Cases(branches):
            return tuple(part for branch in branches for part in branch if part is not None)
        case Rows(rows):
            return tuple(entry for row in rows for entry in row)
        case Norm(operand, order):
            return (operand,) if order is None else (operand, order)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """An expression and everything in it, outermost first, in reading order."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(children(node))


def names(expression: Expression) -> tuple[Name, ...]:
    """The symbols of an expression, in reading order."""
    return tuple(node for node in walk(expression) if isinstance(node, Name))
