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
    """Two operands and one of ``+ - * / @ ^ = != < > <= >=``."""

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


Expression = Number | Name | Negation | Binary | Call


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression."""
    match expression:
        case Negation(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments, options):
            return (*arguments, *(value for _, value in options))
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
