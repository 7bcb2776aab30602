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
        case Binary():
            return _chain(expression)
        case Call(function, arguments, options):
            named = [f"{name}={show(value)}" for name, value in options]
            # x = y as an argument would be read as an option called x
            given = [_wrapped(argument, notation.BINDING["="] + 1) for argument in arguments]
            return f"{function}({', '.join([*given, *named])})"
        case _:
            raise TypeError(f"{type(expression).__name__} occurs in formulas only")


def _chain(expression: Binary) -> str:
    """Down the left side of ``a + b + c + ...`` without recursion."""
    spine = [expression]
    while isinstance(left := spine[-1].left, Binary) and left.operator != "^":
        spine.append(left)
    text, tightness = show(left), _tightness(left)
    for node in reversed(spine):
        binding = notation.BINDING[node.operator]
        sign = _SIGNS.get(node.operator, f" {node.operator} ")
        left_text = f"({text})" if tightness < binding else text
        text, tightness = left_text + sign + _wrapped(node.right, binding + 1), binding
    return text


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
