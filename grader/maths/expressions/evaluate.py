"""Expression -> value, over any numbers that know ``+ - * / **`` and comparison."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from grader.errors import NotationError, listed
from grader.maths.expressions.expression import Binary, Call, Expression, Name, Negation, Number

if TYPE_CHECKING:
    from fractions import Fraction


class Algebra(NamedTuple):
    """What numbers, powers and functions mean; ``constants`` are the names that need no declaration."""

    number: Callable[[Fraction], Any]
    power: Callable[[Any, Any], Any]
    functions: Mapping[str, Callable[..., Any]]
    constants: Mapping[str, Any]


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    **dict.fromkeys(("*", "·", ""), operator.mul),
    "/": operator.truediv,
    "@": operator.matmul,
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def evaluate(expression: Expression, values: Mapping[str, Any], algebra: Algebra) -> Any:
    """The value of an expression where ``values`` are the values of its names.

    Raises:
        NotationError: an unknown name or function, a division by zero, a number out of range.

    """
    match expression:
        case Number(value):
            return algebra.number(value)
        case Name(name, column):
            if name in values:
                return values[name]
            if name in algebra.constants:
                return algebra.constants[name]
            raise NotationError(f"{name!r} has no value here (known: {listed(values)})", column)
        case Negation(operand):
            return -evaluate(operand, values, algebra)
        case Binary():
            return _chain(expression, values, algebra)
        case Call(function, arguments, options, column):
            if function not in algebra.functions:
                raise NotationError(f"{function} is not known here", column)
            given = tuple(evaluate(argument, values, algebra) for argument in arguments)
            named = {name: evaluate(value, values, algebra) for name, value in options}
            return _applied(algebra.functions[function], given, named, function, column)


def _chain(expression: Binary, values: Mapping[str, Any], algebra: Algebra) -> Any:
    """Down the left side of ``a + b + c + ...`` without recursion, so that a long sum is no deep one."""
    spine = [expression]
    while isinstance(left := spine[-1].left, Binary):
        spine.append(left)
    value = evaluate(left, values, algebra)
    for node in reversed(spine):
        apply = algebra.power if node.operator == "^" else _OPERATORS[node.operator]
        operands = value, evaluate(node.right, values, algebra)
        value = _applied(apply, operands, {}, node.operator, node.column)
    return value


def _applied(
    apply: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any], what: str, column: int
) -> Any:
    try:
        result = apply(*given, **named)
        if isinstance(result, float) and not math.isfinite(result):
            raise OverflowError
        return result
    except ZeroDivisionError:
        raise NotationError("division by zero", column) from None
    except OverflowError:
        raise NotationError(f"{what} gives a number that is too large", column) from None
    except TypeError:
        options = f" with {listed(named)}" if named else ""
        text = f"{what} cannot be applied{options} to this, or not to so many values"
        raise NotationError(text, column) from None
    except ValueError as fault:
        shapes = [getattr(operand, "shape", ()) for operand in given]
        if any(shapes):
            text = f"{what} cannot be applied to the shapes {' and '.join(map(str, shapes))}"
            raise NotationError(text, column) from None
        raise NotationError(f"{what} cannot be worked out: {fault}", column) from None
