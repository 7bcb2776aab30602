"""Rewritings of formulas that change nothing, and slips that change something."""

from drawn import ONE, TWO, VECTORS, number
from hypothesis import strategies as st

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Index,
    Name,
    Negation,
    Reduction,
    Transposed,
    walk,
)


def rewritten(draw, node, used=()):
    """An equal formula: each part may be commuted, regrouped, expanded, renamed."""
    node = _inside(draw, node, used)
    rules = [*_rules(node, used)]
    return draw(st.sampled_from([node, *rules]))


def _inside(draw, node, used):
    match node:
        case Binary(operator, left, right) if operator not in ("!=", ">", "<="):
            return Binary(operator, rewritten(draw, left, used), rewritten(draw, right, used))
        case Negation(operand):
            return Negation(rewritten(draw, operand, used))
        case Call(function, (only,)) if function != "indicator":
            return Call(function, (rewritten(draw, only, used),))
        case Reduction(_, index, body, _, _, condition):
            return Reduction("sum", index, rewritten(draw, body, (*used, index)), condition=condition)
        case _:
            return node


def _rules(node, used):
    """Equal forms of one node."""
    if isinstance(node, Negation):
        yield Binary("*", Negation(ONE), node.operand)
    if isinstance(node, Reduction):
        yield from _of_sum(node, used)
    if isinstance(node, Binary):
        yield from _of_binary(node)
    if isinstance(node, Name) and node.name == "p":
        yield Call("exp", (Call("log", (node,)),))
    if _is_number(node):
        yield Binary("+", node, number(0))
        yield Binary("*", ONE, node)
        yield Binary("-", Binary("*", TWO, node), node)


def _of_binary(node):
    operator, left, right = node.operator, node.left, node.right
    scalar = _is_number(left) and _is_number(right)
    if operator in ("+", "⊙") or (scalar and operator in ("*", "")):
        yield Binary(operator, right, left)
    if operator == "-":
        yield Negation(Binary("-", right, left))
        yield Binary("+", left, Negation(right))
    if operator == "/":
        yield Binary("*", Binary("/", ONE, right), left)
    if operator == "^" and right == TWO and _is_number(left):
        yield Binary("*", left, left)
    for one, other, sides in ((left, right, False), (right, left, True)):
        if isinstance(one, Binary) and one.operator in ("+", "-") and operator in ("*", "", "@"):
            pair = [(other, part) if sides else (part, other) for part in (one.left, one.right)]
            yield Binary(one.operator, Binary(operator, *pair[0]), Binary(operator, *pair[1]))
    if operator == "+" and isinstance(left, Binary) and left.operator == "+":
        yield Binary("+", left.left, Binary("+", left.right, right))


def _of_sum(node, used):
    parts = (node.body.left, node.body.right) if isinstance(node.body, Binary) else ()
    if parts and node.body.operator in ("+", "-") and all(_ranges(part, node.index) for part in parts):
        sums = (Reduction("sum", node.index, part, condition=node.condition) for part in parts)
        yield Binary(node.body.operator, *sums)
    inner = node.body
    if (
        isinstance(inner, Reduction)
        and not _mentions(inner.condition, node.index)
        and inner.index != node.index
    ):
        yield Reduction(
            "sum",
            inner.index,
            Reduction("sum", node.index, inner.body, condition=node.condition),
            condition=inner.condition,
        )
    fresh = "q"
    if fresh not in used and not _mentions(node, fresh):
        yield renamed(node, node.index, fresh)


def _mentions(node, letter):
    return node is not None and any(
        (isinstance(each, Name) and each.name == letter)
        or (isinstance(each, Reduction) and each.index == letter)
        for each in walk(node)
    )


def _ranges(node, letter):
    """Whether over what an index runs shows in a formula."""
    return any(isinstance(each, Index) and Name(letter) in each.indices for each in walk(node))


def renamed(node, old, new):
    """A formula with another index letter."""
    match node:
        case Name(name):
            return Name(new) if name == old else node
        case Index(base, indices):
            return Index(base, tuple(renamed(index, old, new) for index in indices))
        case Negation(operand):
            return Negation(renamed(operand, old, new))
        case Call(function, arguments):
            return Call(function, tuple(renamed(argument, old, new) for argument in arguments))
        case Binary(operator, left, right):
            return Binary(operator, renamed(left, old, new), renamed(right, old, new))
        case Reduction(operator, index, body, _, _, condition):
            inside = None if condition is None else renamed(condition, old, new)
            return Reduction(
                operator, new if index == old else index, renamed(body, old, new), condition=inside
            )
        case _:
            return node


def _is_number(node):
    """Whether a formula is a number and no array."""
    match node:
        case Name(name):
            return name not in (*VECTORS, "W")
        case Negation(operand):
            return _is_number(operand)
        case Transposed():
            return False
        case Binary(_, left, right):
            dot = isinstance(left, Transposed) and not _mentions(left, "W")
            return dot or (_is_number(left) and _is_number(right))
        case Call("tanh" | "softmax", (only,)):
            return _is_number(only)
        case _:
            return True


# Slips

SWAPPED = {"+": "-", "-": "+", "*": "+", "": "-", "/": "*", "⊙": "-", "@": "@", "^": "*"}
MISTAKEN = {
    "sin": "tanh",
    "tanh": "sigmoid",
    "sigmoid": "tanh",
    "softmax": "tanh",
    "relu": "bars",
    "bars": "relu",
}


def mistaken(draw, node):
    """A formula with one slip: another sign, a lost factor, a function or an index taken for another."""
    inside = [n for n, part in enumerate(_parts(node)) if part is not None]
    if inside and draw(st.integers(0, 2)):
        at = draw(st.sampled_from(inside))
        parts = [mistaken(draw, part) if n == at else part for n, part in enumerate(_parts(node))]
        return _with(node, parts)
    return draw(st.sampled_from([*_slips(node)]))


def _parts(node):
    match node:
        case Binary(operator, left, right) if operator not in ("!=", ">", "<="):
            return (left, right)
        case Negation(operand):
            return (operand,)
        case Call(function, (only,)) if function != "indicator":
            return (only,)
        case Reduction(_, _, body):
            return (body,)
        case _:
            return ()


def _with(node, parts):
    match node:
        case Binary(operator):
            return Binary(operator, *parts)
        case Negation():
            return Negation(*parts)
        case Call(function):
            return Call(function, tuple(parts))
        case Reduction(_, index, _, _, _, condition):
            return Reduction("sum", index, *parts, condition=condition)


def _slips(node):
    yield Binary("*", TWO, node)
    yield Negation(node)
    match node:
        case Binary(operator, left, right) if operator in SWAPPED:
            if _is_number(left) and _is_number(right):
                yield Binary(SWAPPED[operator], left, right)
                yield left
        case Call(function, (only,)) if function in MISTAKEN:
            yield Call(MISTAKEN[function], (only,))
        case Index(Name("W"), (i, j)):
            yield Index(Name("W"), (j, i))
        case Reduction(_, index, body, _, _, None):
            yield renamed(body, index, "i")
