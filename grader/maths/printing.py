"""Expression -> text, with the fewest brackets that keep its meaning."""

from __future__ import annotations

from grader.maths import notation
from grader.maths.expression import Binary, Call, Expression, Name, Negation, Number

_SIGNS = {"*": "·", "-": " − ", "+": " + ", "/": "/", "@": " @ ", "<=": " ≤ ", ">=": " ≥ ", "!=": " ≠ "}


def show(expression: Expression) -> str:
    """How the expression was read.

    >>> from grader.maths.parser import parse
    >>> show(parse("1/2x", names=["x"])), show(parse("-(1+2)*3^2"))
    ('1/(2·x)', '−(1 + 2)·3^2')
    """
    match expression:
        case Number(_, digits):
            return digits
        case Name(name):
            return name
        case Negation(operand):
            return "−" + _wrapped(operand, notation.PREFIX)
        case Binary("^", left, right):
            return f"{_wrapped(left, notation.POWER + 1)}^{_wrapped(right, notation.POWER)}"
        case Binary(operator, left, right):
            tightness = notation.BINDING[operator]
            sign = _SIGNS.get(operator, f" {operator} ")
            return _wrapped(left, tightness) + sign + _wrapped(right, tightness + 1)
        case Call(function, arguments, options):
            named = [f"{name}={show(value)}" for name, value in options]
            return f"{function}({', '.join([*map(show, arguments), *named])})"


def _tightness(expression: Expression) -> int:
    match expression:
        case Binary("^"):
            return notation.POWER
        case Binary(operator):
            return notation.BINDING[operator]
        case Negation():
            return notation.PREFIX
        case _:
            return notation.POWER + 10


def _wrapped(expression: Expression, tightness: int) -> str:
    text = show(expression)
    return f"({text})" if _tightness(expression) < tightness else text
