"""Formulas with one small mistake, each of those that students make."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from grader.maths.expressions.expression import (
    Binary,
    Call,
    Expression,
    Index,
    Name,
    Negation,
    Number,
    Reduction,
    Transposed,
    children,
    walk,
)  # fmt: skip
from grader.maths.expressions.rewriting import rebuilt, substituted

Planted = tuple[str, Expression]
"""What the mistake is, and the formula with it."""

SWAPPED = {
    "exp": "log", "log": "exp", "sin": "cos", "cos": "sin", "tanh": "sigmoid", "sigmoid": "tanh", "relu": "abs",
    "abs": "relu", "bars": "relu", "max": "min", "min": "max", "sqrt": "abs", "softmax": "exp",
}  # fmt: skip
"""For each function one that is taken for it."""

COMPARED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "="}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
JOINED = {"and": "or", "or": "and"}
PRODUCTS = ("*", "", "·", "@", "⊙")
MOST_NODES = 80


def number(value: Fraction | int) -> Expression:
    """A number as a formula.

    >>> from grader.maths.expressions.typesetting import shown
    >>> shown(number(Fraction(-1, 2)))
    '−(1/2)'
    """
    value = Fraction(value)
    if value < 0:
        return Negation(number(-value))
    if value.denominator == 1:
        return Number(value, str(value))
    return Binary("/", number(value.numerator), number(value.denominator))


def planted(
    key: Expression, free: Collection[str] = (), matrices: Collection[str] = (), *, whole: bool = True
) -> Iterator[Planted]:
    """The formula with one mistake each; ``whole`` if its sign and a factor count, as they do not in a statement."""
    if whole:
        yield "the sign of the whole", Negation(key)
        yield "a factor of 2", Binary("*", number(2), key)
        yield "a factor of 1/2", Binary("/", key, number(2))
        yield "a constant too many", Binary("+", key, number(1))
    letters = _letters(key, free)
    for node, place in _nodes(key):
        for about, new in _mistakes(node, place, letters, free, matrices):
            yield about, rebuilt(key, node, new)


def _nodes(key: Expression) -> list[tuple[Expression, str]]:
    """What can be mistaken, and where it stands: as an index, an exponent, a bound, or anywhere else."""
    found: list[tuple[Expression, str]] = []
    pending: list[tuple[Expression, str]] = [(key, "")]
    while pending and len(found) < MOST_NODES:
        node, place = pending.pop(0)
        if place != "index":
            found.append((node, place))
        match node:
            case Index(_, indices):
                pending += [(each, "index") for each in indices]
            case Binary("^", left, right):
                pending += [(left, place), (right, "exponent")]
            case Reduction(_, _, body, lower, upper, condition):
                pending.append((body, place))
                pending += [(each, "bound") for each in (lower, upper) if each is not None]
                pending += [(condition, place)] if condition is not None else []
            case _:
                pending += [(each, place) for each in children(node)]
    return found


def _letters(key: Expression, free: Collection[str]) -> list[str]:
    """The index letters of a formula."""
    bound = [node.index for node in walk(key) if isinstance(node, Reduction)]
    used = [
        each.name
        for node in walk(key)
        if isinstance(node, Index)
        for each in node.indices
        if isinstance(each, Name)
    ]
    return list(dict.fromkeys([*free, *bound, *used]))


def _mistakes(
    node: Expression, place: str, letters: Sequence[str], free: Collection[str], matrices: Collection[str]
) -> Iterator[Planted]:
    match node:
        case Number(value):
            yield from _of_number(value, place)
        case Negation(operand):
            yield "a sign", operand
        case Binary():
            yield from _of_binary(node)
        case Call():
            yield from _of_call(node)
        case Index(base, indices):
            yield from _of_index(base, indices, letters)
        case Reduction():
            yield from _of_sum(node, free)
        case Transposed(operand):
            yield "a transpose is missing", operand
        case Name(name) if name in matrices:
            yield "transposed", Transposed(node)


def _of_number(value: Fraction, place: str) -> Iterator[Planted]:
    if place in ("exponent", "bound"):
        what = "an exponent" if place == "exponent" else "a bound"
        yield f"{what} is off by one", number(value + 1)
        yield f"{what} is off by one", number(value - 1)
    elif value:
        yield "a constant is doubled", number(2 * value)
        yield "a constant is halved", number(value / 2)
    else:
        yield "a constant is off by one", number(1)


def _of_binary(node: Binary) -> Iterator[Planted]:
    operator, left, right = node.operator, node.left, node.right
    if operator in ("+", "-"):
        yield "the sign of a term", replace(node, operator="-" if operator == "+" else "+")
        if not (isinstance(left, Binary) and left.operator in ("+", "-")) and not isinstance(left, Negation):
            yield "the sign of a term", replace(node, left=Negation(left))
        yield "a term is missing", left
        yield "a term is missing", right if operator == "+" else Negation(right)
    elif operator in PRODUCTS:
        yield "a factor is missing", left
        yield "a factor is missing", right
        yield "+ for a product", replace(node, operator="+")
        if operator in ("*", "", "·"):
            yield "a quotient for a product", replace(node, operator="/")
        if operator in ("@", ""):
            yield "factors swapped", replace(node, left=right, right=left)
    elif operator == "/":
        yield "a product for a quotient", replace(node, operator="*")
        yield "a divisor is missing", left
        yield "a quotient is turned over", replace(node, left=right, right=left)
    elif operator == "^":
        yield "an exponent is missing", left
        yield "an exponent is off by one", replace(node, right=Binary("+", right, number(1)))
    elif operator in COMPARED:
        yield f"{COMPARED[operator]} for {operator}", replace(node, operator=COMPARED[operator])
        if operator in TURNED:
            yield "a comparison the wrong way round", replace(node, operator=TURNED[operator])
        elif operator == "=":
            yield "< for =", replace(node, operator="<")
    elif operator in JOINED:
        yield f"{JOINED[operator]} for {operator}", replace(node, operator=JOINED[operator])
        yield "one side is missing", left
        yield "one side is missing", right
    elif operator == "=>":
        yield "an implication the wrong way round", replace(node, left=right, right=left)


def _of_call(node: Call) -> Iterator[Planted]:
    name = node.function
    if name == "not":
        yield "a negation is missing", node.arguments[0]
    elif name.startswith("interval"):
        for at in (-2, -1):
            changed = [*name]
            changed[at] = {"[": "(", "(": "[", "]": ")", ")": "]"}[name[at]]
            yield "an end of an interval", replace(node, function="".join(changed))
    elif name.endswith("'"):
        yield "the function for its derivative", replace(node, function=name[:-1])
    if name in SWAPPED and len(node.arguments) == 1:
        yield f"{SWAPPED[name]} for {name}", replace(node, function=SWAPPED[name])
        yield "a sign inside a function", replace(node, arguments=(Negation(node.arguments[0]),))
    if len(node.arguments) == 1 and name not in ("not", "true", "false", "indicator", "set"):
        yield f"{name} is missing", node.arguments[0]
    elif name in ("max", "min") and len(node.arguments) == 2:
        yield f"{SWAPPED[name]} for {name}", replace(node, function=SWAPPED[name])
        yield f"{name} is missing", node.arguments[-1]


def _of_index(base: Name, indices: tuple[Expression, ...], letters: Sequence[str]) -> Iterator[Planted]:
    if len(indices) == 2:
        yield "two indices are swapped", Index(base, indices[::-1])
    for at, index in enumerate(indices):
        for letter in letters:
            if index != Name(letter):
                changed = (*indices[:at], Name(letter), *indices[at + 1 :])
                yield f"the index {letter} in place of another", Index(base, changed)
        if isinstance(index, Name):
            shifted = Binary("+", index, number(1))
            yield "an index is shifted by one", Index(base, (*indices[:at], shifted, *indices[at + 1 :]))


def _of_sum(node: Reduction, free: Collection[str]) -> Iterator[Planted]:
    for letter in free:
        yield "a sum is missing", substituted(node.body, {node.index: Name(letter)})
    if not free:
        yield "a sum is missing", substituted(node.body, {node.index: number(1)})
    other = {"sum": "prod", "prod": "sum", "max": "min", "min": "max"}[node.operator]
    yield f"{other} for {node.operator}", replace(node, operator=other)
    if node.condition is not None:
        yield "the condition of a sum is missing", replace(node, condition=None)
