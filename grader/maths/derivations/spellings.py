"""One spelling for what can be written in several ways: |x| and abs(x), ‖u‖ and norm(u), xᵀ y, x·y and Σ_k x_k y_k."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from grader.maths.derivations.ranges import without_full_bounds
from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Norm,
    Number,
    Reduction,
    Transposed,
    names,
)
from grader.maths.expressions.rewriting import mapped
from grader.maths.values.setting import Setting

BOUND = "k'"
"""An index letter that nobody types."""

_PRODUCTS = ("*", "", "·", "/")
_HALF, _TWO = Fraction(1, 2), Fraction(2)


def plainly(expression: Expression, setting: Setting) -> Expression:
    """An expression in one spelling; its value and its steps stay."""

    def change(node: Expression) -> Expression:
        match node:
            case Call("relu", arguments):
                return replace(node, function="max", arguments=(Number(Fraction(0), "0"), *arguments))
            case Call("bars", arguments):
                return replace(node, function="abs", arguments=arguments)
            case Norm(operand, order) if order is None or (isinstance(order, Number) and order.value == _TWO):
                return Call("norm", (operand,))
            case Binary("^", base, exponent) if _is_half(exponent):
                return Call("sqrt", (base,))
            case Call("dot" | "inner", (left, right), ()) if _vectors(left, right, setting):
                return _dotted(left, right)
            case Binary(">=" | "<=" as operator) if any(
                name.name in setting.declared or name.name in setting.dependent for name in names(node)
            ):  # at a kink either side is the slope by convention
                return replace(node, operator=operator[0])
            case Binary():
                return _product(node, setting)
            case Reduction("sum"):
                return _ended(node)
        return node

    return mapped(without_full_bounds(expression, setting), change)


def _is_half(exponent: Expression) -> bool:
    match exponent:
        case Number(value):
            return value == _HALF
        case Binary("/", Number(above), Number(below)):
            return 2 * above == below
    return False


def _product(node: Binary, setting: Setting) -> Expression:
    """A product of two vectors entry by entry, or summed over; factors in front of them stay there."""
    if node.operator == "*" and _vectors(node.left, node.right, setting):
        return replace(node, operator="⊙")
    left = node.left
    front = left if isinstance(left, Binary) and left.operator in ("*", "") else None
    last = left if front is None else front.right
    turned = isinstance(last, Transposed)
    if node.operator not in (("", "*", "@") if turned else ("·", "@")):
        return node
    first = last.operand if isinstance(last, Transposed) else last
    if not _vectors(first, node.right, setting):
        return node
    dotted = _dotted(first, node.right)
    return dotted if front is None else replace(front, right=dotted)


def _vectors(left: Expression, right: Expression, setting: Setting) -> bool:
    return all(
        isinstance(each, Name) and len(setting.shapes.get(each.name, ())) == 1 for each in (left, right)
    )


def _dotted(left: Expression, right: Expression) -> Expression:
    """The sum that a dot product of two names stands for."""
    first, second = (Index(each, (Name(BOUND),)) for each in (left, right) if isinstance(each, Name))
    return Reduction("sum", BOUND, Binary("*", first, second))


def _ended(total: Reduction) -> Expression:
    """``Σ_i x_i/N`` as ``(Σ_i x_i)/N``: what stands last and does not use the index may stand outside."""
    body = total.body
    if not isinstance(body, Binary) or body.operator not in _PRODUCTS:
        return total
    if any(name.name == total.index for name in names(body.right)):
        return total
    return replace(body, left=_ended(replace(total, body=body.left)))
